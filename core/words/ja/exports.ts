/** Words of exported conversations, in Japanese. Keys start with `export.`. */
import type { exports as english } from '../en/exports.ts'

export const exports = {
  'export.question': '質問',
  'export.answer': '{model} の回答',
  'export.answer-quotes': '抜粋での回答',
  'export.answer-counted': '数えた回答',
  'export.sources': 'ソース',
  'export.nearest': '最も近い箇所',
  'export.not-said': '文書には書かれていません。',
  'export.stopped': '回答は途中で中止されました。',
  'export.failed': '回答できませんでした。',
  'export.rated-good': '「良い」と評価されています。',
  'export.rated-poor': '「良くない」と評価されています。',
  'export.better': '本来あるべき内容',
  'export.unsupported': '裏付けなし',
  'export.hidden': '隠された文章',
  'export.searched-for': '検索した内容：{query}',
} as const satisfies Record<keyof typeof english, string>
