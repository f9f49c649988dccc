/** Data sets, the trainer, trainings and adapters, kept in step with the engine for as long as the window lives; what is done to them, and where Tune is. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Adapter, AdapterRoute } from '../../core/types/adapter.ts'
import type { DataSet } from '../../core/types/data-set.ts'
import type { TrainerState, Training } from '../../core/types/training.ts'
import type { Client } from '../client/client.ts'
import { type Failure, failureOf } from '../client/failure.ts'
import { wait } from '../client/wait.ts'
import type { Layout } from './layout.ts'
import type { Profile } from './profile.ts'

export type TunePlace =
  | { readonly page: 'list' }
  | { readonly page: 'data-set'; readonly id: string }
  /** `versionId`: what to train on; null: the newest there is. */
  | { readonly page: 'training'; readonly versionId: string | null }

/** How far a check or a deployment of an adapter is. */
export interface AdapterWork {
  readonly stage: 'preflight' | 'hash' | 'upload' | 'create' | 'check' | 'done'
  readonly done: number
  readonly total: number
}

export interface TuningState {
  /** Newest first; each null before the first answer. */
  readonly dataSets: readonly DataSet[] | null
  readonly trainer: TrainerState | null
  readonly trainings: readonly Training[] | null
  readonly adapters: readonly Adapter[] | null
  readonly place: TunePlace
  /** What something is being done to: ids, models, or the name of a part. */
  readonly busy: ReadonlySet<string>
  /** Why the last thing done to it failed. */
  readonly failures: ReadonlyMap<string, Failure>
  /** By the adapter's model. */
  readonly adapterWork: ReadonlyMap<string, AdapterWork>
}

export interface Tuning {
  readonly store: StoreApi<TuningState>
  /** Until the signal aborts; starts again after each loss of the engine. */
  follow(signal: AbortSignal): Promise<void>
  /** Shows Tune at this place. */
  open(place: TunePlace): void
  /** Does something about one thing, which is busy meanwhile; null where it failed, which is then told where it stands. */
  work<T>(about: string, task: (client: Client) => Promise<T>): Promise<T | null>
  findAdapters(): Promise<void>
  check(model: string): Promise<void>
  /** Whether it came to be. */
  deploy(model: string, route: Exclude<AdapterRoute, 'live'>, name: string): Promise<boolean>
  /** From Ollama where `deployment` names a model there, else for good. */
  removeAdapter(model: string, deployment?: string): Promise<void>
  /** What failed was read: it need not be told any longer. */
  dismiss(about: string): void
}

/** The training at work, else the one that waits for its turn longest. */
export function trainingUnderWay(trainings: readonly Training[] | null): Training | undefined {
  return trainings?.find(({ state }) => state === 'training' || state === 'preparing') ?? trainings?.findLast(({ state }) => state === 'waiting')
}

/** Id that failures and work of an adapter stand under. */
export const adapterId = (model: string) => `adapter ${model}`

const adaptersMade = (trainings: readonly Training[] | null) => (trainings ?? []).filter(({ adapter }) => adapter !== null).length

function without<T>(all: ReadonlyMap<string, T>, about: string): ReadonlyMap<string, T> {
  return new Map([...all].filter(([name]) => name !== about))
}

export function createTuning(client: Client, layout: Layout, profile: Profile): Tuning {
  const store = createStore<TuningState>(() => ({
    dataSets: null,
    trainer: null,
    trainings: null,
    adapters: null,
    place: { page: 'list' },
    busy: new Set(),
    failures: new Map(),
    adapterWork: new Map(),
  }))
  const set = store.setState
  const dismiss = (about: string) => set(({ failures }) => (failures.has(about) ? { failures: without(failures, about) } : {}))
  const fail = (about: string, error: unknown) => set(({ failures }) => ({ failures: new Map([...failures, [about, failureOf(error)]]) }))

  async function work<T>(about: string, task: (using: Client) => Promise<T>): Promise<T | null> {
    dismiss(about)
    set(({ busy }) => ({ busy: new Set([...busy, about]) }))
    try {
      return await task(client)
    } catch (error) {
      fail(about, error)
      return null
    } finally {
      set(({ busy }) => ({ busy: new Set([...busy].filter((name) => name !== about)) }))
    }
  }

  async function keep<T>(about: string, follow: () => Promise<AsyncIterable<T>>, take: (value: T) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        for await (const value of await follow()) {
          take(value)
          dismiss(about)
        }
      } catch (error) {
        if (signal.aborted) return
        fail(about, error)
      }
      await wait(2_000, signal)
    }
  }

  async function findAdapters(): Promise<void> {
    await work('adapters', async () => {
      const { adapters } = await client.adapters.list()
      set({ adapters })
    })
  }

  function takeTrainings(trainings: readonly Training[]): void {
    const before = store.getState().trainings
    set({ trainings })
    if (before === null || adaptersMade(before) === adaptersMade(trainings)) return
    void findAdapters()
    void profile.findModels()
  }

  /** Follows what an adapter is put through; `at` says of each report how far it is. */
  async function putThrough<P>(model: string, start: () => Promise<AsyncIterable<P>>, at: (part: P) => AdapterWork): Promise<boolean> {
    const ended = await work(adapterId(model), async () => {
      for await (const part of await start()) set(({ adapterWork }) => ({ adapterWork: new Map([...adapterWork, [model, at(part)]]) }))
      return true
    })
    set(({ adapterWork }) => ({ adapterWork: without(adapterWork, model) }))
    await findAdapters()
    void profile.findModels()
    return ended !== null
  }

  return {
    store,
    work,
    dismiss,
    findAdapters,
    async follow(signal) {
      await Promise.all([
        keep(
          'data-sets',
          () => client.dataSets.follow(undefined, { signal }),
          (dataSets) => set({ dataSets }),
          signal,
        ),
        keep(
          'trainer',
          () => client.training.followTrainer(undefined, { signal }),
          (trainer) => set({ trainer }),
          signal,
        ),
        keep('trainings', () => client.training.follow(undefined, { signal }), takeTrainings, signal),
      ])
    },
    open(place) {
      layout.setState({ view: 'tune', report: null })
      set({ place })
    },
    async check(model) {
      await putThrough(
        model,
        () => client.adapters.check({ model }),
        ({ done, total }) => ({ stage: 'preflight', done, total }),
      )
    },
    deploy: (model, route, name) =>
      putThrough(
        model,
        () => client.adapters.deploy({ model, route, name }),
        ({ stage, done, total }) => ({ stage, done, total }),
      ),
    async removeAdapter(model, deployment) {
      const removed = await work(adapterId(model), () => client.adapters.remove({ model, ...(deployment === undefined ? {} : { deployment }) }))
      if (removed === null) return
      await findAdapters()
      await profile.findModels()
    },
  }
}
