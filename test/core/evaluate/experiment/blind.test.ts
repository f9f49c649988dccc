/** Answers side by side: which two, on which side, and for whom a choice counts. */
import { expect, test } from 'vitest'
import { type HiddenPair, hiddenPairs, nextPair, ratingOf } from '../../../../core/evaluate/experiment/blind.ts'
import type { Arm } from '../../../../core/types/experiment.ts'
import { answer, example } from './material.ts'

const arms: readonly Arm[] = ['base', 'rag', 'tuned'].map((kind, at) => ({ id: String(at + 1), kind: kind as Arm['kind'], model: 'm' }))
const examples = Array.from({ length: 60 }, (_, at) => example(`e${at}`))
const answers = examples.flatMap(({ id }) => arms.map((arm) => answer(arm.id, id, { text: `The answer ${arm.id} [1].` })))
const pairs = hiddenPairs(arms, examples, answers, 'secret')
const told = (pair: HiddenPair) => `${pair.left.armId}${pair.right.armId}`

test('questions come in random order, every two arms as often, each on either side; the same at every start, another for another secret', () => {
  expect(pairs).toHaveLength(60)
  const order = (all: readonly HiddenPair[]) => all.map((pair) => pair.example.id)
  expect(order(pairs)).not.toEqual(examples.map(({ id }) => id))
  const count = (...sides: readonly string[]) => pairs.filter((pair) => sides.includes(told(pair))).length
  expect([count('12', '21'), count('13', '31'), count('23', '32')]).toEqual([20, 20, 20])
  for (const sides of ['12', '21', '13', '31', '23', '32']) expect(count(sides)).toBeGreaterThan(3)
  expect(hiddenPairs(arms, examples, answers, 'secret')).toEqual(pairs)
  expect(order(hiddenPairs(arms, examples, answers, 'other'))).not.toEqual(order(pairs))
  for (const { id } of pairs) expect(id).toMatch(/^q\d+$/u)
})

test('only questions that all arms have answered, and of those answers that differ as they are shown', () => {
  const [first, second, third, fourth] = examples
  const some = [first, second, third, fourth].flatMap((one) => one ?? [])
  const said = (id: string | undefined, texts: readonly string[]) => texts.map((text, at) => answer(arms[at]?.id ?? '', id ?? '', { text }))
  const given = [
    ...said(first?.id, ['same', 'same [1]', '**same**']),
    ...said(second?.id, ['a', 'b']),
    ...said(third?.id, ['a', 'b', 'c']).map((one, at) => (at === 2 ? { ...one, failure: { code: 'model-cut' as const, details: {} } } : one)),
    ...said(fourth?.id, ['same [1]', 'same [2]', 'other [2]']),
  ]
  const [pair, ...more] = hiddenPairs(arms, some, given, 'secret')
  expect([pair?.example.id, more]).toEqual([fourth?.id, []])
  const shown = nextPair(pair ? [pair] : [], [])
  expect(new Set([shown?.left, shown?.right])).toEqual(new Set(['other', 'same']))
  expect(shown).toMatchObject({ input: fourth?.input, reference: 'The lower spring.', rated: 0, total: 1 })
})

test('a choice counts for the arm on that side, and the pair is not shown again', () => {
  const [one, other] = [pairs.find((pair) => told(pair) === '12'), pairs.find((pair) => told(pair) === '31')].flatMap((pair) => pair ?? [])
  if (!one || !other) throw new Error('no such pair')
  expect(ratingOf(one, 'left', arms, 5)).toEqual({ exampleId: one.example.id, a: '1', b: '2', better: 'a', at: 5 })
  expect(ratingOf(one, 'right', arms, 5)).toMatchObject({ a: '1', b: '2', better: 'b' })
  expect(ratingOf(other, 'left', arms, 5)).toMatchObject({ a: '1', b: '3', better: 'b' })
  expect(ratingOf(other, 'right', arms, 5)).toMatchObject({ a: '1', b: '3', better: 'a' })
  expect(ratingOf(other, 'neither', arms, 5)).toMatchObject({ a: '1', b: '3', better: 'neither' })
  const ratings = [ratingOf(one, 'left', arms, 5)]
  expect(nextPair([one, other], ratings)).toMatchObject({ id: other.id, rated: 1, total: 2 })
  expect(nextPair([one], ratings)).toBeNull()
  // another pair of the same question is another
  expect(nextPair([{ ...one, right: answer('3', one.example.id) }], ratings)).toMatchObject({ rated: 0 })
})
