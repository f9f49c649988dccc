/** Where a citation stands in its file, in Japanese. Keys start with `place.`. */
import type { places as english } from '../en/places.ts'

export const places = {
  'place.page': '{page} ページ',
  'place.labelled-page': '{page} ページ（{label}）',
  'place.line': '{line} 行',
  'place.lines': '{first}～{last} 行',
  'place.block': '第 {block} 段落',
  'place.blocks': '第 {first}～{last} 段落',
  'place.cells': '{sheet}、{range}',
  'place.slide': 'スライド {slide}',
  'place.message': 'メッセージ {message}',
  'place.attachment': '{name}、{place}',
} as const satisfies Record<keyof typeof english, string>
