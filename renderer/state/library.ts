/** Sources and the run under way, kept in step with the engine for as long as the window lives. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ErrorCode, Failure } from '../../core/errors.ts'
import type { FileStatus, RecognitionSnapshot, RunEvent, RunReport, RunSnapshot, Source, SourceStatus } from '../../core/types/library.ts'
import type { EmptyReason, GapKind, OutcomeKind, SkipReason } from '../../core/types/outcome.ts'
import type { Client } from '../client/client.ts'
import { failureOf } from '../client/failure.ts'
import { wait } from '../client/wait.ts'
import { joinedReports, joinedRuns } from './joined-runs.ts'

export interface Refusal {
  readonly path: string
  readonly code: ErrorCode
}

export interface LibraryState {
  /** Null before the first answer. */
  readonly sources: readonly SourceStatus[] | null
  /** All that is under way, joined. */
  readonly run: RunSnapshot | null
  readonly report: RunReport | null
  /** Scanned pages that wait for text recognition; null where none does. */
  readonly recognition: RecognitionSnapshot | null
  /** Why the sources could not be had. */
  readonly failure: Failure | null
  /** What the last addition could not take. */
  readonly refused: readonly Refusal[]
  /** Why the last action (add, check, remove, pause) failed. */
  readonly actionFailure: Failure | null
  /** Files whose state changed since the list was last fetched, newest last; bounded. */
  readonly changed: ReadonlyMap<string, FileStatus>
  /** Counts up whenever lists of files are to be fetched again. */
  readonly version: number
}

/** Which files: all of these hold. */
export interface FilesQuery {
  readonly sourceId: string | null
  /** Empty: every outcome, and what waits. */
  readonly outcomes: readonly OutcomeKind[]
  readonly reason?: EmptyReason | SkipReason | ErrorCode
  readonly gap?: GapKind
}

/** As the engine is asked. */
export function queryOf({ sourceId, outcomes, reason, gap }: FilesQuery) {
  return {
    ...(sourceId === null ? {} : { sourceId }),
    ...(outcomes.length === 0 ? {} : { outcomes: [...outcomes] }),
    ...(reason === undefined ? {} : { reason }),
    ...(gap === undefined ? {} : { gap }),
  }
}

/** Files that ended without being read. */
export function notReadOf(sources: readonly SourceStatus[]): number {
  return sources.reduce((sum, { counts }) => sum + counts.empty + counts.skipped + counts.failed + counts.offline, 0)
}

export type Addition = { readonly picks: string[] } | { readonly samples: true }

export interface Library {
  readonly store: StoreApi<LibraryState>
  refresh(): Promise<void>
  /** What was added; empty where nothing could be. `alsoRefused`: what could not even be offered; shown with what the engine refuses. */
  add(addition: Addition, alsoRefused?: readonly Refusal[]): Promise<readonly Source[]>
  check(sourceId: string): Promise<void>
  retry(fileIds: readonly string[], password?: string): Promise<void>
  /** All files that the query names. */
  retryAll(files: FilesQuery, password?: string): Promise<void>
  pause(paused: boolean): Promise<void>
  /** `answers`: what becomes of stored answers that quote from it. */
  remove(sourceId: string, answers: 'keep' | 'erase'): Promise<void>
  /** For what goes wrong before a call of the library can be made: a dialog, an upload. */
  failed(failure: Failure): void
  dismiss(): void
  /** Follows all runs until the signal aborts; starts again after each loss of the engine. */
  follow(signal: AbortSignal): Promise<void>
}

/** While files are being read, counts are fetched at most this often. Milliseconds. */
const refreshEvery = 1_500
const soon = 150
const changedLimit = 500

function withChanged(changed: ReadonlyMap<string, FileStatus>, file: FileStatus): ReadonlyMap<string, FileStatus> {
  const next = new Map(changed)
  next.delete(file.id)
  next.set(file.id, file)
  for (const id of next.keys()) {
    if (next.size <= changedLimit) break
    next.delete(id)
  }
  return next
}

