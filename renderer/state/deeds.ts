/** What is being done, by the name of what it is done to, and why the last of it failed: the same in every store that acts for the window. */
import type { Failure } from '../../core/errors.ts'
import { failureOf } from '../client/failure.ts'
import { wait } from '../client/wait.ts'

export interface Deeds {
  /** What something is being done to: ids, names of models, or of a part of the window. */
  readonly busy: ReadonlySet<string>
  /** Why the last thing done to it failed. */
  readonly failures: ReadonlyMap<string, Failure>
}

export const noDeeds: Deeds = { busy: new Set(), failures: new Map() }

/** Before a list that was lost is followed again. Milliseconds. */
const pause = 2_000

export function without<T>(all: ReadonlyMap<string, T>, name: string): ReadonlyMap<string, T> {
  return new Map([...all].filter(([one]) => one !== name))
}

/** `set`: of the store that holds them. */
export function createDeeds(set: (update: (before: Deeds) => Partial<Deeds>) => void) {
  const dismiss = (about: string) => set(({ failures }) => (failures.has(about) ? { failures: without(failures, about) } : {}))
  const fail = (about: string, error: unknown) => set(({ failures }) => ({ failures: new Map([...failures, [about, failureOf(error)]]) }))
  return {
    /** What failed was read, or holds no longer: it need not be told. */
    dismiss,
    fail,
    /** Does something about one thing, which is busy meanwhile; null where it failed, which is then told. */
    async work<T>(about: string, task: () => Promise<T>): Promise<T | null> {
      dismiss(about)
      set(({ busy }) => ({ busy: new Set([...busy, about]) }))
      try {
        return await task()
      } catch (error) {
        fail(about, error)
        return null
      } finally {
        set(({ busy }) => ({ busy: new Set([...busy].filter((name) => name !== about)) }))
      }
    },
    /** Takes what a call tells until the signal aborts; calls again after each loss of the engine. */
    async keep<T>(about: string, follow: () => Promise<AsyncIterable<T>>, take: (value: T) => void, signal: AbortSignal): Promise<void> {
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
        await wait(pause, signal)
      }
    },
  }
}
