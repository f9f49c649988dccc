/** What is done to models from this window: downloads followed, loading, removing, adding. What there is stands in the profile. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Pull } from '../../core/types/model.ts'
import type { Bridge } from '../client/bridge.ts'
import type { Client } from '../client/client.ts'
import { wait } from '../client/wait.ts'
import { createDeeds, type Deeds, noDeeds } from './deeds.ts'
import type { Profile } from './profile.ts'

/** Deeds stand under names of models, `fetch`, `file` and `server`. */
export interface ModelsWorkState extends Deeds {
  readonly pulls: readonly Pull[]
  /** Browser mode's own dialog is open, to choose a model file; `base`: an adapter for that model; `dropped`: the name of the file that was. */
  readonly picking: { readonly base: string | null; readonly dropped: string | null } | null
  /** The model file that was added last. */
  readonly added: string | null
}

export interface ModelsWork {
  readonly store: StoreApi<ModelsWorkState>
  /** Follows downloads until the signal fires; what was fetched is looked up at once. */
  follow(signal: AbortSignal): Promise<void>
  pull(name: string): Promise<void>
  cancel(id: string): Promise<void>
  load(name: string): Promise<void>
  unload(name: string): Promise<void>
  remove(name: string): Promise<void>
  /** `base`: the file is an adapter of that model. */
  chooseFile(base: string | null): Promise<void>
  /** What browser mode's dialog ended with; null: nothing. */
  picked(pick: string | null): Promise<void>
  drop(files: readonly File[]): Promise<void>
  /** Whether it was taken. */
  addServer(server: { readonly id: string; readonly address: string; readonly key?: string; readonly elsewhere: boolean }): Promise<boolean>
  removeServer(id: string): Promise<void>
  /** What failed was read: it need not be told any longer. */
  dismiss(about: string): void
}

export function createModelsWork(client: Client, bridge: Bridge | null, profile: Profile): ModelsWork {
  const store = createStore<ModelsWorkState>(() => ({ pulls: [], ...noDeeds, picking: null, added: null }))
  const set = store.setState

  const { dismiss, fail, work } = createDeeds(set)

  const andLook = async (task: Promise<unknown>): Promise<void> => {
    await task
    await profile.findModels()
  }

  async function add(pick: string, base: string | null): Promise<void> {
    await work(base ?? 'file', async () => {
      const { name } = base === null ? await client.models.addFile({ pick }) : await client.models.addAdapter({ pick, base })
      set({ added: name })
      await profile.findModels()
    })
  }

  function take(pulls: readonly Pull[]): void {
    const before = store.getState().pulls
    set({ pulls })
    const done = pulls.filter(({ state }) => state === 'done').map(({ id }) => id)
    if (done.some((id) => before.some((pull) => pull.id === id && pull.state === 'working'))) void profile.findModels()
  }

  return {
    store,
    async follow(signal) {
      while (!signal.aborted) {
        try {
          for await (const pulls of await client.models.followPulls(undefined, { signal })) take(pulls)
        } catch (error) {
          if (signal.aborted) return
          fail('fetch', error)
        }
        await wait(1_000, signal)
      }
    },
    async pull(name) {
      await work('fetch', () => client.models.pull({ name }))
    },
    async cancel(id) {
      await work('fetch', () => client.models.cancelPull({ id }))
    },
    async load(name) {
      await work(name, () => andLook(client.models.load({ name })))
    },
    async unload(name) {
      await work(name, () => andLook(client.models.unload({ name })))
    },
    async remove(name) {
      await work(name, () => andLook(client.models.remove({ name })))
    },
    async chooseFile(base) {
      if (!bridge) return set({ picking: { base, dropped: null } })
      await work(base ?? 'file', async () => {
        const [pick] = await bridge.chooseFiles()
        if (pick !== undefined) await add(pick, base)
      })
    },
    async picked(pick) {
      const base = store.getState().picking?.base ?? null
      set({ picking: null })
      if (pick !== null) await add(pick, base)
    },
    async drop(files) {
      // A browser does not say where a file is: it is chosen in the engine's own dialog instead.
      if (!bridge) return set({ picking: { base: null, dropped: files[0]?.name ?? null } })
      for (const pick of await bridge.dropFiles([...files])) await add(pick, null)
    },
    addServer: async (server) => (await work('server', () => andLook(client.models.addServer(server).then(() => profile.load())))) !== null,
    dismiss,
    async removeServer(id) {
      await work('server', () => andLook(client.models.removeServer({ id }).then(() => profile.load())))
    },
  }
}
