/** The curves of a training: joined, thinned, and what is lowest in them. */
import { expect, test } from 'vitest'
import { lowestLoss, withLoss } from '../../../core/tune/loss-curve.ts'
import type { LossPoint } from '../../../core/types/training.ts'

const train = (step: number, loss = 1): LossPoint => ({ step, train: loss, validation: null })

test('points of one step are joined, and what a start that was cut off had told beyond is dropped', () => {
  const told = [train(1), train(2), train(3), { step: 4, train: null, validation: 0.5 }]
  expect(withLoss([train(1), train(2)], 'validation', 2, 0.7)).toEqual([train(1), { step: 2, train: 1, validation: 0.7 }])
  expect(withLoss(told, 'train', 2, 0.4)).toEqual([train(1), train(2, 0.4)])
})

test('of many points of training every second goes, never the last, and none of validation', () => {
  let losses: readonly LossPoint[] = []
  for (let step = 1; step <= 2_001; step++) {
    losses = withLoss(losses, 'train', step, 1)
    if (step % 100 === 0) losses = withLoss(losses, 'validation', step, step)
    expect(losses.at(-1)?.step).toBe(step)
    expect(losses.length).toBeLessThanOrEqual(420)
  }
  expect(losses.length).toBeGreaterThan(200)
  expect(losses.flatMap(({ validation }) => validation ?? [])).toEqual(Array.from({ length: 20 }, (_, at) => (at + 1) * 100))
})

test('the lowest loss is that of validation', () => {
  expect(lowestLoss({ losses: [train(1, 0.1), { step: 2, train: 0.2, validation: 0.9 }, { step: 3, train: 0.1, validation: 1.4 }] })).toBe(0.9)
  expect(lowestLoss({ losses: [train(1, 0.1)] })).toBe(Infinity)
})
