/** The disk as the library sees it: a walk, and the bytes of one file. */

import type { ErrorCode } from '../errors.ts'
import type { SkipReason } from '../types/outcome.ts'

/** What tells two states of a file apart without reading it. */
export interface FileStamp {
  /** Bytes. */
  readonly size: number
  /** Milliseconds since 1970, with fractions. */
  readonly modifiedMs: number
  readonly changedMs: number
  readonly inode: string
}

export type Walked =
  | { readonly kind: 'file'; readonly path: string; readonly name: string; readonly stamp: FileStamp }
  | { readonly kind: 'skipped'; readonly path: string; readonly name: string; readonly size: number; readonly reason: SkipReason }
  | { readonly kind: 'failed'; readonly path: string; readonly name: string; readonly code: ErrorCode }

export interface OpenFile {
  readonly stamp: FileStamp
  read(): AsyncIterable<Uint8Array>
  /** Throws `file-changing` where the file is no longer what was opened. */
  verify(): Promise<void>
}

export interface FileSource {
  /** What the path is now, links resolved; throws `path-missing` or `path-unreadable`. */
  identify(path: string): Promise<{ readonly path: string; readonly kind: 'folder' | 'file' }>
  /** Whether a source can be reached; false means offline, never empty. */
  reachable(path: string): Promise<boolean>
  /** The drive that the path stands on, by a name that another drive at the same place would not have; throws `path-missing` or `path-unreadable`. */
  device(path: string): Promise<string>
  /** Every entry below a source (or the file itself). Links are not followed. Throws `source-offline` where it went away meanwhile. */
  walk(path: string, signal: AbortSignal): AsyncIterable<Walked>
  /** Opens a regular file without following links; throws `file-gone`, `file-unreadable`. */
  open(path: string): Promise<OpenFile>
}
