/**
 * The folder line: scan → diff → ingest each file → report. Runs over different sources go side by side and share
 * the lanes, so that a small folder dropped later is not held up by a big one; a run over a source that is being
 * worked on waits for its turn.
 */
import { createIngest, type IngestLimits } from '../ingest/ingest-file.ts'
import type { IngestPorts } from '../ingest/ports.ts'
import { diff, type Plan } from '../library/diff.ts'
import { createProgress, type Progress } from '../library/progress.ts'
import { reconcile } from '../library/reconcile.ts'
import { scan } from '../library/scan.ts'
import { type Clock, turn } from '../ports/clock.ts'
import type { Walked } from '../ports/file-source.ts'
import type { Log } from '../ports/log.ts'
import type { Random } from '../ports/random.ts'
import type { FileRecord, Stores } from '../ports/stores.ts'
import type { Format } from '../types/document.ts'
import type { RunReport, RunSnapshot, Source } from '../types/library.ts'
import type { Outcome } from '../types/outcome.ts'
import { createRunFeed, type RunFeed } from './run-feed.ts'
import type { RunRequest, Runs } from './runs.ts'

export interface RunPorts extends IngestPorts {
  readonly stores: Stores
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

interface Run {
  readonly id: string
  readonly request: RunRequest
  /** Sources it has to do with; the signal ends the work on one. */
  readonly sources: Map<string, AbortController>
  /** Ends all of it. */
  readonly stopping: AbortController
  readonly progress: Progress
  readonly startedAt: number
  /** What is under way for each source. */
  readonly work: Map<string, Promise<void>>
  state: 'waiting' | 'scanning' | 'working'
  removed: number
  stopped: boolean
}

const usualLimits: IngestLimits = { readers: 2, embedding: 96, heavy: { bytes: 10_000_000, passages: 5_000 } }
/** Snapshots are sent at most this often. Milliseconds. */
const snapshotMs = 250
/** Files told of before everything else has its turn. */
const perTurn = 100
/** Bytes per megabyte, as in the setting. */
const megabyte = 1_000_000

export function createRuns(ports: RunPorts, limits: IngestLimits = usualLimits): Runs {
  const { stores, clock, log } = ports
  const ingest = createIngest(ports, limits)
  const feed: RunFeed = createRunFeed()
  /** In the order asked; those at work and those that wait. */
  const runs: Run[] = []
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

  /** Starts every run whose sources nobody before it is at work on. */
  function advance(): void {
    const taken = new Set<string>()
    for (const run of runs) {
      const free = [...run.sources.keys()].every((id) => !taken.has(id))
      for (const id of run.sources.keys()) taken.add(id)
      if (run.state === 'waiting' && free) void work(run)
    }
  }

  async function work(run: Run): Promise<void> {
    run.state = 'scanning'
    tick()
    for (const [id, { signal }] of run.sources) run.work.set(id, run.stopped ? Promise.resolve() : guarded(run, workOn(run, id, signal), signal))
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

  async function workOn(run: Run, sourceId: string, signal: AbortSignal): Promise<void> {
    const source = stores.sources.byId(sourceId)
    if (source === null) return
    const found = run.request.fileIds === undefined ? await lookAtSource(source, signal) : await lookAtFiles(source, run.request.fileIds, signal)
    run.removed += found.removed
    // the first to ask are read first, before the lane can choose
    const smallFirst = found.toRead.toSorted((a, b) => a.record.stamp.size - b.record.stamp.size)
    const reading = smallFirst.map(({ record, format }) => ({ record, format, progress: run.progress.found(record.stamp.size) }))
    run.state = 'working'
    const ingested = allSettled(
      reading.map(async ({ record, format, progress }) => {
        try {
          const outcome = await ingest.file(record, format, progress, signal)
          progress.ended(outcome)
          tell(run, stores.files.byId(record.id) ?? record, outcome)
        } catch (error) {
          if (signal.aborted && !run.stopped) progress.dropped()
          else if (!signal.aborted) stop(run)
          throw error
        }
      }),
    )
    for (const [at, { record, outcome }] of found.settled.entries()) {
      run.progress.settled(outcome)
      tell(run, record, outcome)
      if (at % perTurn === perTurn - 1) await turn()
    }
    await ingested
  }

  async function lookAtSource(source: Source, signal: AbortSignal): Promise<Found> {
    const records = stores.files.ofSource(source.id)
    const before = { device: stores.sources.device(source.id), held: records.length > 0 }
    const scanned = await scan(source, before, ports.disk, signal)
    signal.throwIfAborted()
    if (scanned.state === 'offline') {
      stores.sources.checked(source.id, 'offline', clock.now())
      return { toRead: [], settled: records.map((record) => ({ record, outcome: { kind: 'offline' } })), removed: 0 }
    }
    stores.sources.checked(source.id, 'ready', clock.now(), scanned.device)
    return await reconcile(source.id, diff(records, scanned.walked, { maxBytes: maxBytes() }), stores.files)
  }

  /** Each is looked at by itself and read, whatever the store says of it. */
  async function lookAtFiles(source: Source, fileIds: readonly string[], signal: AbortSignal): Promise<Found> {
    const records = fileIds
      .map((id) => stores.files.byId(id))
      .filter((record) => record?.sourceId === source.id)
      .filter((record) => record !== null)
    if (!(await ports.disk.reachable(source.path)))
      return { toRead: [], settled: records.map((record) => ({ record, outcome: { kind: 'offline' } })), removed: 0 }
    const walked: Walked[] = []
    for (const { path } of records) if (await ports.disk.reachable(path)) for await (const entry of ports.disk.walk(path, signal)) walked.push(entry)
    signal.throwIfAborted()
    const again = records.map((record) => ({ ...record, outcome: null }))
    const plan: Plan = diff(again, walked, { maxBytes: maxBytes() })
    return await reconcile(source.id, plan, stores.files)
  }

  function maxBytes(): number {
    return stores.settings.read().maxFileMb * megabyte
  }

  /** After the files: what nobody points at any more goes, and the index is put in order. */
  async function tidy(run: Run): Promise<void> {
    await ingest.sweep()
    await stores.committed()
    if (run.progress.passages() > 0 || run.removed > 0) await ports.index.maintain(run.stopping.signal)
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
    advance()
    if (runs.length > 0) return
    clearInterval(ticking)
    ticking = undefined
    for (const resolve of idle) resolve()
    idle = []
  }

  function tick(): void {
    for (const run of runs) if (run.state !== 'waiting') feed.send({ type: 'snapshot', run: snapshotOf(run) })
  }

  function snapshotOf(run: Run): RunSnapshot {
    const state = paused ? 'paused' : run.state === 'working' ? 'working' : 'scanning'
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

/** Waits for every one of them, whatever becomes of the others, and then throws the first failure. */
async function allSettled(all: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(all)) if (result.status === 'rejected') throw result.reason
}

interface Found {
  readonly toRead: readonly { readonly record: FileRecord; readonly format: Format }[]
  readonly settled: readonly { readonly record: FileRecord; readonly outcome: Outcome }[]
  readonly removed: number
}

function sameRequest(a: RunRequest, b: RunRequest): boolean {
  const key = ({ sourceIds, fileIds }: RunRequest) => JSON.stringify([sourceIds?.toSorted(), fileIds?.toSorted()])
  return key(a) === key(b)
}
