/** What advice is taken from, and how its points are made. Pure. */
import type { Staleness } from '../../types/adapter.ts'
import type { AdviceChange, AdviceReason } from '../../types/advice.ts'
import type { AdvicePoint, AdviceQuestions, ExperimentResults } from '../../types/experiment.ts'

export interface CorpusFacts {
  readonly documents: number
  /** Documents changed or replaced in the last thirty days; null where that is not known. */
  readonly changedPerMonth: number | null
  /** As in BCP 47, those that a good part of the documents is in. */
  readonly languages: readonly string[]
}

export interface AdviceMaterial {
  readonly questions: AdviceQuestions
  readonly corpus: CorpusFacts
  /** Null before any experiment. */
  readonly results:
    | (Pick<ExperimentResults, 'arms' | 'differences' | 'main' | 'notSearchedFor' | 'tiny'> & {
        readonly experiment: Pick<ExperimentResults['experiment'], 'arms' | 'questions'>
      })
    | null
  /** Accepted examples that an adapter was or could be trained on; null where that is not known. */
  readonly examples: number | null
  /** Of the adapter measured, or of the newest; null without one, or where it came from outside. */
  readonly staleness: Staleness | null
}

export type PointValues = AdvicePoint['values']

export function reason(key: AdviceReason, values: PointValues = {}): AdvicePoint {
  return { key, values }
}

export function change(key: AdviceChange, values: PointValues = {}): AdvicePoint {
  return { key, values }
}

/** Of a measure from 0 to 1: hundredths, to a tenth. */
export function points(value: number): number {
  return Math.round(value * 1_000) / 10
}

/** Asked for facts: passages are what the papers advise. */
export function wantsFacts({ need, mustCite }: AdviceQuestions): boolean {
  return mustCite || need !== 'style'
}
