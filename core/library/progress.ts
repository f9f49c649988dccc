/** The state of one run in numbers: files by stage and outcome, passages, rate and time left. */
import type { Clock } from '../ports/clock.ts'
import type { RunSnapshot } from '../types/library.ts'
import type { Outcome, OutcomeCounts } from '../types/outcome.ts'
import { createRate } from './rate.ts'

/** One file on its way; `read`, `searchable` and `ended` count once. */
export interface FileProgress {
  /** So many passages as far as it is read. */
  cut(passages: number): void
  /** It is read to its end: so many passages. */
  read(passages: number): void
  searchable(): void
  embedded(passages: number): void
  /** So many more need no work: they had their vectors before this run. */
  kept(passages: number): void
  ended(outcome: Outcome): void
  /** It belongs to no run any more: as if it had never been found. */
  dropped(): void
}

export interface Progress {
  /** A file that is to be read, with its size in bytes. */
  found(bytes: number): FileProgress
  /** A file whose outcome is known without reading. */
  settled(outcome: Outcome): void
  counts(): OutcomeCounts
  /** Passages of the files that were read in this run. */
  passages(): number
  snapshot(runId: string, state: RunSnapshot['state']): RunSnapshot
}

export function createProgress(clock: Clock): Progress {
  const startedAt = clock.now()
  const stages = { found: 0, read: 0, searchable: 0, embedded: 0 }
  const ends: Record<Outcome['kind'], number> = { indexed: 0, unchanged: 0, empty: 0, skipped: 0, failed: 0, offline: 0 }
  /** `cut`: those found of files that are not read to their end. */
  const passages = { found: 0, embedded: 0, cut: 0 }
  const bytes = { read: 0, unread: 0 }
  const cutting = createRate(clock)
  const embedding = createRate(clock)

  /** Passages that the rest of the files will bring, by what those read brought per byte. */
  function toCome(): number | null {
    if (bytes.unread === 0) return 0
    if (bytes.read === 0) return null
    return Math.max((bytes.unread * (passages.found - passages.cut)) / bytes.read - passages.cut, 0)
  }

  function counts(): OutcomeCounts {
    const ended = Object.values(ends).reduce((sum, count) => sum + count, 0)
    return { scanned: stages.found, pending: stages.found - ended, ...ends }
  }

  return {
    found(size) {
      const mine = { found: 0, embedded: 0, stage: 'found' as 'found' | 'read' | 'searchable' | 'ended' }
      stages.found++
      bytes.unread += size

      function reach(stage: 'read' | 'searchable'): void {
        if (mine.stage === 'found') {
          stages.read++
          bytes.unread -= size
          mine.stage = 'read'
        }
        if (stage === 'searchable' && mine.stage === 'read') {
          stages.searchable++
          mine.stage = 'searchable'
        }
      }

      /** What will never be embedded is not waited for. */
      function level(): void {
        passages.found -= mine.found - mine.embedded
        mine.found = mine.embedded
      }

      function cut(count: number): void {
        const more = count - mine.found
        if (more > 0) cutting.add(more)
        if (mine.stage === 'found') passages.cut += more
        passages.found += more
        mine.found = count
      }

      /** What was cut of it is no longer a part of a file, or never came to be the whole. */
      function settleCut(): void {
        if (mine.stage === 'found') passages.cut -= mine.found
      }

      return {
        cut,
        read(count) {
          cut(count)
          settleCut()
          if (mine.stage === 'found') bytes.read += size
          reach('read')
        },
        searchable: () => reach('searchable'),
        embedded(count) {
          mine.embedded += count
          passages.embedded += count
          embedding.add(count)
        },
        kept(count) {
          mine.embedded += count
          passages.embedded += count
        },
        ended(outcome) {
          settleCut()
          reach('searchable')
          level()
          mine.stage = 'ended'
          stages.embedded++
          ends[outcome.kind]++
        },
        dropped() {
          if (mine.stage === 'ended') return
          settleCut()
          if (mine.stage === 'found') bytes.unread -= size
          else stages.read--
          if (mine.stage === 'searchable') stages.searchable--
          stages.found--
          level()
          mine.stage = 'ended'
        },
      }
    },
    settled(outcome) {
      for (const stage of ['found', 'read', 'searchable', 'embedded'] as const) stages[stage]++
      ends[outcome.kind]++
    },
    counts,
    passages: () => passages.found,
    snapshot(runId, state) {
      const embedded = embedding.perSecond()
      const left = toCome()
      const secondsLeft = left === null || embedded === 0 ? null : Math.round((passages.found - passages.embedded + left) / embedded)
      return {
        runId,
        state,
        stages: { ...stages },
        counts: counts(),
        passages: { found: passages.found, embedded: passages.embedded },
        passagesPerSecond: state === 'done' ? 0 : embedded || cutting.perSecond(),
        secondsLeft: state === 'done' ? 0 : secondsLeft,
        startedAt,
      }
    },
  }
}
