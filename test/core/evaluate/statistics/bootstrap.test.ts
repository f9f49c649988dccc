import { expect, test } from 'vitest'
import { bleu, bleuCounts } from '../../../../core/evaluate/measures/bleu.ts'
import { summed } from '../../../../core/evaluate/measures/summed.ts'
import { bootstrapP, differenceOf, estimateOf, meanOf, resample, scored, scoreOf } from '../../../../core/evaluate/statistics/bootstrap.ts'
import { diceFrom } from '../../../../core/text/dice.ts'

const drawn = (n: number, seed: number, right: number): number[] => {
  const dice = diceFrom(seed)
  return Array.from({ length: n }, () => (dice.below(1_000) < right * 1_000 ? 1 : 0))
}

test('the interval of a mean is that of its standard error', async () => {
  const values = drawn(400, 1, 0.3)
  const [result] = await resample(400, [meanOf(values)], { seed: 5 })
  const estimate = result && estimateOf(result)
  const mean = values.reduce((sum, value) => sum + value, 0) / 400
  const half = 1.96 * Math.sqrt((mean * (1 - mean)) / 400)
  expect(estimate?.value).toBeCloseTo(mean, 12)
  expect(Math.abs((estimate?.low ?? 0) - (mean - half))).toBeLessThan(0.004)
  expect(Math.abs((estimate?.high ?? 0) - (mean + half))).toBeLessThan(0.004)
})

test('the same draws serve both arms: one that is always a little better is surely better', async () => {
  const a = drawn(50, 2, 0.5)
  const [better, worse] = await resample(50, [meanOf(a.map((value) => value + 0.01)), meanOf(a)], { seed: 5 })
  if (!better || !worse) throw new Error('no results')
  const difference = differenceOf(better, worse)
  expect(estimateOf(difference).low).toBeCloseTo(0.01, 9)
  expect(estimateOf(difference).high).toBeCloseTo(0.01, 9)
  expect(bootstrapP(difference)).toBeLessThan(0.001)
  expect(bootstrapP(differenceOf(worse, worse))).toBe(1)
})

test('the interval of no difference holds 0 in about 95 of 100 experiments', async () => {
  let held = 0
  for (let at = 0; at < 200; at++) {
    const [a, b] = await resample(60, [meanOf(drawn(60, 1_000 + at, 0.4)), meanOf(drawn(60, 5_000 + at, 0.4))], { seed: at, count: 1_000 })
    const { low, high } = estimateOf(a && b ? differenceOf(a, b) : { n: 0, value: 0, resampled: new Float64Array() })
    if (low <= 0 && high >= 0) held++
  }
  expect(held).toBeGreaterThanOrEqual(180)
  expect(held).toBeLessThan(200)
})

test('one seed, one interval', async () => {
  const values = drawn(30, 3, 0.5)
  const drawnWith = async (seed: number) => (await resample(30, [meanOf(values)], { seed, count: 500 }))[0]?.resampled
  expect(await drawnWith(1)).toEqual(await drawnWith(1))
  expect(await drawnWith(1)).not.toEqual(await drawnWith(2))
})

test('a score of all outputs together is taken anew from the questions drawn', () => {
  const rows = [bleuCounts('a b c d e', ['a b c d e']), bleuCounts('x', ['a b c d']), bleuCounts('a b c d', ['a b c e'])]
  const score = scoreOf(rows, bleu)
  expect(scored(score, Float64Array.of(1, 1, 1))).toBeCloseTo(bleu(summed(rows)), 12)
  expect(scored(score, Float64Array.of(2, 0, 1))).toBeCloseTo(bleu(summed([rows[0] ?? [], rows[0] ?? [], rows[2] ?? []])), 12)
})

test('no p is 0: that rare is nothing that few draws can show', () => {
  expect(bootstrapP({ n: 3, value: 1, resampled: Float64Array.of(1, 2, 3) })).toBe(0.5)
})

test('no question, no score', async () => {
  expect((await resample(0, [meanOf([])], { seed: 1, count: 10 })).map(estimateOf)).toEqual([{ value: 0, low: 0, high: 0, n: 0 }])
})

test('a thousand questions of four arms, six pairs, ten thousand draws: at once, and others get their turn', async () => {
  const arms = [0.2, 0.4, 0.6, 0.8].map((right, at) => meanOf(drawn(1_000, at, right)))
  let pauses = 0
  const start = performance.now()
  const results = await resample(1_000, arms, { seed: 1, pause: async () => void pauses++ })
  const pairs = results.flatMap((a, at) => results.slice(at + 1).map((b) => differenceOf(a, b)))
  for (const pair of pairs) expect(estimateOf(pair).high).toBeLessThan(0)
  // a third of a second where nothing else runs
  expect(performance.now() - start).toBeLessThan(3_000)
  expect(pairs).toHaveLength(6)
  // four samples at a time, after each arm
  expect(pauses).toBe(10_000)
})

test('the difference of two scores of all outputs together is drawn together', async () => {
  const references = Array.from({ length: 40 }, (_, at) => `the invoice number ${at} is due in march of the year`)
  const counts = (change: (text: string) => string) =>
    scoreOf(
      references.map((text) => bleuCounts(change(text), [text])),
      bleu,
    )
  const [good, bad] = await resample(40, [counts((text) => text.replace('due', 'paid')), counts((text) => text.replace('is due in march', 'was'))], {
    seed: 3,
    count: 1_000,
  })
  if (!good || !bad) throw new Error('no results')
  expect(good.value).toBeGreaterThan(bad.value)
  expect(estimateOf(differenceOf(good, bad)).low).toBeGreaterThan(0)
})

test('the interval lies between what a fortieth of the draws is below and above, by size', () => {
  const resampled = Float64Array.from({ length: 1_001 }, (_, at) => (500 - at) / 1_000)
  const { low, high } = estimateOf({ n: 20, value: 0, resampled })
  expect([low, high].map((one) => one.toFixed(6))).toEqual(['-0.475000', '0.475000'])
})
