/** What a scan found against what the store knows: which files to read, and what has become of the others. Pure. */
import { type ErrorCode, errors, isCrash } from '../errors.ts'
import type { FileStamp, Walked } from '../ports/file-source.ts'
import type { FileRecord } from '../ports/stores.ts'
import type { Format } from '../types/document.ts'
import { formatOf } from '../types/format-of.ts'
import type { Outcome } from '../types/outcome.ts'
import { refusal } from './refusal.ts'

const mostCrashes = 2

export type WalkedFile = Extract<Walked, { kind: 'file' }>

/** A file to be read: new, changed, waiting, or failed in a way that may be over. */
export interface ToRead {
  readonly record: FileRecord | null
  readonly walked: WalkedFile
  readonly format: Format
}

/** A file that is not read: its outcome is known already. */
export interface Settled {
  readonly record: FileRecord | null
  readonly walked: Walked
  readonly outcome: Outcome
}

export interface Plan {
  readonly read: readonly ToRead[]
  /** As it was; the outcome is this run's. Nothing to write. */
  readonly unchanged: readonly { readonly record: FileRecord; readonly outcome: Outcome }[]
  /** The same file under another path. */
  readonly moved: readonly { readonly record: FileRecord; readonly walked: WalkedFile; readonly format: Format }[]
  /** Skipped or failed, newly or for another reason than before. */
  readonly settled: readonly Settled[]
  /** No longer on the disk. */
  readonly gone: readonly FileRecord[]
  /** Below a folder that cannot be read now: neither seen nor gone. */
  readonly hidden: readonly FileRecord[]
}

export function diff(records: readonly FileRecord[], walked: readonly Walked[], { maxBytes }: { readonly maxBytes: number }): Plan {
  const byPath = new Map(records.map((record) => [record.path, record]))
  const seen = new Set(walked.map(({ path }) => path))
  const shut = walked.filter(({ kind }) => kind === 'failed').map(({ path }) => path)
  const missing = records.filter(({ path }) => !seen.has(path))
  const hidden = missing.filter(({ path }) => shut.some((folder) => isBelow(path, folder)))
  const left = new Map(missing.filter((record) => !hidden.includes(record)).map((record) => [record.id, record]))
  const movable = new Map(
    [...left.values()].flatMap((record) => (record.documentId === null || record.outcome === null ? [] : [[identity(record.stamp), record]])),
  )

  const plan = { read: [] as ToRead[], unchanged: [] as Plan['unchanged'][number][], moved: [] as Plan['moved'][number][], settled: [] as Settled[] }
  for (const entry of walked) {
    const record = byPath.get(entry.path) ?? null
    const refused = refusal(entry, maxBytes)
    if (refused !== null) {
      if (record !== null && sameOutcome(record.outcome, refused)) plan.unchanged.push({ record, outcome: refused })
      else plan.settled.push({ record, walked: entry, outcome: refused })
      continue
    }
    if (entry.kind !== 'file') continue
    const format = formatOf(entry.name)
    if (format === null) continue
    const known = record === null ? null : standing(record, entry.stamp)
    const before = record === null ? movable.get(identity(entry.stamp)) : undefined
    if (record !== null && known !== null) plan.unchanged.push({ record, outcome: known })
    else if (before !== undefined && before.format === format && left.delete(before.id)) plan.moved.push({ record: before, walked: entry, format })
    else plan.read.push({ record, walked: entry, format })
  }
  return { ...plan, gone: [...left.values()], hidden }
}

/** The outcome that still holds; null where the file must be read. */
function standing({ outcome, stamp, crashes }: FileRecord, now: FileStamp): Outcome | null {
  if (outcome === null || !sameStamp(stamp, now)) return null
  switch (outcome.kind) {
    case 'indexed':
    case 'unchanged':
      return { kind: 'unchanged' }
    case 'empty':
      return outcome
    case 'skipped':
      // by name or size it would be skipped again; only what was seen in its bytes still holds
      return outcome.reason === 'binary' || outcome.reason === 'old-format' ? outcome : null
    case 'failed':
      return worthRetrying(outcome.code, crashes) ? null : outcome
    case 'offline':
      return null
  }
}

/** Bytes that ended two parsers are given to a third only when asked: once may be the machine's fault, and each time may take a minute. */
function worthRetrying(code: ErrorCode, crashes: number): boolean {
  if (isCrash(code)) return crashes < mostCrashes
  const { retry } = errors[code]
  return retry === 'now' || code === 'file-unreadable' || code === 'file-gone' || code === 'disk-full'
}

export function sameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.modifiedMs === b.modifiedMs && a.changedMs === b.changedMs && a.inode === b.inode
}

/** What a rename leaves as it was (the time of the last change of status is not among it). */
function identity({ inode, size, modifiedMs }: FileStamp): string {
  return `${inode} ${size} ${modifiedMs}`
}

function sameOutcome(a: Outcome | null, b: Outcome): boolean {
  if (a?.kind === 'skipped' && b.kind === 'skipped') return a.reason === b.reason
  return a?.kind === 'failed' && b.kind === 'failed' && a.code === b.code
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`)
}
