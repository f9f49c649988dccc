/**
 * The work of a run on one source: looks at it, and brings each file that must be read to its outcome. Runs may be at
 * work on one source side by side: a file is in the hand of one of them, and the others wait for it.
 */
import type { Ingest } from '../ingest/ingest-file.ts'
import type { FileProgress, Progress } from '../library/progress.ts'
import { turn } from '../ports/clock.ts'
import type { FileRecord } from '../ports/stores.ts'
import type { Format } from '../types/document.ts'
import type { Source } from '../types/library.ts'
import type { Outcome } from '../types/outcome.ts'
import { type LookPorts, lookAtFiles, lookAtSource } from './look.ts'
import type { RunRequest } from './runs.ts'

/** What of a run its work on a source has to do with. */
export interface WorkedRun {
  readonly request: RunRequest
  readonly progress: Progress
  removed: number
  readonly stopped: boolean
}

export interface SourceWorkOptions<Run> {
  readonly ports: LookPorts
  readonly ingest: Ingest
  tell(run: Run, record: FileRecord, outcome: Outcome): void
  /** A fault of ours: the run is to end. */
  stop(run: Run): void
}

/** Resolves when every file of the source has its outcome; `looked` is called when another run may look at it. */
export type SourceWork<Run> = (run: Run, sourceId: string, looked: () => void, signal: AbortSignal) => Promise<void>

/** Files told of before everything else has its turn. */
const perTurn = 100

/** One file of a run that is read in it. */
interface Reading {
  readonly record: FileRecord
  readonly format: Format
  readonly progress: FileProgress
}

export function createSourceWork<Run extends WorkedRun>({ ports, ingest, tell, stop }: SourceWorkOptions<Run>): SourceWork<Run> {
  const { stores } = ports
  /** What a run is at work on, by the file's id: resolves when it is through with it, however that ended. */
  const inHand = new Map<string, Promise<void>>()

  async function workOn(run: Run, sourceId: string, looked: () => void, signal: AbortSignal): Promise<void> {
    const source = stores.sources.byId(sourceId)
    if (source === null) return
    const isInHand = (fileId: string) => inHand.has(fileId)
    const { fileIds } = run.request
    const found =
      fileIds === undefined ? await lookAtSource(source, isInHand, ports, signal) : await lookAtFiles(source, fileIds, { again: true, isInHand }, ports, signal)
    run.removed += found.removed
    const reading = found.toRead
      // the first to ask are read first, before the lane can choose
      .toSorted((a, b) => a.record.stamp.size - b.record.stamp.size)
      .map(({ record, format }) => ({ record, format, progress: run.progress.found(record.stamp.size) }))
    const ingested = allSettled([...reading.map(async (file) => await ingestOne(run, file, signal)), followOthers(run, source, found.inHand, signal)])
    looked()
    for (const [at, { record, outcome }] of found.settled.entries()) {
      run.progress.settled(outcome)
      tell(run, record, outcome)
      if (at % perTurn === perTurn - 1) await turn()
    }
    await ingested
  }

  /** Brings one file to its outcome; until then it is in this run's hand. */
  async function ingestOne(run: Run, { record, format, progress }: Reading, signal: AbortSignal): Promise<void> {
    const work = ingest.file(record, format, progress, signal, run.request.password)
    const through = work.then(
      () => undefined,
      () => undefined,
    )
    inHand.set(record.id, through)
    try {
      const outcome = await work
      progress.ended(outcome)
      tell(run, stores.files.byId(record.id) ?? record, outcome)
    } catch (error) {
      if (signal.aborted && !run.stopped) progress.dropped()
      else if (!signal.aborted) stop(run)
      throw error
    } finally {
      inHand.delete(record.id)
    }
  }

  /** Files that an earlier run has in hand: when it is through with one, it is looked at again and mostly found unchanged. With a password it is read anew: without one it may have failed. */
  async function followOthers(run: Run, source: Source, others: readonly FileRecord[], signal: AbortSignal): Promise<void> {
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    const left = others.toSorted((a, b) => a.stamp.size - b.stamp.size).map((record) => ({ record, progress: run.progress.found(record.stamp.size) }))
    try {
      for (let first = left[0]; first !== undefined; first = left[0]) {
        while (inHand.has(first.record.id) && !signal.aborted) await Promise.race([inHand.get(first.record.id), aborted])
        signal.throwIfAborted()
        await takeOver(run, source, first.record.id, first.progress, signal)
        left.shift()
      }
    } finally {
      if (!run.stopped) for (const { progress } of left) progress.dropped()
    }
  }

  async function takeOver(run: Run, source: Source, fileId: string, progress: FileProgress, signal: AbortSignal): Promise<void> {
    const found = await lookAtFiles(source, [fileId], { again: run.request.password !== undefined, isInHand: () => false }, ports, signal)
    run.removed += found.removed
    const [file, settled] = [found.toRead[0], found.settled[0]]
    if (file !== undefined) await ingestOne(run, { ...file, progress }, signal)
    else if (settled === undefined) progress.dropped()
    else {
      progress.ended(settled.outcome)
      tell(run, settled.record, settled.outcome)
    }
  }

  return workOn
}

/** Waits for every one of them, whatever becomes of the others, and then throws the first failure. */
async function allSettled(all: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(all)) if (result.status === 'rejected') throw result.reason
}
