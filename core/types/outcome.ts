/** How a scanned file ended. The counts of a run add up to what was scanned. */
import type { ErrorCode } from '../errors.ts'

export const outcomes = ['indexed', 'unchanged', 'empty', 'skipped', 'failed', 'offline'] as const
export type OutcomeKind = (typeof outcomes)[number]

export const emptyReasons = ['no-text', 'scanned'] as const
export type EmptyReason = (typeof emptyReasons)[number]

export const skipReasons = ['too-large', 'unsupported-format', 'ignored', 'link', 'special-file', 'binary', 'name-not-readable'] as const
export type SkipReason = (typeof skipReasons)[number]

export type Outcome =
  | { readonly kind: 'indexed'; readonly passages: number }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'empty'; readonly reason: EmptyReason }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  | { readonly kind: 'offline' }

/** Files by outcome; `pending` have none yet. `scanned` is the sum of all the others. */
export interface OutcomeCounts {
  readonly scanned: number
  readonly pending: number
  readonly indexed: number
  readonly unchanged: number
  readonly empty: number
  readonly skipped: number
  readonly failed: number
  readonly offline: number
}
