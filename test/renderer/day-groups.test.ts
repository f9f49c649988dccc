/** Conversations stand under the day they were last changed on, pinned ones first. */
import { expect, test } from 'vitest'
import type { ListedConversation } from '../../core/types/conversation.ts'
import { linesOf } from '../../renderer/state/day-groups.ts'

const now = new Date(2026, 2, 10, 9, 30).getTime()
const one = (id: string, changedAt: number, pinned = false): ListedConversation => ({
  id,
  title: id,
  titledBy: 'question',
  pinned,
  createdAt: changedAt,
  changedAt,
  messages: 2,
  scope: {},
})

test('a heading stands before each group, and each conversation knows its place in the list', () => {
  const listed = [
    one('pinned', 0, true),
    one('this morning', new Date(2026, 2, 10, 0, 0).getTime()),
    one('last night', new Date(2026, 2, 9, 23, 59).getTime()),
    one('a week ago', new Date(2026, 2, 3, 0, 0).getTime()),
    one('earlier', new Date(2026, 2, 2, 23, 59).getTime()),
    one('last year', new Date(2025, 11, 31).getTime()),
  ]
  const lines = linesOf(listed, now)
  expect(lines.map((line) => (line.kind === 'group' ? line.group : line.one.id))).toEqual([
    { kind: 'pinned' },
    'pinned',
    { kind: 'today' },
    'this morning',
    { kind: 'yesterday' },
    'last night',
    { kind: 'week' },
    'a week ago',
    { kind: 'month', at: new Date(2026, 2, 1).getTime() },
    'earlier',
    { kind: 'month', at: new Date(2025, 11, 1).getTime() },
    'last year',
  ])
  expect(lines.flatMap((line) => (line.kind === 'conversation' ? [line.index] : []))).toEqual([0, 1, 2, 3, 4, 5])
  expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length)
})
