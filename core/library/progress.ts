/** The state of one run in numbers: files by stage and outcome, passages, rate and time left. */
import type { Clock } from '../ports/clock.ts'
import type { RunSnapshot } from '../types/library.ts'
import type { Outcome, OutcomeCounts } from '../types/outcome.ts'

/** The rate is that of the last seconds. Milliseconds. */
const windowMs = 10_000

/** One file on its way; each call but the first counts once. */
export interface FileProgress {
  read(passages: number): void
  searchable(): void
  embedded(passages: number): void
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
  const started = clock.elapsed()
  const stages = { found: 0, read: 0, searchable: 0, embedded: 0 }
  const ends: Record<Outcome['kind'], number> = { indexed: 0, unchanged: 0, empty: 0, skipped: 0, failed: 0, offline: 0 }
  const passages = { found: 0, embedded: 0 }
  const bytes = { read: 0, unread: 0 }
  const samples: { readonly at: number; readonly embedded: number }[] = []

  function embedded(count: number): void {
    passages.embedded += count
    const at = clock.elapsed()
    const last = samples.at(-1)
    // a sample per tenth of a second is enough
    if (last !== undefined && at - last.at < 100) samples[samples.length - 1] = { at: last.at, embedded: passages.embedded }
    else samples.push({ at, embedded: passages.embedded })
  }

  function rate(): number {
    const now = clock.elapsed()
    while (samples.length > 1 && (samples[1]?.at ?? 0) < now - windowMs) samples.shift()
    const first = samples[0]
    if (first === undefined || first.at < now - windowMs * 2) return 0
    const before = samples.length > 1 ? first : { at: started, embedded: 0 }
    const seconds = Math.max(now - before.at, 250) / 1000
    return Math.round(((passages.embedded - before.embedded) / seconds) * 10) / 10
  }

  /** Passages that files not read yet will bring, by what those read brought per byte. */
  function toCome(): number | null {
    if (bytes.unread === 0) return 0
    return bytes.read === 0 ? null : (bytes.unread * passages.found) / bytes.read
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

      return {
        read(count) {
          if (mine.stage === 'found') bytes.read += size
          reach('read')
          level()
          passages.found += count
          mine.found += count
        },
        searchable: () => reach('searchable'),
        embedded(count) {
          mine.embedded += count
          embedded(count)
        },
        ended(outcome) {
          reach('searchable')
          level()
          mine.stage = 'ended'
          stages.embedded++
          ends[outcome.kind]++
        },
        dropped() {
          if (mine.stage === 'ended') return
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
      const passagesPerSecond = state === 'done' ? 0 : rate()
      const left = toCome()
      const secondsLeft = left === null || passagesPerSecond === 0 ? null : Math.round((passages.found - passages.embedded + left) / passagesPerSecond)
      return {
        runId,
        state,
        stages: { ...stages },
        counts: counts(),
        passages: { ...passages },
        passagesPerSecond,
        secondsLeft: state === 'done' ? 0 : secondsLeft,
        startedAt,
      }
    },
  }
}
