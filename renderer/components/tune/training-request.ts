/** A training as it is being written down, and the settings it asks for: several where ranks or learning rates are. Plain values. */
import { defaultTrainingSettings, type TrainingSettings } from '../../../core/types/training.ts'

/** What is typed: numbers as text, several with commas between. */
export interface WantedTraining {
  readonly ranks: string
  readonly learningRates: string
  /** Null: twice the rank. */
  readonly alpha: number | null
  readonly epochs: number | null
  readonly maxLength: number | null
  readonly batch: number | null
  readonly accumulation: number | null
  /** Names of matrices; empty: every linear layer. */
  readonly targets: string
  readonly dropout: number | null
  /** Null: never. */
  readonly patience: number | null
  readonly rsLora: boolean
  /** Null: all. */
  readonly layers: number | null
  readonly seed: number | null
  readonly withPassages: boolean
  readonly shuffled: boolean
}

const { rank, learningRate, epochs, maxLength, batch, accumulation, dropout, patience, rsLora, layers, seed, withPassages, shuffled } = defaultTrainingSettings

export const usualTraining: WantedTraining = {
  ranks: String(rank),
  learningRates: String(learningRate),
  alpha: null,
  epochs,
  maxLength,
  batch,
  accumulation,
  targets: '',
  dropout,
  patience,
  rsLora,
  layers,
  seed,
  withPassages,
  shuffled,
}

export const rankRange = [1, 256] as const
export const rateRange = [1e-7, 1] as const

/** As many the engine takes in one sweep. */
export const mostTrainings = 20

/** Each once, in the order they were typed; null where something is no number or out of range. */
export function numbersIn(text: string, [least, most]: readonly [number, number], whole: boolean): readonly number[] | null {
  const numbers = text
    .split(/[,;\s]+/u)
    .filter((part) => part !== '')
    .map(Number)
  const fits = numbers.every((value) => value >= least && value <= most && (!whole || Number.isInteger(value)))
  return numbers.length > 0 && fits ? [...new Set(numbers)] : null
}

/** Each once, in the order they were typed; null where one is no name of a matrix. */
export function targetsIn(text: string): TrainingSettings['targets'] | null {
  const names = text.split(/[,;\s]+/u).filter((part) => part !== '')
  if (names.length === 0) return 'all'
  return names.length <= 50 && names.every((name) => /^[\w.]+$/u.test(name)) ? [...new Set(names)] : null
}

/** One for each rank with each learning rate; null while something is missing or wrong. */
export function settingsOf(wanted: WantedTraining): readonly TrainingSettings[] | null {
  const ranks = numbersIn(wanted.ranks, rankRange, true)
  const rates = numbersIn(wanted.learningRates, rateRange, false)
  const targets = targetsIn(wanted.targets)
  if (ranks === null || rates === null || targets === null) return null
  const { epochs: rounds, maxLength: length, batch: at, accumulation: gathered, seed: chance, dropout: left } = wanted
  if (rounds === null || length === null || at === null || gathered === null || chance === null || left === null) return null
  return ranks.flatMap((one) =>
    rates.map((rate) => ({
      ...defaultTrainingSettings,
      rank: one,
      alpha: wanted.alpha ?? one * 2,
      learningRate: rate,
      epochs: rounds,
      maxLength: length,
      batch: at,
      accumulation: gathered,
      targets,
      dropout: left,
      patience: wanted.patience,
      rsLora: wanted.rsLora,
      layers: wanted.layers,
      seed: chance,
      withPassages: wanted.withPassages,
      shuffled: wanted.shuffled,
    })),
  )
}

/** A name that an adapter can have, made from what people call things. */
export function adapterNameOf(name: string): string {
  return name
    .replace(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 60)
    .trim()
}
