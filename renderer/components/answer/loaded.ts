/** A part of the window that is loaded when it is first needed. */
import { useSyncExternalStore } from 'react'

export interface Loaded<T> {
  /** Begins to load; again is free. */
  load(): Promise<void>
  /** Null until it is there. A component that calls it is drawn again then. */
  use(): T | null
}

export function loaded<T>(bring: () => Promise<T>): Loaded<T> {
  let part: T | null = null
  let bringing: Promise<void> | null = null
  const waiting = new Set<() => void>()
  const load = () => {
    bringing ??= bring().then((brought) => {
      part = brought
      for (const tell of waiting) tell()
    })
    return bringing
  }
  const subscribe = (tell: () => void) => {
    waiting.add(tell)
    void load()
    return () => waiting.delete(tell)
  }
  return {
    load,
    use: () =>
      useSyncExternalStore(
        subscribe,
        () => part,
        () => part,
      ),
  }
}
