/** Lo que se lee en las conversaciones exportadas. */
import type { exports as english } from '../en/exports.ts'

export const exports = {
  'export.question': 'Pregunta',
  'export.answer': 'Respuesta de {model}',
  'export.answer-quotes': 'Respuesta con citas textuales',
  'export.answer-counted': 'Respuesta por recuento',
  'export.sources': 'Fuentes',
  'export.nearest': 'Pasajes más cercanos',
  'export.not-said': 'Los documentos no lo dicen.',
  'export.stopped': 'La respuesta se detuvo antes de terminar.',
  'export.failed': 'La respuesta falló.',
  'export.rated-good': 'Valorada como buena.',
  'export.rated-poor': 'Valorada como mala.',
  'export.better': 'Lo que debería haber dicho',
  'export.unsupported': 'sin respaldo',
  'export.hidden': 'texto oculto',
  'export.searched-for': 'Se buscó: {query}',
} as const satisfies Record<keyof typeof english, string>
