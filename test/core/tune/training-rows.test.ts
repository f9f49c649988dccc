import { expect, test } from 'vitest'
import { trainingRows } from '../../../core/tune/training-rows.ts'
import type { FrozenExample } from '../../../core/types/data-set.ts'

const example = (n: number, split: FrozenExample['split']): FrozenExample => ({
  id: String(n),
  kind: 'question',
  origin: 'import',
  state: 'accepted',
  edited: false,
  input: `Question ${n}?`,
  output: `Answer ${n}.`,
  alternatives: [],
  answerable: true,
  passages: [
    {
      passageId: n,
      documentId: 'd',
      file: '/d.txt',
      fileName: 'd.txt',
      contentHash: 'c',
      anchor: { kind: 'lines', lines: [1, 1], headings: [] },
      text: `Passage ${n}.`,
      golden: true,
    },
  ],
  group: String(n),
  personalData: [],
  scores: { grounding: null, judge: null },
  generator: null,
  message: null,
  madeAt: 1,
  split,
  hash: String(n).padStart(4, '0').repeat(16),
})
const examples = [...Array.from({ length: 20 }, (_, n) => example(n, 'train')), example(20, 'validation'), example(21, 'test')]
const plain = { withPassages: false, shuffled: false, seed: 1 }
const read = (rows: string) =>
  rows
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { messages: readonly { role: string; content: string }[] }).messages)

test('one line each of the split, the reply last', () => {
  const rows = read(trainingRows(examples, 'train', plain))
  expect(rows).toHaveLength(20)
  expect(rows[3]?.map(({ role }) => role)).toEqual(['system', 'user', 'assistant'])
  expect(rows[3]?.slice(1).map(({ content }) => content)).toEqual(['Question 3?', 'Answer 3.'])
  expect(read(trainingRows(examples, 'validation', plain))).toHaveLength(1)
  expect(trainingRows([], 'train', plain)).toBe('')
})

test('with passages the frame around them is another in each example', () => {
  const rows = read(trainingRows(examples, 'train', { ...plain, withPassages: true }))
  expect(rows[3]?.[1]?.content).toContain('Passage 3.')
  expect(rows[3]?.[2]?.content).toBe('Answer 3 [1].')
  expect(new Set(rows.map((row) => /=== (\w+) passage/u.exec(row[1]?.content ?? '')?.[1])).size).toBe(20)
})

test('the control deals the replies out by its seed: all are there, hardly one where it belongs', () => {
  const replies = (seed: number) => read(trainingRows(examples, 'train', { ...plain, shuffled: true, seed })).map((row) => row[2]?.content)
  expect(replies(1)).toEqual(replies(1))
  expect(replies(1)).not.toEqual(replies(2))
  expect(new Set(replies(1))).toEqual(new Set(examples.slice(0, 20).map(({ output }) => output)))
  expect(replies(1).filter((reply, n) => reply === `Answer ${n}.`).length).toBeLessThan(5)
})

test('a row of classification names the labels of the whole version, those of other splits too', () => {
  const sorted = examples.map((one, at) => ({ ...one, kind: 'classification' as const, output: at < 20 ? 'invoice' : `only ${one.split}` }))
  expect(read(trainingRows(sorted, 'train', plain))[0]?.[0]?.content).toContain('"invoice", "only test", "only validation"')
})
