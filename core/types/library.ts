/** Sources, files and runs as people see them. */
import type { Format } from './document.ts'
import type { FileGaps, GapKind, Outcome, OutcomeCounts } from './outcome.ts'

/** A folder or file that the user added. */
export interface Source {
  readonly id: string
  /** Absolute, as on disk. */
  readonly path: string
  readonly kind: 'folder' | 'file'
  /** `offline`: the path cannot be reached now; what was indexed stays. */
  readonly state: 'ready' | 'offline'
  /** Milliseconds since 1970. */
  readonly addedAt: number
  /** When a scan last ended; null before the first. Milliseconds since 1970. */
  readonly checkedAt: number | null
}

export interface SourceStatus extends Source {
  readonly counts: OutcomeCounts
  readonly passages: number
  /** Passages that can be found by meaning; the rest by keyword only, for now. */
  readonly embedded: number
  /** Sum of the files' sizes in bytes. */
  readonly bytes: number
}

/** One file on disk and how it stands in the index. */
export interface FileStatus {
  readonly id: string
  readonly sourceId: string
  /** Absolute, as on disk. */
  readonly path: string
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly format: Format | null
  /** Null while it waits or is being read. */
  readonly outcome: Outcome | null
  readonly passages: number
  /** Absent where nothing is missing. */
  readonly gaps?: FileGaps
}

/** A file or folder of the library whose name fits what was typed. */
export type NameFound =
  | { readonly kind: 'file'; readonly fileId: string; readonly name: string; readonly path: string; readonly format: Format | null }
  /** `files`: at any depth below it. */
  | { readonly kind: 'folder'; readonly name: string; readonly path: string; readonly files: number }

/** What quotes files of a source and of no other: what removing it may erase, and which adapters it makes stale. */
export interface SourceQuoting {
  readonly answers: number
  readonly conversations: number
  /** Those that were taken out counted. */
  readonly examples: number
  /** That these examples, or the versions, are of. */
  readonly dataSets: number
  readonly versions: number
  readonly experiments: number
  /** Names of adapters that were trained on its documents; they stay. */
  readonly adapters: readonly string[]
}

/** Files of a source that ended in the same way without being read. */
export interface NotReadCount {
  readonly sourceId: string
  /** `empty`, `skipped`, `failed` or `offline`, with its reason or code. */
  readonly outcome: Outcome
  readonly files: number
}

/** Files of a source that were read and have this gap. */
export interface GapCount {
  readonly sourceId: string
  readonly gap: GapKind
  readonly files: number
  /** Pages, parts or passages, of all these files together. */
  readonly found: number
}

/** What was not read, without naming files. */
export interface LibraryReport {
  readonly notRead: readonly NotReadCount[]
  readonly gaps: readonly GapCount[]
  /** Files by source that have any gap: one may have several. */
  readonly incomplete: readonly { readonly sourceId: string; readonly files: number }[]
}

/** One pass over sources: scan, diff, ingest each file, report. */
export interface RunSnapshot {
  readonly runId: string
  readonly state: 'scanning' | 'working' | 'paused' | 'done'
  /** Files by stage, each a subset of the one before; `embedded` files have an outcome. */
  readonly stages: { readonly found: number; readonly read: number; readonly searchable: number; readonly embedded: number }
  readonly counts: OutcomeCounts
  readonly passages: { readonly found: number; readonly embedded: number }
  /** Passages embedded per second over the last seconds; while none is, those cut from files that are read; 0 when idle. */
  readonly passagesPerSecond: number
  /** Null while unknown. */
  readonly secondsLeft: number | null
  readonly startedAt: number
}

export interface RunReport {
  readonly runId: string
  readonly counts: OutcomeCounts
  readonly passages: number
  readonly removed: number
  readonly ms: number
  /** True where it was stopped before the end. */
  readonly stopped: boolean
}

/** Text recognition in the background: the pages that are pictures, of all sources together. */
export interface RecognitionSnapshot {
  /** `waiting`: a run is at work or paused, or this engine reads no pages by itself; `absent`: it is not installed. */
  readonly state: 'reading' | 'waiting' | 'absent'
  readonly read: number
  readonly waiting: number
  /** Given up. */
  readonly failed: number
  /** Null while unknown. */
  readonly secondsLeft: number | null
}

export type RunEvent =
  | { readonly type: 'snapshot'; readonly run: RunSnapshot }
  | { readonly type: 'file'; readonly runId: string; readonly file: FileStatus }
  | { readonly type: 'done'; readonly report: RunReport }
  /** Belongs to no run. Null: no page waits any more. `files`: those whose page was read or given up. */
  | { readonly type: 'recognition'; readonly recognition: RecognitionSnapshot | null; readonly files: readonly FileStatus[] }
