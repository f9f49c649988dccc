/** How a scanned file ended. The counts of a run add up to what was scanned. */
import type { ErrorCode } from '../errors.ts'

export const outcomes = ['indexed', 'unchanged', 'empty', 'skipped', 'failed', 'offline'] as const
export type OutcomeKind = (typeof outcomes)[number]

export const emptyReasons = ['no-text', 'scanned'] as const
export type EmptyReason = (typeof emptyReasons)[number]

export const skipReasons = ['too-large', 'unsupported-format', 'ignored', 'link', 'special-file', 'binary', 'name-not-readable', 'old-format'] as const
export type SkipReason = (typeof skipReasons)[number]

export type Outcome =
  | { readonly kind: 'indexed'; readonly passages: number }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'empty'; readonly reason: EmptyReason }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  | { readonly kind: 'offline' }

/** A part of a file that was not read, an attachment mostly, with its reason. */
export interface UnreadPart {
  readonly name: string
  readonly reason: EmptyReason | SkipReason | ErrorCode
}

/** What of a file was not read, or not seen by its readers, though the file has its outcome. */
export interface FileGaps {
  /** Pages that are pictures: read by text recognition, waiting for it, given up. */
  readonly scanned?: { readonly read: number; readonly waiting: number; readonly failed: number }
  readonly brokenPages?: number
  readonly unread?: readonly UnreadPart[]
  /** Passages of text that readers of the file do not see. */
  readonly hiddenPassages?: number
}

/** Ways in which something of a file that was read is missing, or is not seen by its readers. */
export const gapKinds = ['pages-waiting', 'pages-given-up', 'pages-broken', 'parts-unread', 'text-hidden'] as const
export type GapKind = (typeof gapKinds)[number]

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
