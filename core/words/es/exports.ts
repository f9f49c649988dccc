/** Lo que se lee en las conversaciones exportadas. */
import type { exports as english } from '../en/exports.ts'

export const exports = {
  'export.question': 'Pregunta',
  'export.answer': 'Respuesta de {model}',
  'export.answer-quotes': 'Respuesta con citas textuales',
  'export.sources': 'Fuentes',
  'export.nearest': 'Pasajes más cercanos',
  'export.not-said': 'Los documentos no lo dicen.',
  'export.stopped': 'La respuesta se detuvo antes de terminar.',
  'export.failed': 'La respuesta falló.',
  'export.unsupported': 'sin respaldo',
  'export.hidden': 'texto oculto',
  'export.searched-for': 'Se buscó: {query}',
  'export.page': 'página {page}',
  'export.lines': 'líneas {first} a {last}',
  'export.block': 'bloque {block}',
  'export.cells': '{sheet}, celdas {range}',
  'export.slide': 'diapositiva {slide}',
  'export.message': 'mensaje {message}',
  'export.attachment': 'adjunto {name}, {place}',
} as const satisfies Record<keyof typeof english, string>
