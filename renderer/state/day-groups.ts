/** Conversations under the day they were last changed on; what is pinned stands first. Plain functions of plain values. */
import type { ListedConversation } from '../../core/types/conversation.ts'

export type Group = { readonly kind: 'pinned' | 'today' | 'yesterday' | 'week' } | { readonly kind: 'month'; readonly at: number }

export type Line =
  | { readonly kind: 'group'; readonly key: string; readonly group: Group }
  | { readonly kind: 'conversation'; readonly key: string; readonly one: ListedConversation; readonly index: number }

/** The first moment of the day, `back` days before. Milliseconds since 1970. */
function dayBegin(now: number, back: number): number {
  const day = new Date(now)
  day.setHours(0, 0, 0, 0)
  day.setDate(day.getDate() - back)
  return day.getTime()
}

function groupOf({ pinned, changedAt }: ListedConversation, now: number): Group {
  if (pinned) return { kind: 'pinned' }
  if (changedAt >= dayBegin(now, 0)) return { kind: 'today' }
  if (changedAt >= dayBegin(now, 1)) return { kind: 'yesterday' }
  if (changedAt >= dayBegin(now, 7)) return { kind: 'week' }
  const month = new Date(changedAt)
  return { kind: 'month', at: new Date(month.getFullYear(), month.getMonth(), 1).getTime() }
}

const keyOf = (group: Group): string => (group.kind === 'month' ? `group ${group.at}` : `group ${group.kind}`)

/** The list with a heading before each group; `now` in milliseconds since 1970. */
export function linesOf(listed: readonly ListedConversation[], now: number): readonly Line[] {
  const lines: Line[] = []
  let current = ''
  for (const [index, one] of listed.entries()) {
    const group = groupOf(one, now)
    const key = keyOf(group)
    if (key !== current) lines.push({ kind: 'group', key, group })
    current = key
    lines.push({ kind: 'conversation', key: one.id, one, index })
  }
  return lines
}
