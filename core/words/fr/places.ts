/** Where a citation stands in its file, in French. Keys start with `place.`. */
import type { places as english } from '../en/places.ts'

export const places = {
  'place.page': 'page {page}',
  'place.labelled-page': 'page {page} ({label})',
  'place.line': 'ligne {line}',
  'place.lines': 'lignes {first}–{last}',
  'place.block': 'paragraphe {block}',
  'place.blocks': 'paragraphes {first}–{last}',
  'place.cells': '{sheet}, {range}',
  'place.slide': 'diapositive {slide}',
  'place.message': 'message {message}',
  'place.attachment': '{name}, {place}',
} as const satisfies Record<keyof typeof english, string>
