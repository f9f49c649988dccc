/** Tells followers that something changed; a slow one misses what lies between. */

export interface Changes {
  changed(): void
  /** What `read` gives, now and after every change. Ends with the signal. */
  follow<T>(read: () => T, signal: AbortSignal): AsyncGenerator<T>
}

export function createChanges(): Changes {
  const wakers = new Set<() => void>()
  return {
    changed() {
      for (const wake of wakers) wake()
    },
    async *follow(read, signal) {
      let fresh = true
      let wake = (): void => undefined
      const waker = (): void => {
        fresh = true
        wake()
      }
      wakers.add(waker)
      signal.addEventListener('abort', waker, { once: true })
      try {
        while (!signal.aborted) {
          if (fresh) {
            fresh = false
            yield read()
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
