/** Settings, what can answer, what may leave the computer, and where the data are. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ErrorCode, Failure } from '../../core/errors.ts'
import type { ModelsState } from '../../core/types/model.ts'
import type { NetworkEntry, Settings } from '../../core/types/settings.ts'
import type { Client } from '../client/client.ts'
import { failureOf } from '../client/failure.ts'

export type Info = Awaited<ReturnType<Client['app']['info']>>

export type ProfilePart = 'settings' | 'models' | 'network'

export interface ProfileState {
  readonly info: Info | null
  readonly settings: Settings | null
  /** Null while engines are being looked for. */
  readonly models: ModelsState | null
  /** They are being looked for again. */
  readonly looking: boolean
  /** The model that answers; null: quotes. */
  readonly chosen: string | null
  readonly network: { readonly locked: boolean; readonly allowed: readonly string[]; readonly entries: readonly NetworkEntry[] } | null
  /** What could not be loaded, and why. */
  readonly failures: Readonly<Partial<Record<ProfilePart, Failure>>>
  /** Why the last change was not taken, by the setting's name. */
  readonly refused: { readonly name: keyof Settings | 'lock'; readonly failure: Failure } | null
}

/** Who answers the next question, as far as is known: the model, or quotes, and why they stand in for it. */
export function answererOf({ chosen, models }: Pick<ProfileState, 'chosen' | 'models'>): {
  readonly model: string | null
  readonly standsIn: ErrorCode | null
} {
  if (chosen === null || models === null || models.models.some(({ name }) => name === unscaled(chosen))) return { model: chosen, standsIn: null }
  const state = models.engines.find(({ id }) => id === engineIdOf(chosen))?.state ?? 'model-missing'
  return { model: null, standsIn: state === 'ready' ? 'model-missing' : state }
}

/** A model's name as it is listed: an adapter's chosen strength is no part of it. */
export function unscaled(name: string): string {
  return name.startsWith('gguf:') ? name.replace(/@[\d.]+$/u, '') : name
}

/** Which engine a model's name says it belongs to. */
export function engineIdOf(name: string): string {
  if (name.startsWith('gguf:')) return 'gguf'
  return /^server:([^/]+)\//u.exec(name)?.[1] ?? 'ollama'
}

export interface Profile {
  readonly store: StoreApi<ProfileState>
  load(): Promise<void>
  findModels(): Promise<void>
  loadNetwork(): Promise<void>
  change(changes: Partial<Settings>): Promise<void>
  lock(locked: boolean): Promise<void>
}

export function createProfile(client: Client): Profile {
  const store = createStore<ProfileState>(() => ({
    info: null,
    settings: null,
    models: null,
    looking: false,
    chosen: null,
    network: null,
    failures: {},
    refused: null,
  }))
  const set = store.setState

  async function load(part: ProfilePart, work: () => Promise<Partial<ProfileState>>): Promise<void> {
    try {
      const loaded = await work()
      set(({ failures }) => ({ ...loaded, failures: Object.fromEntries(Object.entries(failures).filter(([name]) => name !== part)) }))
    } catch (error) {
      set(({ failures }) => ({ failures: { ...failures, [part]: failureOf(error) } }))
    }
  }

  const loadSettings = () =>
    load('settings', async () => {
      const [info, settings] = await Promise.all([client.app.info(), client.settings.get()])
      return { info, settings }
    })
  async function findModels(): Promise<void> {
    set({ looking: true })
    await load('models', async () => {
      const models = await client.models.state()
      return { models, chosen: models.chosen }
    })
    set({ looking: false })
  }
  const loadNetwork = () => load('network', async () => ({ network: await client.network.log({ limit: 100 }) }))

  return {
    store,
    findModels,
    loadNetwork,
    async load() {
      await Promise.all([loadSettings(), findModels(), loadNetwork()])
    },
    async change(changes) {
      const [name] = Object.keys(changes) as (keyof Settings)[]
      if (!name) return
      try {
        set({ settings: await client.settings.set(changes), refused: null })
      } catch (error) {
        set({ refused: { name, failure: failureOf(error) } })
        return
      }
      if ('model' in changes || 'ollamaAddress' in changes) await Promise.all([findModels(), loadNetwork()])
    },
    async lock(locked) {
      try {
        await client.network.lock({ locked })
        set({ refused: null })
      } catch (error) {
        set({ refused: { name: 'lock', failure: failureOf(error) } })
      }
      await Promise.all([findModels(), loadNetwork()])
    },
  }
}
