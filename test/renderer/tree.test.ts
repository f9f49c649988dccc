/** A conversation is a tree: edits and further answers are branches, and what is read anew keeps what is drawn. */
import { describe, expect, test } from 'vitest'
import type { AnswerMessage, Conversation, Message, QuestionMessage } from '../../core/types/conversation.ts'
import { asked } from '../../renderer/state/answer.ts'
import { branchTo, fromStored, isSameBranch, newestBelow } from '../../renderer/state/tree.ts'

const question = (id: string, parentId: string | null, at: number, text = id): QuestionMessage => ({ role: 'question', id, parentId, at, text, scope: {} })
const answer = (id: string, parentId: string, at: number, changes: Partial<AnswerMessage> = {}): AnswerMessage => ({
  role: 'answer',
  id,
  parentId,
  at,
  state: 'done',
  text: `Text of ${id}`,
  answer: null,
  model: 'small:1b',
  ...changes,
})
const conversation = (messages: readonly Message[], leafId: string | null): Conversation => ({
  summary: { id: 'c', title: 'c', titledBy: 'question', pinned: false, createdAt: 0, changedAt: 0, messages: messages.length, scope: {} },
  messages,
  leafId,
})

// q1 has two answers; below the second stands q2, worded anew as q3.
const messages = [
  question('q1', null, 1),
  answer('a1', 'q1', 2),
  answer('a2', 'q1', 3),
  question('q2', 'a2', 4),
  answer('a3', 'q2', 5),
  question('q3', 'a2', 6),
  answer('a4', 'q3', 7),
]

describe('a stored tree', () => {
  test('is shown as the branch that ends where it was left, its versions beside each step', () => {
    const { exchanges, leaf } = fromStored(conversation(messages, 'a3'), new Map())
    expect(branchTo(exchanges, leaf)).toEqual([
      { id: 'a2', key: 'q1', wordings: ['a2'], answers: ['a1', 'a2'] },
      { id: 'a3', key: 'q2', wordings: ['a3', 'a4'], answers: ['a3'] },
    ])
  })

  test('changing to another answer shows what stands below it, as far as it goes', () => {
    const { exchanges } = fromStored(conversation(messages, 'a1'), new Map())
    expect(branchTo(exchanges, newestBelow(exchanges, 'a1')).map(({ id }) => id)).toEqual(['a1'])
    expect(newestBelow(exchanges, 'a2')).toBe('a4')
  })

  test('a question whose answer was lost is one that was stopped', () => {
    const { exchanges, leaf } = fromStored(conversation([question('q1', null, 1)], 'q1'), new Map())
    expect(leaf).toBe('q1')
    expect(exchanges.get('q1')).toMatchObject({ state: 'stopped', question: 'q1', stored: { questionId: 'q1', answerId: null } })
  })

  test('what this window asked keeps its ids when it is read anew, and what did not change stays the same value', () => {
    const local = {
      ...asked({
        id: 'local',
        parent: null,
        questionKey: 'local',
        at: 1,
        question: 'q1',
        scope: {},
        wanted: 'small:1b',
        stored: { questionId: 'q1', answerId: 'a1' },
      }),
      state: 'done' as const,
      text: 'Text of a1',
    }
    const before = new Map([[local.id, local]])
    const { exchanges, leaf } = fromStored(
      conversation([question('q1', null, 1), answer('a1', 'q1', 2), question('q2', 'a1', 3), answer('a2', 'q2', 4)], 'a2'),
      before,
    )
    expect(exchanges.get('local')).toBe(local)
    expect(exchanges.get('a2')?.parent).toBe('local')
    expect(branchTo(exchanges, leaf).map(({ id }) => id)).toEqual(['local', 'a2'])
  })

  test('an answer that was stopped here stays stopped while the engine finishes with it, then has its citations', () => {
    const stopped = {
      ...asked({ id: 'x', parent: null, questionKey: 'x', at: 1, question: 'q1', scope: {}, wanted: null, stored: { questionId: 'q1', answerId: 'a1' } }),
      state: 'stopped' as const,
      text: 'Te',
    }
    const soon = fromStored(conversation([question('q1', null, 1), answer('a1', 'q1', 2, { state: 'running', text: 'Tex' })], 'a1'), new Map([['x', stopped]]))
    expect(soon.exchanges.get('x')).toBe(stopped)
    const later = fromStored(
      conversation([question('q1', null, 1), answer('a1', 'q1', 2, { state: 'stopped', text: 'Text' })], 'a1'),
      new Map([['x', stopped]]),
    )
    expect(later.exchanges.get('x')).toMatchObject({ state: 'stopped', text: 'Text', questionKey: 'x' })
  })

  test('what a person thought of an answer in another window is taken in when it is read anew', () => {
    const stored = (changes: Partial<AnswerMessage>) => conversation([question('q1', null, 1), answer('a1', 'q1', 2, changes)], 'a1')
    const before = fromStored(stored({}), new Map()).exchanges
    expect(fromStored(stored({}), before).exchanges.get('a1')).toBe(before.get('a1'))
    const rated = fromStored(stored({ rating: 'good' }), before).exchanges
    expect(rated.get('a1')).toMatchObject({ rating: 'good', correction: null })
    expect(fromStored(stored({ rating: 'good', correction: 'Better.' }), rated).exchanges.get('a1')).toMatchObject({ correction: 'Better.' })
  })

  test('what the engine does not keep stays', () => {
    const summary = asked({ id: 's', parent: null, questionKey: 's', at: 9, question: 'Summarise it', scope: {}, wanted: null })
    const { exchanges, leaf } = fromStored(conversation(messages, 'a3'), new Map([['s', summary]]))
    expect(exchanges.get('s')).toBe(summary)
    expect(leaf).toBe('a3')
  })
})

test('branches are the same only where nothing of them differs to the eye', () => {
  const { exchanges } = fromStored(conversation(messages, 'a3'), new Map())
  expect(isSameBranch(branchTo(exchanges, 'a3'), branchTo(exchanges, 'a3'))).toBe(true)
  expect(isSameBranch(branchTo(exchanges, 'a3'), branchTo(exchanges, 'a4'))).toBe(false)
  expect(isSameBranch(branchTo(exchanges, 'a3'), branchTo(exchanges, 'a2'))).toBe(false)
})
