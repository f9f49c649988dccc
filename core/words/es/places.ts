/** Where a citation stands in its file, in Spanish. Keys start with `place.`. */
import type { places as english } from '../en/places.ts'

export const places = {
  'place.page': 'página {page}',
  'place.labelled-page': 'página {page} ({label})',
  'place.line': 'línea {line}',
  'place.lines': 'líneas {first}–{last}',
  'place.block': 'párrafo {block}',
  'place.blocks': 'párrafos {first}–{last}',
  'place.cells': '{sheet}, {range}',
  'place.slide': 'diapositiva {slide}',
  'place.message': 'mensaje {message}',
  'place.attachment': '{name}, {place}',
} as const satisfies Record<keyof typeof english, string>
