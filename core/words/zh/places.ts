/** Where a citation stands in its file, in Chinese. Keys start with `place.`. */
import type { places as english } from '../en/places.ts'

export const places = {
  'place.page': '第 {page} 页',
  'place.labelled-page': '第 {page} 页（{label}）',
  'place.line': '第 {line} 行',
  'place.lines': '第 {first}–{last} 行',
  'place.block': '第 {block} 自然段',
  'place.blocks': '第 {first}–{last} 自然段',
  'place.cells': '{sheet}，{range}',
  'place.slide': '幻灯片 {slide}',
  'place.message': '邮件 {message}',
  'place.attachment': '{name}，{place}',
} as const satisfies Record<keyof typeof english, string>
