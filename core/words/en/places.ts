/** Where a citation stands in its file, in English. Keys start with `place.`. */
export const places = {
  'place.page': 'page {page}',
  'place.labelled-page': 'page {page} ({label})',
  'place.line': 'line {line}',
  'place.lines': 'lines {first}–{last}',
  'place.block': 'paragraph {block}',
  'place.blocks': 'paragraphs {first}–{last}',
  'place.cells': '{sheet}, {range}',
  'place.slide': 'slide {slide}',
  'place.message': 'message {message}',
  'place.attachment': '{name}, {place}',
} as const
