/** Drafts examples from documents and conversations, step by step: what each step made can be kept before the next begins. */
import type { NewExample, NewRemoval } from '../../ports/data-sets-store.ts'
import type { DraftPlan } from '../../types/data-set.ts'

/** What came of some passages. */
export interface DraftStep {
  /** Passages looked at, of those that will be. */
  readonly done: number
  readonly total: number
  readonly examples: readonly NewExample[]
  readonly removals: readonly NewRemoval[]
}

/** `dataSetId`: what it holds is not drafted again. */
export async function* draft(_dataSetId: string, _plan: DraftPlan, signal: AbortSignal): AsyncGenerator<DraftStep> {
  signal.throwIfAborted()
}
