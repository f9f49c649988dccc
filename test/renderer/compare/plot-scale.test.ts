/** Where values stand on a strip. */
import { expect, test } from 'vitest'
import { differenceScale, placeOn, shareScale } from '../../../renderer/components/compare/plot-scale.ts'

test('measures are drawn on the whole way from 0 to 1, whatever they are', () => {
  expect([0, 0.5, 1].map((value) => placeOn(shareScale, value))).toEqual([0, 50, 100])
})

test('what lies beyond the scale stands at its end', () => {
  expect([-0.2, 1.4].map((value) => placeOn(shareScale, value))).toEqual([0, 100])
})

test('differences have 0 in the middle, and room for every interval', () => {
  const scale = differenceScale([
    { low: -0.14, high: 0.02 },
    { low: 0.1, high: 0.31 },
  ])
  expect(scale).toEqual({ least: -0.4, most: 0.4, ticks: [-0.4, -0.2, 0, 0.2, 0.4] })
  expect(placeOn(scale, 0)).toBe(50)
})

test('an interval that ends at a whole tenth needs no further one; without differences there still is a scale', () => {
  expect(differenceScale([{ low: -0.3, high: 0.1 }]).most).toBe(0.3)
  expect(differenceScale([]).most).toBe(0.1)
  expect(differenceScale([{ low: 0.95, high: 1.2 }]).most).toBe(1)
})
