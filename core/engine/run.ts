/**
 * The folder line: scan → diff → ingest each file → report. Runs go side by side and share the lanes, so that a small
 * folder dropped later is not held up by a big one; a second run over a source waits while the first looks at it, and
 * then leaves to it the files that it has in hand.
 */
import type { Ingest } from '../ingest/ingest-file.ts'
import type { IngestPorts } from '../ingest/ports.ts'
import { createProgress } from '../library/progress.ts'
import { type Clock, turn } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Random } from '../ports/random.ts'
import type { FileRecord, Stores } from '../ports/stores.ts'
import type { RunReport, RunSnapshot } from '../types/library.ts'
import type { Outcome } from '../types/outcome.ts'
import type { RunFeed } from './run-feed.ts'
import type { RunRequest, Runs } from './runs.ts'
import { createSourceWork, type WorkedRun } from './source-work.ts'

export interface RunPorts extends IngestPorts {
  readonly stores: Stores
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

interface Run extends WorkedRun {
  readonly id: string
  /** Sources it has to do with; the signal ends the work on one. */
  readonly sources: Map<string, AbortController>
  /** Those of them that it has looked at. */
  readonly looked: Set<string>
  /** Ends all of it. */
  readonly stopping: AbortController
  readonly startedAt: number
  /** What is under way for each source. */
  readonly work: Map<string, Promise<void>>
  state: 'waiting' | 'scanning' | 'working' | 'tidying'
  stopped: boolean
}

/** Snapshots are sent at most this often. Milliseconds. */
const snapshotMs = 250

export interface RunParts {
  readonly ingest: Ingest
  readonly feed: RunFeed
  /** Called when the last run that was under way has ended. */
  idle(): void
  /** Called when a run has ended that found files new, changed or gone. */
  filesChanged(): void
}

export function createRuns(ports: RunPorts, { ingest, feed, idle: isIdle, filesChanged }: RunParts): Runs {
  const { stores, clock, log } = ports
  const workOn = createSourceWork<Run>({ ports, ingest, tell, stop })
  /** In the order asked; those at work and those that wait. */
  const runs: Run[] = []
  /** A run ended while another went on, and left the index for it to put in order. */
  let untidy = false
  let paused = false
  let closed = false
  let idle: (() => void)[] = []
  let ticking: ReturnType<typeof setInterval> | undefined

  function start(request: RunRequest): string {
    const joined = runs.find((run) => run.state === 'waiting' && sameRequest(run.request, request))
    if (joined !== undefined) return joined.id
    const sources = new Map(sourcesOf(request).map((id) => [id, new AbortController()]))
    const run: Run = {
      id: ports.random.id(),
      request,
      sources,
      looked: new Set(),
      stopping: new AbortController(),
      progress: createProgress(clock),
      startedAt: clock.elapsed(),
      work: new Map(),
      state: 'waiting',
      removed: 0,
      stopped: closed,
    }
    runs.push(run)
    ticking ??= setInterval(tick, snapshotMs)
    // whoever asked is to follow from the first event on
    void turn().then(advance)
    return run.id
  }

  function sourcesOf({ sourceIds, fileIds }: RunRequest): readonly string[] {
    if (sourceIds !== undefined) return [...new Set(sourceIds)]
    if (fileIds === undefined) return stores.sources.all().map(({ id }) => id)
    return [...new Set(fileIds.map((id) => stores.files.byId(id)?.sourceId).filter((id) => id !== undefined))]
  }

  /** Starts every run whose sources nobody before it has still to look at. */
  function advance(): void {
    const taken = new Set<string>()
    for (const run of runs) {
      const free = [...run.sources.keys()].every((id) => !taken.has(id))
      for (const id of run.sources.keys()) if (!run.looked.has(id)) taken.add(id)
      if (run.state === 'waiting' && free) void work(run)
    }
  }

  function looked(run: Run, sourceId: string): void {
    run.state = 'working'
    run.looked.add(sourceId)
    advance()
  }

  async function work(run: Run): Promise<void> {
    run.state = 'scanning'
    tick()
    for (const [id, { signal }] of run.sources)
      run.work.set(
        id,
        run.stopped
          ? Promise.resolve()
          : guarded(
              run,
              workOn(run, id, () => looked(run, id), signal),
              signal,
            ),
      )
    await Promise.all(run.work.values())
    if (!run.stopped) await guarded(run, tidy(run), run.stopping.signal)
    finish(run)
  }

  /** A fault of ours ends the run, is told to the log and never hidden: what waits is done by the next run. */
  async function guarded(run: Run, task: Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await task
    } catch (error) {
      if (signal.aborted && error === signal.reason) return
      log.error('run-failed', error, { run: run.id })
      stop(run)
    }
  }

