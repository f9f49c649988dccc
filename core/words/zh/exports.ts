/** Words of exported conversations, in simplified Chinese. Keys start with `export.`. */
import type { exports as english } from '../en/exports.ts'

export const exports = {
  'export.question': '问题',
  'export.answer': '{model} 的回答',
  'export.answer-quotes': '摘录回答',
  'export.answer-counted': '统计得出的回答',
  'export.sources': '来源',
  'export.nearest': '最接近的段落',
  'export.not-said': '文档中没有提到。',
  'export.stopped': '回答在结束之前已停止。',
  'export.failed': '回答失败。',
  'export.rated-good': '已评为好。',
  'export.rated-poor': '已评为不好。',
  'export.better': '本应这样说',
  'export.unsupported': '没有依据',
  'export.hidden': '隐藏的文字',
  'export.searched-for': '搜索内容：{query}',
} as const satisfies Record<keyof typeof english, string>
