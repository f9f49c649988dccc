import { expect, test } from 'vitest'
import {
  moved,
  nothingReviewed,
  type Reviewed,
  reviewStep,
  withEdit,
  withExamples,
  withNewest,
  withOthers,
  withoutLast,
  withReview,
} from '../../../renderer/components/tune/review-state.ts'
import { scriptedExample } from '../../fakes/scripted-data-sets.ts'

const three = ['1', '2', '3'].map((id) => scriptedExample(id))
const start = withExamples(nothingReviewed, three, false)
const statesOf = ({ examples }: Reviewed) => examples.map(({ state }) => state)

function accepted(before: Reviewed, ...ids: readonly string[]): Reviewed {
  return withReview(before, reviewStep(before, ids, 'accepted'), 'accepted')
}

test('what is reviewed stays where it is, in its new state; taken back it is as it was, and at hand again', () => {
  const one = moved(accepted(start, '1'), 1)
  const all = accepted(one, '1', '2', '3')
  expect(statesOf(all)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(withoutLast(all)).toMatchObject({ index: 1, steps: [{ kind: 'review' }] })
  expect(statesOf(withoutLast(all))).toEqual(['accepted', 'waiting', 'waiting'])
  expect(statesOf(withoutLast(withoutLast(all)))).toEqual(['waiting', 'waiting', 'waiting'])
  expect(withoutLast(start)).toBe(start)
})

test('an edit is taken back with its text and its state', () => {
  const edited = withEdit(start, { ...scriptedExample('2'), output: 'Anew', state: 'accepted', edited: true })
  expect(edited.examples[1]).toMatchObject({ output: 'Anew', state: 'accepted' })
  expect(withoutLast(edited).examples).toEqual(three)
  expect(withoutLast(edited).index).toBe(1)
})

test('what the engine says of an edit is shown unless it was taken back meanwhile, and changes no state', () => {
  const answer = {
    ...scriptedExample('2'),
    output: 'Anew',
    state: 'accepted' as const,
    personalData: [{ kind: 'mail' as const, field: 'output' as const, start: 0, end: 4 }],
  }
  const edited = withEdit(start, { ...answer, personalData: [] })
  const rejected = withReview(edited, reviewStep(edited, ['2'], 'rejected'), 'rejected')
  expect(withNewest(rejected, answer).examples[1]).toMatchObject({ state: 'rejected', personalData: answer.personalData })
  expect(withNewest(withoutLast(edited), answer)).toEqual(withoutLast(edited))
})

test('read anew, what was at hand stays at hand; where it has gone, its neighbour is', () => {
  const second = moved(start, 1)
  const added = [scriptedExample('0'), ...three]
  expect(withExamples(second, added, true)).toMatchObject({ index: 2, more: true })
  expect(withExamples(moved(second, 5), three.slice(0, 2), false).index).toBe(1)
  expect(withExamples(second, [], false).index).toBe(0)
})

test('what was done elsewhere shows where it stands; what is no longer told of stays', () => {
  const elsewhere = { ...scriptedExample('2'), state: 'accepted' as const, output: 'Written elsewhere' }
  const after = withOthers(moved(start, 2), [elsewhere, scriptedExample('9')])
  expect(after.examples.map(({ id }) => id)).toEqual(['1', '2', '3'])
  expect(after.examples[1]).toEqual(elsewhere)
  expect(after.index).toBe(2)
})
