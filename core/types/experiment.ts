/** Experiments: the same held-out questions asked of several arms, and what came of it. */
import type { Failure } from '../errors.ts'
import type { Citation } from './answer.ts'
import type { Example, Leak } from './data-set.ts'

export const armKinds = ['base', 'rag', 'tuned', 'hybrid'] as const
/** `rag`: with passages found for the question. `tuned`: with an adapter. `hybrid`: both. */
export type ArmKind = (typeof armKinds)[number]

export interface Arm {
  readonly id: string
  readonly kind: ArmKind
  /** Name of the model that answers; of `tuned` and `hybrid` one with an adapter. */
  readonly model: string
}

export interface ExperimentSettings {
  readonly seed: number
  /** Tokens of an answer. */
  readonly answerTokens: number
  /** Tokens of request and answer together, the same for every arm; null: the least that any of its models has in a chat. */
  readonly contextTokens: number | null
  /** Questions, drawn by the seed; null: all of the test split. */
  readonly limit: number | null
  /** A model that judges faithfulness beside the deterministic check; null: none. */
  readonly judge: string | null
}

export const defaultExperimentSettings: ExperimentSettings = { seed: 1, answerTokens: 256, contextTokens: null, limit: null, judge: null }

export const experimentStates = ['waiting', 'working', 'paused', 'done', 'failed'] as const
export type ExperimentState = (typeof experimentStates)[number]

/** A measure of answers. Each from 0 to 1, higher is better, but where `measures` says otherwise. */
export const measures = [
  'exact',
  'f1',
  'contained',
  'rougeL',
  'bleu',
  'chrf',
  'accuracy',
  'macroF1',
  'fieldF1',
  'hit',
  'mrr',
  'ndcg',
  'citationPrecision',
  'citationRecall',
  'faithfulness',
  'judged',
  'refusalsRight',
  'answersKept',
] as const
/** `refusalsRight`: share of unanswerable questions refused; `answersKept`: share of answerable ones not refused. */
export type Measure = (typeof measures)[number]

/** A mean with its 95 % interval. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Questions that it is taken over. */
  readonly n: number
}

export interface ArmSpeed {
  /** Milliseconds to the first word, loading left out, and tokens a second; medians. */
  readonly firstTokenMs: number | null
  readonly tokensPerSecond: number | null
  /** Median milliseconds of a whole answer. */
  readonly answerMs: number | null
  /** Bytes of the model in memory. */
  readonly memory: number | null
  /** Seconds of training that its adapter took; null without one. */
  readonly trainingSeconds: number | null
}

export interface ArmResult {
  readonly armId: string
  readonly answers: number
  readonly failed: number
  readonly refused: number
  readonly scores: Readonly<Partial<Record<Measure, Estimate>>>
  readonly speed: ArmSpeed
  /** Wins, ties and losses of the user's blind ratings. */
  readonly rated: { readonly won: number; readonly tied: number; readonly lost: number }
}

/** Two arms on the same questions: `a` minus `b`. */
export interface ArmDifference {
  readonly a: string
  readonly b: string
  readonly measure: Measure
  readonly difference: Estimate
  /** That there is no difference in `measure`: of its resamples, Holm-adjusted over the pairs. */
  readonly p: number
  /** Exact McNemar of right against wrong answers, Holm-adjusted over the pairs; null where nothing is right or wrong. */
  readonly mcnemar: number | null
  /** `alike`: whatever difference there is, is smaller than is worthwhile. `unclear`: too few questions to tell. */
  readonly verdict: 'a' | 'b' | 'alike' | 'unclear'
  /** Questions that would about do; null where enough were asked. */
  readonly needed: number | null
}

/** What one arm made of one question. */
export interface ArmAnswer {
  readonly armId: string
  readonly text: string
  readonly refused: boolean
  readonly citations: readonly Citation[]
  readonly scores: Readonly<Partial<Record<Measure, number>>>
  readonly firstTokenMs: number | null
  readonly answerMs: number
  readonly answerTokens: number | null
  readonly failure?: Failure
}

export interface ExperimentRow {
  readonly example: Example
  readonly answers: readonly ArmAnswer[]
}

export interface Experiment {
  readonly id: string
  readonly name: string
  readonly versionId: string
  /** As the data set and version are called. */
  readonly dataSet: string
  readonly arms: readonly Arm[]
  readonly settings: ExperimentSettings
  readonly state: ExperimentState
  readonly createdAt: number
  readonly endedAt: number | null
  /** Questions in each arm, answers given so far over all arms, and those of them that failed. */
  readonly questions: number
  readonly done: number
  readonly failed: number
  readonly secondsLeft: number | null
  /** The arm at work. */
  readonly armId: string | null
  readonly failure?: Failure
  /** Why it was stopped before its start: questions that training had seen. */
  readonly leaks: readonly Leak[]
}

export interface ExperimentResults {
  readonly experiment: Experiment
  readonly arms: readonly ArmResult[]
  readonly differences: readonly ArmDifference[]
  /** The measure that the comparison turns on, by the kinds of its questions. */
  readonly main: Measure
  /** Questions are too few to tell differences below this, in the main measure. */
  readonly halfWidth: number
  /** Questions whose text stands in the request (every kind but a question): arms with passages ask them as those without. */
  readonly notSearchedFor: number
  /** The base is so small that it proves the machinery and nothing else. */
  readonly tiny: boolean
}

/** Two answers to one question, arms hidden, in random order. Without markers, which would tell; empty: it said that it does not know. */
export interface BlindPair {
  readonly id: string
  readonly input: string
  readonly reference: string
  readonly left: string
  readonly right: string
  readonly rated: number
  readonly total: number
}

/** What a person says of the use that is meant. */
export interface AdviceQuestions {
  readonly need: 'facts' | 'style' | 'both'
  readonly mustCite: boolean
  /** How often the documents change. */
  readonly changes: 'daily' | 'monthly' | 'rarely'
  readonly speedMatters: boolean
}

export const adviceChoices = ['base', 'rag', 'tuned', 'hybrid', 'unclear'] as const
export type AdviceChoice = (typeof adviceChoices)[number]

/** A reason by its key in the words, with what it names. */
export interface AdvicePoint {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

export interface Advice {
  readonly choice: AdviceChoice
  readonly reasons: readonly AdvicePoint[]
  readonly wouldChange: readonly AdvicePoint[]
}

export const reportFormats = ['html', 'markdown', 'json'] as const
export type ReportFormat = (typeof reportFormats)[number]
