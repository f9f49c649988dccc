import { expect, test } from 'vitest'
import { defaultTrainingSettings } from '../../../core/types/training.ts'
import { numberOf, numbersOf, settingsOf, targetsOf } from '../../../host/cli/tune/training-options.ts'

test('without options the usual settings, with several values all their pairs', () => {
  expect(settingsOf({ passages: true })).toEqual([defaultTrainingSettings])
  const sweep = settingsOf({ passages: false, rank: [8, 16], learningRate: [1e-4, 2e-4] })
  expect(sweep.map(({ rank, alpha, learningRate }) => [rank, alpha, learningRate])).toEqual([
    [8, 16, 1e-4],
    [8, 16, 2e-4],
    [16, 32, 1e-4],
    [16, 32, 2e-4],
  ])
  expect(sweep[0]?.withPassages).toBe(false)
})

test('every option reaches its setting', () => {
  const given = { epochs: 2, alpha: 5, maxLength: 100, batch: 2, accumulation: 3, layers: 4, seed: 6, dropout: 0.2, targets: ['q_proj'] }
  expect(settingsOf({ passages: true, ...given, patience: 0, rsLora: true, shuffled: true })[0]).toEqual({
    ...defaultTrainingSettings,
    ...given,
    patience: null,
    rsLora: true,
    shuffled: true,
  })
})

test('what is no number and no name is refused', () => {
  expect(numbersOf('8,16')).toEqual([8, 16])
  expect(targetsOf('q_proj, v_proj')).toEqual(['q_proj', 'v_proj'])
  for (const wrong of ['', 'eight', 'NaN', '1e999']) expect(() => numberOf(wrong)).toThrow()
  for (const wrong of ['', 'q proj', 'a,,b', 'a;b']) expect(() => targetsOf(wrong)).toThrow()
})
