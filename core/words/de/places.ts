/** Where a citation stands in its file, in German. Keys start with `place.`. */
import type { places as english } from '../en/places.ts'

export const places = {
  'place.page': 'Seite {page}',
  'place.labelled-page': 'Seite {page} ({label})',
  'place.line': 'Zeile {line}',
  'place.lines': 'Zeilen {first}–{last}',
  'place.block': 'Absatz {block}',
  'place.blocks': 'Absätze {first}–{last}',
  'place.cells': '{sheet}, {range}',
  'place.slide': 'Folie {slide}',
  'place.message': 'Nachricht {message}',
  'place.attachment': '{name}, {place}',
} as const satisfies Record<keyof typeof english, string>
