/** Words of exported conversations, in French. Keys start with `export.`. */
import type { exports as english } from '../en/exports.ts'

export const exports = {
  'export.question': 'Question',
  'export.answer': 'Réponse de {model}',
  'export.answer-quotes': 'Réponse en citations',
  'export.answer-counted': 'Réponse par comptage',
  'export.sources': 'Sources',
  'export.nearest': 'Passages les plus proches',
  'export.not-said': 'Les documents ne le disent pas.',
  'export.stopped': 'La réponse a été arrêtée avant sa fin.',
  'export.failed': 'La réponse a échoué.',
  'export.rated-good': 'Jugée bonne.',
  'export.rated-poor': 'Jugée mauvaise.',
  'export.better': 'Ce qu’elle aurait dû dire',
  'export.unsupported': 'non étayé',
  'export.hidden': 'texte masqué',
  'export.searched-for': 'Recherché : {query}',
} as const satisfies Record<keyof typeof english, string>
