/** A value that changes, told to whoever follows it: at once as it is, then as it becomes. A slow reader misses what lies between. */

export interface Latest<T> {
  set(value: T): void
  follow(now: T, signal: AbortSignal): AsyncIterable<T>
}

export function createLatest<T>(): Latest<T> {
  const tellers = new Set<(value: T) => void>()

  async function* follow(now: T, signal: AbortSignal): AsyncGenerator<T> {
    let waiting: { readonly value: T } | null = { value: now }
    let wake = (): void => undefined
    const tell = (value: T): void => {
      waiting = { value }
      wake()
    }
    const leave = (): void => wake()
    tellers.add(tell)
    signal.addEventListener('abort', leave, { once: true })
    try {
      while (!signal.aborted) {
        const next: { readonly value: T } | null = waiting
        waiting = null
        if (next !== null) yield next.value
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    } finally {
      tellers.delete(tell)
      signal.removeEventListener('abort', leave)
    }
  }

  return {
    set(value) {
      for (const tell of tellers) tell(value)
    },
    follow,
  }
}
