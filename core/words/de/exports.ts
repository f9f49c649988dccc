/** Words of exported conversations, in German. Keys start with `export.`. */
import type { exports as english } from '../en/exports.ts'

export const exports = {
  'export.question': 'Frage',
  'export.answer': 'Antwort von {model}',
  'export.answer-quotes': 'Antwort in Zitaten',
  'export.answer-counted': 'Gezählte Antwort',
  'export.sources': 'Quellen',
  'export.nearest': 'Ähnlichste Passagen',
  'export.not-said': 'Das steht nicht in den Dokumenten.',
  'export.stopped': 'Die Antwort wurde vor ihrem Ende angehalten.',
  'export.failed': 'Die Antwort ist gescheitert.',
  'export.rated-good': 'Als gut bewertet.',
  'export.rated-poor': 'Als schlecht bewertet.',
  'export.better': 'Was sie hätte sagen sollen',
  'export.unsupported': 'nicht gestützt',
  'export.hidden': 'verborgener Text',
  'export.searched-for': 'Gesucht: {query}',
} as const satisfies Record<keyof typeof english, string>
