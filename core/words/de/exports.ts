/** Words of exported conversations, in German. Keys start with `export.`. */
import type { exports as english } from '../en/exports.ts'

export const exports = {
  'export.question': 'Frage',
  'export.answer': 'Antwort von {model}',
  'export.answer-quotes': 'Antwort in Zitaten',
  'export.sources': 'Quellen',
  'export.nearest': 'Ähnlichste Passagen',
  'export.not-said': 'Das steht nicht in den Dokumenten.',
  'export.stopped': 'Die Antwort wurde vor ihrem Ende angehalten.',
  'export.failed': 'Die Antwort ist gescheitert.',
  'export.unsupported': 'nicht gestützt',
  'export.hidden': 'verborgener Text',
  'export.searched-for': 'Gesucht: {query}',
  'export.page': 'Seite {page}',
  'export.lines': 'Zeilen {first} bis {last}',
  'export.block': 'Absatz {block}',
  'export.cells': '{sheet}, Zellen {range}',
  'export.slide': 'Folie {slide}',
  'export.message': 'Nachricht {message}',
  'export.attachment': 'Anhang {name}, {place}',
} as const satisfies Record<keyof typeof english, string>
