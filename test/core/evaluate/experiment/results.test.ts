import { expect, test } from 'vitest'
import { mainMeasure, resultsOf } from '../../../../core/evaluate/experiment/results.ts'
import type { Scores } from '../../../../core/evaluate/experiment/score.ts'
import { diceFrom } from '../../../../core/text/dice.ts'
import { labelsOf } from '../../../../core/tune/labels.ts'
import type { Example } from '../../../../core/types/data-set.ts'
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
  const { differences, main, halfWidth } = await resultsOf({ arms, examples, answers, ratings: [], labels: [], seed: 1, trainingSeconds: { '3': 60 } }, pause)
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
    ...examples
      .slice(0, 4)
      .map(({ id }, at) => answer('1', id, at === 0 ? { failure: { code: 'model-cut', details: {} }, scores: {} } : { firstTokenMs: at * 100, memory: at })),
    ...examples.slice(0, 4).map(({ id }) => answer('2', id, { refused: true, text: '' })),
  ]
  const ratings = [{ exampleId: '1', a: '1', b: '2', better: 'b', at: 1 } as const]
  const results = await resultsOf({ arms, examples, answers, ratings, labels: [], seed: 1, trainingSeconds: { '3': 60 } }, pause)
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
  const answers = [answer('1', '1', { text: 'b', scores: { accuracy: 1 } }), answer('1', '2', { text: 'b', scores: { accuracy: 0 } })]
  const results = await resultsOf({ arms, examples: kinds, answers, ratings: [], labels: ['a', 'b'], seed: 1, trainingSeconds: {} }, pause)
  expect(results.arms[0]?.scores.accuracy?.value).toBe(0.5)
  expect(results.notSearchedFor).toBe(2)
  // b: 2 · 1 ÷ 3, a: 0
  expect(results.arms[0]?.scores.macroF1?.value).toBeCloseTo(1 / 3)
})

test('McNemar takes right and wrong by kind: exact fields, not shares of them; what has neither has no such test', async () => {
  const tested = async (kind: Example['kind'], good: Scores, poor: Scores) => {
    const written = examples.map(({ id }) => example(id, { kind }))
    const answers = written.flatMap(({ id }) => [answer('1', id, { scores: poor }), answer('2', id, { scores: good })])
    const { differences } = await resultsOf(
      { arms: arms.slice(0, 2), examples: written, answers, ratings: [], labels: [], seed: 1, trainingSeconds: {} },
      pause,
    )
    return differences[0]?.mcnemar
  }
  // half of the fields is as wrong as a tenth
  expect(await tested('extraction', { fieldF1: 0.5, exact: 0 }, { fieldF1: 0.1, exact: 0 })).toBe(1)
  expect(await tested('extraction', { fieldF1: 1, exact: 1 }, { fieldF1: 0.9, exact: 0 })).toBeLessThan(1e-6)
  expect(await tested('classification', { accuracy: 1 }, { accuracy: 0 })).toBeLessThan(1e-6)
  expect(await tested('question', { f1: 0.4, contained: 1, exact: 0 }, { f1: 0.4, contained: 0, exact: 0 })).toBeLessThan(1e-6)
  expect(await tested('rewriting', { rougeL: 0.9 }, { rougeL: 0.1 })).toBeNull()
})

test('of the same answers the same numbers to the last digit, and others get their turn after every text that is counted', async () => {
  const words = 'grease the lower pump valve every forty hours with oil grade 320 before its cover is closed again'.split(' ')
  const dice = diceFrom(7)
  const text = (length: number) => Array.from({ length }, () => words[dice.below(words.length)]).join(' ')
  const written = Array.from({ length: 60 }, (_, at) =>
    example(String(at), { kind: at < 40 ? 'summary' : 'classification', output: at < 40 ? text(12) : (words[at % 4] ?? '') }),
  )
  const answers = written.flatMap(({ id, kind, output }) =>
    arms.map((arm) => {
      const said = kind === 'summary' ? `${output.slice(dice.below(30))} ${text(4)}` : (words[dice.below(5)] ?? '')
      const scores: Scores = kind === 'summary' ? { rougeL: dice.below(100) / 100, bleu: 0, chrf: 0 } : { accuracy: said === output ? 1 : 0 }
      return answer(arm.id, id, { text: said, scores })
    }),
  )
  let pauses = 0
  const counted = async () => void pauses++
  const results = await resultsOf({ arms, examples: written, answers, ratings: [], labels: labelsOf(written), seed: 9, trainingSeconds: {} }, counted)
  const numbers = results.arms.flatMap(({ scores: { bleu, chrf, macroF1, rougeL } }) =>
    [bleu, chrf, macroF1, rougeL].map((one) => [one?.value, one?.low, one?.high]),
  )
  expect(numbers).toEqual([
    [0.617712968572792, 0.5993829978747546, 0.6345308522471815],
    [0.7789047163753889, 0.7464570981316404, 0.8093922981747528],
    [0.327020202020202, 0.1111111111111111, 0.4892931547619047],
    [0.49924999999999997, 0.41075000000000006, 0.5872499999999999],
    [0.6354254229782451, 0.6200041428864459, 0.6496205683870796],
    [0.8096082230387119, 0.7808315526116302, 0.8365063588775881],
    [0.2002164502164502, 0, 0.37620129870129854],
    [0.47400000000000003, 0.39325000000000004, 0.556],
    [0.6169084603285393, 0.5961624199390535, 0.6354057793046886],
    [0.7727666344508525, 0.7437024958889974, 0.8017819596213075],
    [0.23888888888888887, 0.0625, 0.39773067210567203],
    [0.487, 0.385, 0.588],
  ])
  // each of 40 texts for BLEU and for chrF, each of 20 labels, in three arms; then the draws
  expect(pauses).toBeGreaterThan(3 * (40 + 40 + 20) + 10_000)
})
