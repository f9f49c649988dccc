import { expect, test } from 'vitest'
import { holm } from '../../../../core/evaluate/statistics/holm.ts'
import { mcNemar, mcNemarOf } from '../../../../core/evaluate/statistics/mcnemar.ts'
import { halfWidth, proportion } from '../../../../core/evaluate/statistics/proportion.ts'
import { verdictOf } from '../../../../core/evaluate/statistics/verdict.ts'

test('exact McNemar gives the published values', () => {
  expect(mcNemar(10, 2)).toBeCloseTo(0.038574, 6)
  expect(mcNemar(2, 10)).toBeCloseTo(0.038574, 6)
  expect(mcNemar(25, 10)).toBeCloseTo(0.016674, 6)
  expect(mcNemar(0, 0)).toBe(1)
  expect(mcNemar(7, 7)).toBe(1)
  expect(mcNemar(6, 0)).toBeCloseTo(2 / 64, 12)
})

test('exact McNemar holds for many questions', () => {
  expect(mcNemar(5_200, 5_000)).toBeGreaterThan(0.04)
  expect(mcNemar(5_200, 5_000)).toBeLessThan(0.05)
  expect(mcNemar(6_000, 100)).toBeGreaterThanOrEqual(0)
  expect(mcNemar(6_000, 100)).toBeLessThan(1e-100)
})

test('McNemar counts only questions that one arm got right and the other wrong', () => {
  const a = [...Array<number>(10).fill(1), 0, 0, 1, 1, 0]
  const b = [...Array<number>(10).fill(0), 1, 1, 1, 1, 0]
  expect(mcNemarOf(a, b)).toBeCloseTo(0.038574, 6)
  expect(mcNemarOf([0.5], [1])).toBeNull()
})

test('Holm multiplies the smallest by the number of pairs, and never lets a larger one fall below a smaller', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(10)))).toEqual([0.03, 0.06, 0.06, 0.02])
  expect(holm([0.9, 0.8])).toEqual([1, 1])
  expect(holm([])).toEqual([])
})

test("Wilson's interval: worked by hand, and at the ends", () => {
  const half = proportion(50, 100)
  expect(half?.low).toBeCloseTo(0.403832, 5)
  expect(half?.high).toBeCloseTo(0.596168, 5)
  expect(proportion(0, 10)).toMatchObject({ value: 0, low: 0 })
  expect(proportion(0, 10)?.high).toBeCloseTo(0.277533, 5)
  expect(proportion(10, 10)?.high).toBeCloseTo(1, 12)
  expect(proportion(0, 0)).toBeNull()
})

test('a hundred questions tell shares apart to 9.8 points, four hundred to 4.9', () => {
  expect(halfWidth(100)).toBeCloseTo(0.098, 3)
  expect(halfWidth(400)).toBeCloseTo(0.049, 3)
  expect(halfWidth(0)).toBe(1)
})

test.each([
  ['above nothing, sure', { value: 0.2, low: 0.1, high: 0.3, n: 100 }, 0.01, 'a', null],
  ['below nothing, sure', { value: -0.2, low: -0.3, high: -0.1, n: 100 }, null, 'b', null],
  ['above nothing, but one of many pairs', { value: 0.1, low: 0.01, high: 0.19, n: 100 }, 0.2, 'unclear', 101],
  ['wide around nothing', { value: 0.02, low: -0.1, high: 0.14, n: 100 }, 0.8, 'unclear', 576],
  ['narrow around nothing', { value: 0.01, low: -0.02, high: 0.04, n: 900 }, 0.5, 'alike', null],
  ['too few, however far apart', { value: 1, low: 1, high: 1, n: 5 }, null, 'unclear', 20],
  ['too few, all alike', { value: 0, low: 0, high: 0, n: 5 }, null, 'unclear', 20],
] as const)('a difference %s', (_, difference, p, told, needed) => {
  const verdict = verdictOf(difference, p)
  expect([verdict.told, verdict.needed]).toEqual([told, needed])
  expect(verdict.halfWidth).toBeCloseTo((difference.high - difference.low) / 2, 12)
})
