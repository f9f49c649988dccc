/** Options of a training as its settings; where one has several values, a sweep over all of them. */
import { InvalidArgumentError } from '@commander-js/extra-typings'
import { defaultTrainingSettings, type TrainingSettings } from '../../../core/types/training.ts'
import { say } from '../../../core/words/words.ts'

export interface TrainingOptions {
  readonly rank?: readonly number[] | undefined
  readonly learningRate?: readonly number[] | undefined
  readonly epochs?: number | undefined
  readonly alpha?: number | undefined
  readonly maxLength?: number | undefined
  readonly batch?: number | undefined
  readonly accumulation?: number | undefined
  readonly layers?: number | undefined
  readonly seed?: number | undefined
  readonly targets?: readonly string[] | undefined
  readonly dropout?: number | undefined
  readonly patience?: number | undefined
  readonly rsLora?: true | undefined
  readonly passages: boolean
  readonly shuffled?: true | undefined
}

export function settingsOf({ rank, learningRate, passages, shuffled, alpha, patience, rsLora, ...rest }: TrainingOptions): readonly TrainingSettings[] {
  const { epochs, maxLength, batch, accumulation, layers, seed, targets, dropout } = rest
  const own = { epochs, maxLength, batch, accumulation, layers, seed, targets, dropout, patience: patience === 0 ? null : patience }
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
  const shared = { ...defaultTrainingSettings, ...given, withPassages: passages, shuffled: shuffled === true, rsLora: rsLora === true }
  return (rank ?? [shared.rank]).flatMap((one) =>
    // twice the rank, as the usual settings have it
    (learningRate ?? [shared.learningRate]).map((rate) => ({ ...shared, rank: one, alpha: alpha ?? 2 * one, learningRate: rate })),
  )
}

/** Several, with commas between, each once. */
export function numbersOf(one: (text: string) => number) {
  return (text: string): readonly number[] => [...new Set(text.split(',').map(one))]
}

/** Names of matrices, with commas between. */
export function targetsOf(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim())
  if (!names.every((name) => /^[\w.]+$/u.test(name))) throw new InvalidArgumentError(say('training.targets-wrong'))
  return names
}
