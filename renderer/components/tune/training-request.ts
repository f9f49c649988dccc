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
  /** Null: all. */
  readonly layers: number | null
  readonly seed: number | null
  readonly withPassages: boolean
  readonly shuffled: boolean
}

const { rank, learningRate, epochs, maxLength, batch, accumulation, layers, seed, withPassages, shuffled } = defaultTrainingSettings

export const usualTraining: WantedTraining = {
  ranks: String(rank),
  learningRates: String(learningRate),
  alpha: null,
  epochs,
  maxLength,
  batch,
  accumulation,
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

/** One for each rank with each learning rate; null while something is missing or wrong. */
export function settingsOf(wanted: WantedTraining): readonly TrainingSettings[] | null {
  const ranks = numbersIn(wanted.ranks, rankRange, true)
  const rates = numbersIn(wanted.learningRates, rateRange, false)
  if (ranks === null || rates === null) return null
  const { epochs: rounds, maxLength: length, batch: at, accumulation: gathered, seed: chance } = wanted
  if (rounds === null || length === null || at === null || gathered === null || chance === null) return null
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
