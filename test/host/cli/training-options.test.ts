import { expect, test } from 'vitest'
import { defaultTrainingSettings } from '../../../core/types/training.ts'
import { numberFrom, wholeFrom } from '../../../host/cli/tune/shared.ts'
import { numbersOf, settingsOf, targetsOf } from '../../../host/cli/tune/training-options.ts'

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
  expect(numbersOf(wholeFrom(1, 256))('8, 16,8')).toEqual([8, 16])
  expect(numbersOf(numberFrom(1e-7, 1))('2e-4,.5,0.001')).toEqual([2e-4, 0.5, 0.001])
  expect(targetsOf('q_proj, v_proj')).toEqual(['q_proj', 'v_proj'])
  for (const wrong of ['', 'eight', 'NaN', '1e999', '1e-9', '-1', '.']) expect(() => numberFrom(1e-7, 1)(wrong)).toThrow('Give a number from 1e-7 to 1.')
  for (const wrong of ['', '8.5', '0', '257', '1e2']) expect(() => wholeFrom(1, 256)(wrong)).toThrow('Give a number from 1 to 256.')
  for (const wrong of ['', 'q proj', 'a,,b', 'a;b']) expect(() => targetsOf(wrong)).toThrow()
})
