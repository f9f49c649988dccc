/** What is kept of experiments: what was settled at the start, the questions as they were frozen, and every answer as it comes. */
import type { Failure } from '../errors.ts'
import type { Found } from '../types/answer.ts'
import type { Example, Leak } from '../types/data-set.ts'
import type { Arm, ArmAnswer, ExperimentSettings, ExperimentState } from '../types/experiment.ts'

/** What is the same for every arm and every start. */
export interface ExperimentGround {
  /** Makes the lines that no document can foresee, and the order of hidden arms. At least 128 random bits as letters and digits. */
  readonly secret: string
  /** Tokens of request and answer together, of every arm. */
  readonly contextTokens: number
  /** The largest model has fewer parameters than can tell which approach is better. */
  readonly tiny: boolean
  /** Seconds of training that its adapter took, by arm. */
  readonly trainingSeconds: Readonly<Record<string, number>>
  /** That classification chooses among, as every arm is told them; absent in one that began before arms were told. */
  readonly labels?: readonly string[]
}

export interface NewExperiment {
  readonly name: string
  readonly versionId: string
  readonly dataSet: string
  readonly arms: readonly Arm[]
  readonly settings: ExperimentSettings
  readonly state: ExperimentState
  readonly createdAt: number
  readonly endedAt: number | null
  readonly failure?: Failure
  readonly leaks: readonly Leak[]
  readonly ground: ExperimentGround
}

export interface StoredExperiment extends NewExperiment {
  readonly id: string
  /** Examples, answers over all arms, and those of them that failed. */
  readonly questions: number
  readonly done: number
  readonly failed: number
}

/** `failure`: null takes it away. */
export interface ExperimentChanges {
  readonly state?: ExperimentState
  readonly endedAt?: number | null
  readonly failure?: Failure | null
}

/** Questions by their place in the order in which they are asked, from 0; `end` exclusive. */
export interface Places {
  readonly start: number
  readonly end: number
}

export interface StoredAnswer extends ArmAnswer {
  readonly exampleId: string
  /** Ids of the passages that were sent. */
  readonly sent: readonly number[]
  /** Of its model while it answered; null where the engine does not tell. */
  readonly tokensPerSecond: number | null
  /** Bytes of its model in memory. */
  readonly memory: number | null
}

/** A blind rating, with the arms that were hidden. */
export interface Rating {
  readonly exampleId: string
  /** Arms, in the order in which the experiment names them. */
  readonly a: string
  readonly b: string
  readonly better: 'a' | 'b' | 'neither'
  readonly at: number
}

export interface ExperimentsStore {
  create(experiment: NewExperiment, examples: readonly Example[]): StoredExperiment
  /** Newest first. */
  all(): readonly StoredExperiment[]
  byId(id: string): StoredExperiment | null
  update(id: string, changes: ExperimentChanges): StoredExperiment | null
  /** With its questions, answers and ratings. */
  remove(id: string): void
  /** In the order in which they are asked; at these places, or all. */
  examples(id: string, at?: Places): readonly Example[]
  /** What was found for the question, best first: the same for every arm. Null before it was looked for. */
  found(id: string, exampleId: string): readonly Found[] | null
  keepFound(id: string, exampleId: string, found: readonly Found[]): void
  /** In place of one that failed before. */
  putAnswer(id: string, answer: StoredAnswer): void
  /** In the order of the questions, then of their coming; to those at these places, or to all. */
  answers(id: string, at?: Places): readonly StoredAnswer[]
  /** So that those are asked anew. */
  dropFailed(id: string): void
  ratings(id: string): readonly Rating[]
  /** In place of what was said of the same two answers before. */
  rate(id: string, rating: Rating): void
  /** Experiments with questions or passages from files of this source, and of no other. */
  quoting(sourceId: string): readonly string[]
}
