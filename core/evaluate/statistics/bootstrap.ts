/**
 * Intervals by resampling questions (paired bootstrap: Efron and Tibshirani 1993, for measures of texts Koehn 2004): the same
 * draws serve every arm, so that hard and easy questions weigh alike in all. Pure.
 */
import { diceFrom } from '../../text/dice.ts'
import type { Estimate } from '../../types/experiment.ts'

export const resamples = 10_000

/** How often each question stands in a sample; the numbers add up to the number of questions. */
export type Times = Float64Array

/** A score of sums over a sample's questions: one column of numbers for each sum, one row for each question. */
export interface OfSums {
  readonly columns: readonly Float64Array[]
  score(sums: readonly number[]): number
}

export type Scorer = OfSums | ((times: Times) => number)

/** A mean of one value per question. */
export function meanOf(values: readonly number[]): OfSums {
  return { columns: [Float64Array.from(values)], score: ([sum = 0]) => (values.length === 0 ? 0 : sum / values.length) }
}

/** A score of sums of counts, as BLEU's and chrF's: one row per question. */
export function scoreOf(rows: readonly (readonly number[])[], score: (sums: readonly number[]) => number): OfSums {
  return { columns: (rows[0] ?? []).map((_, column) => Float64Array.from(rows, (row) => row[column] ?? 0)), score }
}

/** Of one sample. */
export function scored(scorer: Scorer, times: Times): number {
  return scoredTogether(scorer, [times, times, times, times])[0] ?? 0
}

type Four<T> = readonly [T, T, T, T]

/** Of four samples at once: a column is read once for all of them, which takes a third of the time. */
function scoredTogether(scorer: Scorer, samples: Four<Times>): readonly number[] {
  if (typeof scorer === 'function') return samples.map(scorer)
  const sums = scorer.columns.map((column) => sumsOf(column, samples))
  return samples.map((_, at) => scorer.score(sums.map((four) => four[at] ?? 0)))
}

/** In the order of the questions, so that the same sample always has the same sum, to the last digit. */
function sumsOf(column: Float64Array, [a, b, c, d]: Four<Times>): Four<number> {
  let [one, two, three, four] = [0, 0, 0, 0]
  for (let at = 0; at < column.length; at++) {
    const value = column[at] ?? 0
    one += value * (a[at] ?? 0)
    two += value * (b[at] ?? 0)
    three += value * (c[at] ?? 0)
    four += value * (d[at] ?? 0)
  }
  return [one, two, three, four]
}

/** One arm's score: of the questions as they are, and of every resample. */
export interface Resampled {
  readonly n: number
  readonly value: number
  readonly resampled: Float64Array
}

export interface Resampling {
  readonly seed: number
  /** Lets others work; called every few milliseconds. */
  readonly pause?: () => Promise<void>
  /** Absent: `resamples`. */
  readonly count?: number
}

/** In the order of the scorers, all over the same `n` questions and the same draws. */
export async function resample(n: number, scorers: readonly Scorer[], { seed, pause, count = resamples }: Resampling): Promise<readonly Resampled[]> {
  const samples: Four<Times> = [new Float64Array(n), new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  const { below } = diceFrom(seed)
  const once = new Float64Array(n).fill(1)
  const results = scorers.map((scorer) => ({ n, scorer, value: scored(scorer, once), resampled: new Float64Array(count) }))
  for (let at = 0; at < count; at += samples.length) {
    for (const times of samples) draw(times, below)
    for (const { scorer, resampled } of results) {
      await pause?.()
      resampled.set(scoredTogether(scorer, samples).slice(0, count - at), at)
    }
  }
  return results.map(({ value, resampled }) => ({ n, value, resampled }))
}

/** As many questions as there are, each with the same chance. */
function draw(times: Times, below: (count: number) => number): void {
  times.fill(0)
  for (let drawn = 0; drawn < times.length; drawn++) {
    const question = below(times.length)
    times[question] = (times[question] ?? 0) + 1
  }
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
