/** Experiments as jobs of the engine: one at a time, followed by id, going on when the window is closed. */
import type { Advice, AdviceQuestions, Arm, BlindPair, Experiment, ExperimentResults, ExperimentRow, ExperimentSettings } from '../../types/experiment.ts'

export interface ExperimentRequest {
  readonly name: string
  readonly versionId: string
  readonly arms: readonly Omit<Arm, 'id'>[]
  readonly settings: ExperimentSettings
}

export interface RowsPage {
  /** Only where arms differ in the main measure. */
  readonly differing: boolean
  readonly skip: number
  readonly limit: number
}

/** All but `all`, `follow` and `start` throw `experiment-unknown`. */
export interface Experiments {
  /** Newest first. */
  all(): readonly Experiment[]
  follow(signal: AbortSignal): AsyncIterable<readonly Experiment[]>
  /** Waits for its turn. Throws as the contract has it; what training had seen stands in the list as failed, with its leaks. */
  start(request: ExperimentRequest, signal: AbortSignal): Promise<Experiment>
  /** The answer under way is dropped. */
  pause(id: string): Experiment
  resume(id: string, failed: boolean): Experiment
  remove(id: string): Promise<void>
  results(id: string): Promise<ExperimentResults>
  rows(id: string, page: RowsPage): Promise<{ readonly total: number; readonly rows: readonly ExperimentRow[] }>
  /** Tokens of request and answer together, of every arm. */
  contextTokens(id: string): number
  pair(id: string): Promise<BlindPair | null>
  /** Throws `input-invalid` for a pair that it does not have. */
  rate(id: string, pairId: string, better: 'left' | 'right' | 'neither'): Promise<BlindPair | null>
  /** Null: before any experiment. */
  advise(id: string | null, questions: AdviceQuestions): Promise<Advice>
  /** Pauses what is under way. */
  close(): Promise<void>
}
