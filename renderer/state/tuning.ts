/** Data sets, the trainer, trainings and adapters, kept in step with the engine for as long as the window lives; what is done to them, and where Tune is. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Adapter, AdapterRoute } from '../../core/types/adapter.ts'
import type { DataSet } from '../../core/types/data-set.ts'
import type { TrainerState, Training } from '../../core/types/training.ts'
import type { Client } from '../client/client.ts'
import { createDeeds, type Deeds, noDeeds, without } from './deeds.ts'
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

export interface TuningState extends Deeds {
  /** Newest first; each null before the first answer. */
  readonly dataSets: readonly DataSet[] | null
  readonly trainer: TrainerState | null
  readonly trainings: readonly Training[] | null
  readonly adapters: readonly Adapter[] | null
  readonly place: TunePlace
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

export function createTuning(client: Client, layout: Layout, profile: Profile): Tuning {
  const store = createStore<TuningState>(() => ({
    dataSets: null,
    trainer: null,
    trainings: null,
    adapters: null,
    place: { page: 'list' },
    ...noDeeds,
    adapterWork: new Map(),
  }))
  const set = store.setState
  const { dismiss, work, keep } = createDeeds(set)

  const findAdapters = async () => {
    const found = await work('adapters', () => client.adapters.list())
    if (found) set(found)
  }

  /** An adapter that came, went or was checked is offered otherwise as a model. */
  function takeAdapters(adapters: readonly Adapter[]): void {
    const first = store.getState().adapters === null
    set({ adapters })
    if (!first) void profile.findModels()
  }

  /** Follows what an adapter is put through; `at` says of each report how far it is. */
  async function putThrough<P>(model: string, start: () => Promise<AsyncIterable<P>>, at: (part: P) => AdapterWork): Promise<boolean> {
    const ended = await work(adapterId(model), async () => {
      for await (const part of await start()) set(({ adapterWork }) => ({ adapterWork: new Map([...adapterWork, [model, at(part)]]) }))
      return true
    })
    set(({ adapterWork }) => ({ adapterWork: without(adapterWork, model) }))
    return ended !== null
  }

  return {
    store,
    work: (about, task) => work(about, () => task(client)),
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
        keep(
          'trainings',
          () => client.training.follow(undefined, { signal }),
          (trainings) => set({ trainings }),
          signal,
        ),
        keep('adapters', () => client.adapters.follow(undefined, { signal }), takeAdapters, signal),
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
      await work(adapterId(model), () => client.adapters.remove({ model, ...(deployment === undefined ? {} : { deployment }) }))
    },
  }
}