export function createLibrary(client: Client): Library {
  const store = createStore<LibraryState>(() => ({
    sources: null,
    run: null,
    report: null,
    recognition: null,
    failure: null,
    refused: [],
    actionFailure: null,
    changed: new Map(),
    version: 0,
  }))
  const set = store.setState
  let refreshing: ReturnType<typeof setTimeout> | null = null
  const runs = new Map<string, RunSnapshot>()
  /** Of the runs that ended while others went on. */
  let reports: RunReport[] = []
  let listsAreOld = false

  async function refresh(): Promise<void> {
    try {
      const { sources, run, recognition } = await client.library.sources()
      if (!run) runs.clear()
      else if (!runs.has(run.runId)) runs.set(run.runId, run)
      set({ sources, run: joinedRuns([...runs.values()]), recognition, failure: null })
    } catch (error) {
      set({ failure: failureOf(error) })
    }
  }

  /** `wait` in milliseconds. */
  function refreshSoon(wait = refreshEvery): void {
    refreshing ??= setTimeout(() => {
      refreshing = null
      void refresh()
      // Rows that came or were read since: the lists are fetched anew, and say all that was told until now.
      if (listsAreOld) set(({ version }) => ({ changed: new Map(), version: version + 1 }))
      listsAreOld = false
    }, wait)
  }

  function takeSnapshot(run: RunSnapshot): void {
    const before = runs.get(run.runId)
    if (run.state === 'done') runs.delete(run.runId)
    else runs.set(run.runId, run)
    set({ run: joinedRuns([...runs.values()]) })
    if (before && before.stages.found === run.stages.found && before.stages.searchable === run.stages.searchable) return
    listsAreOld = true
    // What was just added shows at once.
    refreshSoon(before && before.stages.found > 0 ? refreshEvery : soon)
  }

  function take(event: RunEvent): void {
    if (event.type === 'snapshot') return takeSnapshot(event.run)
    if (event.type === 'file') {
      set(({ changed }) => ({ changed: withChanged(changed, event.file) }))
      return refreshSoon()
    }
    if (event.type === 'recognition') {
      set(({ changed }) => ({ recognition: event.recognition, changed: event.files.reduce(withChanged, changed) }))
      return event.files.length > 0 ? refreshSoon() : undefined
    }
    runs.delete(event.report.runId)
    reports.push(event.report)
    const report = joinedReports(reports)
    if (runs.size === 0) reports = []
    set(({ version }) => ({ run: joinedRuns([...runs.values()]), report, changed: new Map(), version: version + 1 }))
    void refresh()
  }

  /** Runs one action; its failure stands where it can be read until the next one. */
  async function act(work: () => Promise<unknown>): Promise<void> {
    set({ actionFailure: null, refused: [] })
    try {
      await work()
    } catch (error) {
      set({ actionFailure: failureOf(error) })
    }
    await refresh()
    set(({ version }) => ({ version: version + 1 }))
  }

  return {
    store,
    refresh,
    async add(addition, alsoRefused = []) {
      let added: readonly Source[] = []
      await act(async () => {
        const { sources, refused } = await client.library.add(addition)
        added = sources
        set({ refused: [...alsoRefused, ...refused] })
      })
      return added
    },
    check: (sourceId) => act(() => client.library.sync({ sourceIds: [sourceId] })),
    retry: (fileIds, password) => act(() => client.library.retry({ fileIds: [...fileIds], ...(password === undefined ? {} : { password }) })),
    retryAll: (files, password) => act(() => client.library.retry({ files: queryOf(files), ...(password === undefined ? {} : { password }) })),
    pause: (paused) => act(() => client.library.pause({ paused })),
    remove: (sourceId, answers) => act(() => client.library.remove({ sourceId, answers })),
    failed: (failure) => set({ actionFailure: failure }),
    dismiss: () => set({ actionFailure: null, refused: [] }),
    async follow(signal) {
      while (!signal.aborted) {
        await refresh()
        try {
          for await (const event of await client.library.follow({}, { signal })) take(event)
        } catch (error) {
          if (signal.aborted) return
          runs.clear()
          set({ run: null, failure: store.getState().sources ? null : failureOf(error) })
        }
        await wait(500, signal)
      }
    },
  }
}