  /** After the files: what nobody points at any more goes, and the index is put in order. */
  async function tidy(run: Run): Promise<void> {
    run.state = 'tidying'
    await ingest.sweep()
    await stores.committed()
    untidy ||= run.progress.passages() > 0 || run.removed > 0
    // whoever ends last does it: what is ready now need not wait for the rows of others
    if (!untidy || runs.some(({ state }) => state === 'scanning' || state === 'working')) return
    untidy = false
    await ports.index.maintain(run.stopping.signal)
  }

  function tell(run: Run, record: FileRecord, outcome: Outcome): void {
    const passages =
      outcome.kind === 'indexed' ? outcome.passages : record.documentId === null ? 0 : (stores.passages.document(record.documentId)?.passages ?? 0)
    const { id, sourceId, path, name, format, stamp } = record
    feed.send({ type: 'file', runId: run.id, file: { id, sourceId, path, name, size: stamp.size, format, outcome, passages } })
  }

  function finish(run: Run): void {
    runs.splice(runs.indexOf(run), 1)
    const counts = run.progress.counts()
    const report: RunReport = {
      runId: run.id,
      counts,
      passages: run.progress.passages(),
      removed: run.removed,
      ms: Math.round(clock.elapsed() - run.startedAt),
      stopped: run.stopped,
    }
    feed.send({ type: 'snapshot', run: run.progress.snapshot(run.id, 'done') })
    feed.send({ type: 'done', report })
    if (run.removed > 0 || counts.scanned - counts.pending > counts.unchanged + counts.offline) filesChanged()
    advance()
    if (runs.length > 0) return
    clearInterval(ticking)
    ticking = undefined
    for (const resolve of idle) resolve()
    idle = []
    isIdle()
  }

  function tick(): void {
    for (const run of runs) if (run.state !== 'waiting') feed.send({ type: 'snapshot', run: snapshotOf(run) })
  }

  function snapshotOf(run: Run): RunSnapshot {
    const state = paused ? 'paused' : run.state === 'scanning' ? 'scanning' : 'working'
    return run.progress.snapshot(run.id, state)
  }

  function stop(run: Run): void {
    run.stopped = true
    for (const controller of [run.stopping, ...run.sources.values()]) controller.abort(new DOMException('stopped', 'AbortError'))
  }

  async function whenIdle(): Promise<void> {
    if (runs.length > 0) await new Promise<void>((resolve) => idle.push(resolve))
  }

  return {
    start,
    follow(runId, signal) {
      const underWay = runs.filter((run) => (runId === undefined ? run.state !== 'waiting' : run.id === runId))
      return feed.follow(runId, underWay.map(snapshotOf), signal)
    },
    pause(now) {
      paused = now
      ingest.pause(now)
      tick()
    },
    snapshot() {
      const latest = runs.findLast((run) => run.state !== 'waiting')
      return latest === undefined ? null : snapshotOf(latest)
    },
    idle: whenIdle,
    async leave(sourceId) {
      for (const run of runs.slice()) {
        run.sources.get(sourceId)?.abort(new DOMException('source removed', 'AbortError'))
        await run.work.get(sourceId)
        if (run.state === 'waiting') run.sources.delete(sourceId)
      }
    },
    async close() {
      closed = true
      for (const run of runs.slice()) stop(run)
      advance()
      await whenIdle()
    },
  }
}

function sameRequest(a: RunRequest, b: RunRequest): boolean {
  const key = ({ sourceIds, fileIds, password }: RunRequest) => JSON.stringify([sourceIds?.toSorted(), fileIds?.toSorted(), password])
  return key(a) === key(b)
}
