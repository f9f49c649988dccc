/** What is told to everyone who follows, each event once and in order. */

export interface Feed<T> {
  tell(event: T): void
  /** From now on, until the signal. */
  follow(signal: AbortSignal): AsyncGenerator<T>
}

export function createFeed<T>(): Feed<T> {
  const listeners = new Set<(event: T) => void>()
  return {
    tell(event) {
      for (const listener of listeners) listener(event)
    },
    async *follow(signal) {
      const waiting: T[] = []
      let wake = (): void => undefined
      const listener = (event: T) => {
        waiting.push(event)
        wake()
      }
      listeners.add(listener)
      signal.addEventListener('abort', () => wake(), { once: true })
      try {
        while (!signal.aborted) {
          const next = waiting.shift()
          if (next) yield next
          else
            await new Promise<void>((settle) => {
              wake = settle
            })
        }
      } finally {
        listeners.delete(listener)
      }
    },
  }
}
