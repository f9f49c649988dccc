/**
 * Intervals by resampling questions (paired bootstrap: Efron and Tibshirani 1993, for measures of texts Koehn 2004): the same
 * draws serve every arm, so that hard and easy questions weigh alike in all. Pure.
 */
import { diceFrom } from '../../text/dice.ts'
import type { Estimate } from '../../types/experiment.ts'

export const resamples = 10_000

/** The score of a sample in which question i stands `times[i]` times; `times` adds up to the number of questions. */
export type Scorer = (times: Uint32Array) => number

/** A mean of one value per question. */
export function meanOf(values: readonly number[]): Scorer {
  const packed = Float64Array.from(values)
  return (times) => {
    let sum = 0
    for (let at = 0; at < packed.length; at++) sum += (packed[at] ?? 0) * (times[at] ?? 0)
    return packed.length === 0 ? 0 : sum / packed.length
  }
}

/** A score of sums of counts, as BLEU's and chrF's: one row per question. */
export function scoreOf(rows: readonly (readonly number[])[], score: (sums: readonly number[]) => number): Scorer {
  const width = rows[0]?.length ?? 0
  const packed = Float64Array.from(rows.flat())
  const sums = new Float64Array(width)
  return (times) => {
    sums.fill(0)
    for (let at = 0, from = 0; at < rows.length; at++, from += width) {
      const weight = times[at] ?? 0
      if (weight > 0) for (let column = 0; column < width; column++) sums[column] = (sums[column] ?? 0) + weight * (packed[from + column] ?? 0)
    }
    return score([...sums])
  }
}

/** One arm's score: of the questions as they are, and of every resample. */
export interface Resampled {
  readonly n: number
  readonly value: number
  readonly resampled: Float64Array
}

/** Draws between two pauses, one for each question and scorer: a few milliseconds. */
const drawsAtOnce = 100_000

export interface Resampling {
  readonly seed: number
  /** Lets others work; called every few milliseconds. */
  readonly pause?: () => Promise<void>
  /** Absent: `resamples`. */
  readonly count?: number
}

/** In the order of the scorers, all over the same `n` questions and the same draws. */
export async function resample(n: number, scorers: readonly Scorer[], { seed, pause, count = resamples }: Resampling): Promise<readonly Resampled[]> {
  const times = new Uint32Array(n)
  const { below } = diceFrom(seed)
  const results = scorers.map((score) => ({ n, score, value: score(new Uint32Array(n).fill(1)), resampled: new Float64Array(count) }))
  const atOnce = Math.ceil(drawsAtOnce / (n * (1 + scorers.length) || 1))
  for (let at = 0; at < count; at++) {
    if (at % atOnce === 0) await pause?.()
    times.fill(0)
    for (let drawn = 0; drawn < n; drawn++) {
      const question = below(n)
      times[question] = (times[question] ?? 0) + 1
    }
    for (const { score, resampled } of results) resampled[at] = score(times)
  }
  return results.map(({ value, resampled }) => ({ n, value, resampled }))
}

/** 95 % percentile interval. Of fewer than about twenty questions it is too narrow: see `verdictOf`. */
export function estimateOf({ n, value, resampled }: Resampled): Estimate {
  const ordered = resampled.toSorted()
  return { value, low: quantile(ordered, 0.025), high: quantile(ordered, 0.975), n }
}

/** `a` minus `b`, which were resampled together. */
export function differenceOf(a: Resampled, b: Resampled): Resampled {
  return { n: a.n, value: a.value - b.value, resampled: a.resampled.map((value, at) => value - (b.resampled[at] ?? 0)) }
}

/** Two-sided, of no difference: twice the share of resamples on the rarer side of 0, never below 2 ÷ (resamples + 1). */
export function bootstrapP({ resampled }: Resampled): number {
  let [below, above] = [1, 1]
  for (const value of resampled) {
    if (value <= 0) below++
    if (value >= 0) above++
  }
  return Math.min(1, (2 * Math.min(below, above)) / (resampled.length + 1))
}

/** Linear between neighbours. */
function quantile(ordered: Float64Array, share: number): number {
  const place = share * (ordered.length - 1)
  const [below = 0, above = below] = [ordered[Math.floor(place)], ordered[Math.ceil(place)]]
  return below + (above - below) * (place - Math.floor(place))
}
