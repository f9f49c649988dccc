/** Streams that end when their reader leaves: closing one aborts the work behind it, whatever it waits for. */

/**
 * A stream made by `start`, whose signal fires when the reader stops early or the call is aborted.
 * Leaving a loop over a plain generator would not reach a `next` that is under way.
 */
export function stream<T>(signal: AbortSignal | undefined, start: (signal: AbortSignal) => AsyncIterable<T>): AsyncIteratorObject<T, void, void> {
  const left = new AbortController()
  const source = start(signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]))[Symbol.asyncIterator]()
  return iterator({
    next: async () => {
      const step = (await source.next()) as IteratorResult<T, void>
      // some sources end quietly when they are aborted; a stream that was cut off never looks whole
      if (step.done) signal?.throwIfAborted()
      return step
    },
    leave: async () => {
      left.abort()
      await source.return?.()
    },
  })
}

/** The value itself, or, where it is a stream, one whose errors are mapped. */
export function mapStream<T>(output: T, mapError: (error: unknown) => unknown): T {
  if (!isStream(output)) return output
  return iterator({
    next: async () => {
      try {
        return await output.next()
      } catch (error) {
        throw mapError(error)
      }
    },
    leave: async () => {
      await output.return?.()
    },
  }) as T
}

/** A call's signal; one that never fires where the transport gave none. */
export function always(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal
}

function isStream(value: unknown): value is AsyncIterator<unknown, void, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}

/** Without `Symbol.asyncDispose`, which the types of some runtimes know and nobody here uses. */
function iterator<T>(steps: { next(): Promise<IteratorResult<T, void>>; leave(): Promise<void> }): AsyncIteratorObject<T, void, void> {
  return {
    next: () => steps.next(),
    async return() {
      await steps.leave()
      return { done: true, value: undefined }
    },
    async throw(error: unknown) {
      await steps.leave()
      throw error
    },
    [Symbol.asyncIterator]() {
      return this
    },
  } as unknown as AsyncIteratorObject<T, void, void>
}
