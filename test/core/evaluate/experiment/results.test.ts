import { expect, test } from 'vitest'
import { labelsOf, mainMeasure, resultsOf } from '../../../../core/evaluate/experiment/results.ts'
import type { Arm } from '../../../../core/types/experiment.ts'
import { answer, example } from './material.ts'

const arms: readonly Arm[] = [
  { id: '1', kind: 'base', model: 'a' },
  { id: '2', kind: 'rag', model: 'a' },
  { id: '3', kind: 'tuned', model: 'b' },
]
const pause = async () => undefined
const examples = Array.from({ length: 30 }, (_, at) => example(String(at)))
const wrong = { text: 'No idea.', scores: { exact: 0, f1: 0, contained: 0 } }

test('an arm that is right where another is wrong is better; two that are alike are said to be', async () => {
  const answers = examples.flatMap(({ id }, at) => [answer('1', id, at < 20 ? wrong : {}), answer('2', id), answer('3', id)])
  const { differences, main, halfWidth } = await resultsOf({ arms, examples, answers, ratings: [], seed: 1, trainingSeconds: { '3': 60 } }, pause)
  expect(main).toBe('f1')
  const [first, , last] = differences
  expect(first).toMatchObject({ a: '1', b: '2', verdict: 'b', difference: { n: 30 } })
  expect(first?.difference.value).toBeCloseTo(-2 / 3)
  // 20 of 20 discordant: 2 ÷ 2²⁰, times the pairs that Holm counts
  expect(first?.mcnemar).toBeCloseTo((2 / 2 ** 20) * 3, 8)
  expect(last).toMatchObject({ a: '2', b: '3', verdict: 'alike', mcnemar: 1, needed: null })
  expect(halfWidth).toBeGreaterThan(0.1)
})

test('failed answers are counted and compared with nothing; speed is a median; ratings count for both sides', async () => {
  const answers = [
    ...examples.slice(0, 4).map(({ id }, at) => answer('1', id, at === 0 ? { code: 'model-cut', scores: {} } : { firstTokenMs: at * 100, memory: at })),
    ...examples.slice(0, 4).map(({ id }) => answer('2', id, { refused: true, text: '' })),
  ]
  const ratings = [{ exampleId: '1', a: '1', b: '2', better: 'b', at: 1 } as const]
  const results = await resultsOf({ arms, examples, answers, ratings, seed: 1, trainingSeconds: { '3': 60 } }, pause)
  const [one, two, three] = results.arms
  expect(one).toMatchObject({ answers: 3, failed: 1, refused: 0, speed: { firstTokenMs: 200, memory: 3 }, rated: { won: 0, tied: 0, lost: 1 } })
  expect(two).toMatchObject({ answers: 4, refused: 4, rated: { won: 1, tied: 0, lost: 0 } })
  expect(three).toMatchObject({ answers: 0, scores: {}, speed: { firstTokenMs: null, trainingSeconds: 60 } })
  expect(results.differences.map(({ a, b, difference }) => [a, b, difference.n])).toEqual([['1', '2', 3]])
})

test('the measure that decides is that of most examples, and macro F1 is taken over all labels at once', async () => {
  const kinds = [example('1', { kind: 'classification', output: 'b' }), example('2', { kind: 'classification', output: 'a' }), example('3')]
  expect(mainMeasure(kinds)).toBe('accuracy')
  expect(mainMeasure([])).toBe('f1')
  expect(labelsOf(kinds)).toEqual(['a', 'b'])
  const answers = [answer('1', '1', { text: 'b', scores: { accuracy: 1 } }), answer('1', '2', { text: 'b', scores: { accuracy: 0 } })]
  const results = await resultsOf({ arms, examples: kinds, answers, ratings: [], seed: 1, trainingSeconds: {} }, pause)
  expect(results.arms[0]?.scores.accuracy?.value).toBe(0.5)
  // b: 2 · 1 ÷ 3, a: 0
  expect(results.arms[0]?.scores.macroF1?.value).toBeCloseTo(1 / 3)
})
