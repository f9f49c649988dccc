/** Words of exported conversations, in simplified Chinese. Keys start with `export.`. */
import type { exports as english } from '../en/exports.ts'

export const exports = {
  'export.question': '问题',
  'export.answer': '{model} 的回答',
  'export.answer-quotes': '摘录回答',
  'export.sources': '来源',
  'export.nearest': '最接近的段落',
  'export.not-said': '文档中没有提到。',
  'export.stopped': '回答在结束之前已停止。',
  'export.failed': '回答失败。',
  'export.unsupported': '没有依据',
  'export.hidden': '隐藏的文字',
  'export.searched-for': '搜索内容：{query}',
  'export.page': '第 {page} 页',
  'export.lines': '第 {first} 至 {last} 行',
  'export.block': '第 {block} 自然段',
  'export.cells': '{sheet}，单元格 {range}',
  'export.slide': '幻灯片 {slide}',
  'export.message': '邮件 {message}',
  'export.attachment': '附件 {name}，{place}',
} as const satisfies Record<keyof typeof english, string>
