/** Sources and the run under way, kept in step with the engine for as long as the window lives. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ErrorCode } from '../../core/errors.ts'
import type { FileStatus, RunEvent, RunReport, RunSnapshot, SourceStatus } from '../../core/types/library.ts'
import type { Client } from '../client/client.ts'
import { type Failure, failureOf } from '../client/failure.ts'

export interface Refusal {
  readonly path: string
  readonly code: ErrorCode
}

export interface LibraryState {
  /** Null before the first answer. */
  readonly sources: readonly SourceStatus[] | null
  readonly run: RunSnapshot | null
  readonly report: RunReport | null
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

export type Addition = { readonly picks: string[] } | { readonly samples: true }

export interface Library {
  readonly store: StoreApi<LibraryState>
  refresh(): Promise<void>
  /** `alsoRefused`: what could not even be offered; shown with what the engine refuses. */
  add(addition: Addition, alsoRefused?: readonly Refusal[]): Promise<void>
  check(sourceId: string): Promise<void>
  retry(fileIds: readonly string[]): Promise<void>
  pause(paused: boolean): Promise<void>
  remove(sourceId: string): Promise<void>
  /** For what goes wrong before a call of the library can be made: a dialog, an upload. */
  failed(failure: Failure): void
  dismiss(): void
  /** Follows all runs until the signal aborts; starts again after each loss of the engine. */
  follow(signal: AbortSignal): Promise<void>
}

/** While files are being read, counts are fetched at most this often. Milliseconds. */
const refreshEvery = 1_500
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

/** Waits, or ends early with the signal. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}

export function createLibrary(client: Client): Library {
  const store = createStore<LibraryState>(() => ({
    sources: null,
    run: null,
    report: null,
    failure: null,
    refused: [],
    actionFailure: null,
    changed: new Map(),
    version: 0,
  }))
  const set = store.setState
  let refreshing: ReturnType<typeof setTimeout> | null = null

  async function refresh(): Promise<void> {
    try {
      const { sources, run } = await client.library.sources()
      set({ sources, run, failure: null })
    } catch (error) {
      set({ failure: failureOf(error) })
    }
  }

  function refreshSoon(): void {
    refreshing ??= setTimeout(() => {
      refreshing = null
      void refresh()
    }, refreshEvery)
  }

  function take(event: RunEvent): void {
    if (event.type === 'snapshot') return set({ run: event.run.state === 'done' ? null : event.run })
    if (event.type === 'file') {
      set(({ changed }) => ({ changed: withChanged(changed, event.file) }))
      return refreshSoon()
    }
    set(({ version }) => ({ run: null, report: event.report, changed: new Map(), version: version + 1 }))
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
    add: (addition, alsoRefused = []) => act(async () => set({ refused: [...alsoRefused, ...(await client.library.add(addition)).refused] })),
    check: (sourceId) => act(() => client.library.sync({ sourceIds: [sourceId] })),
    retry: (fileIds) => act(() => client.library.retry({ fileIds: [...fileIds] })),
    pause: (paused) => act(() => client.library.pause({ paused })),
    remove: (sourceId) => act(() => client.library.remove({ sourceId })),
    failed: (failure) => set({ actionFailure: failure }),
    dismiss: () => set({ actionFailure: null, refused: [] }),
    async follow(signal) {
      while (!signal.aborted) {
        await refresh()
        try {
          for await (const event of await client.library.follow({}, { signal })) take(event)
        } catch (error) {
          if (signal.aborted) return
          set({ run: null, failure: store.getState().sources ? null : failureOf(error) })
        }
        await pause(500, signal)
      }
    },
  }
}
