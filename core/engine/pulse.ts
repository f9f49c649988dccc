/** Tells followers that something changed: each reads it anew, at once and then after changes, no more often than every so often. */

export interface Pulse {
  changed(): void
  /** Ends with the signal. */
  follow<T>(read: () => T | Promise<T>, signal: AbortSignal): AsyncGenerator<T>
}

/** `between`: two readings. Milliseconds. */
export function createPulse(between = 200): Pulse {
  const wakers = new Set<() => void>()
  return {
    changed() {
      for (const wake of wakers) wake()
    },
    async *follow(read, signal) {
      let wake = (): void => undefined
      let changed = true
      const waker = (): void => {
        changed = true
        wake()
      }
      wakers.add(waker)
      signal.addEventListener('abort', waker, { once: true })
      try {
        while (!signal.aborted) {
          if (changed) {
            changed = false
            yield read()
            await new Promise((resolve) => setTimeout(resolve, between))
          } else
            await new Promise<void>((resolve) => {
              wake = resolve
            })
        }
      } finally {
        wakers.delete(waker)
        signal.removeEventListener('abort', waker)
      }
    },
  }
}
