/** An engine answers one question at a time: the others wait here, where they can be stopped. */

export interface Queue {
  /** Resolves when it is the caller's turn, with what ends the turn; throws the signal's reason while waiting. */
  turn(signal: AbortSignal): Promise<() => void>
}

export function createQueue(): Queue {
  let last: Promise<void> = Promise.resolve()
  return {
    async turn(signal) {
      signal.throwIfAborted()
      const before = last
      let end: () => void = () => undefined
      last = new Promise((resolve) => {
        end = resolve
      })
      try {
        await unlessStopped(before, signal)
      } catch (error) {
        // The place in the queue is kept until those before are done.
        void before.then(end)
        throw error
      }
      return end
    },
  }
}

/** Does `work` when it is its turn. */
export async function inTurn<T>(queue: Queue, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const end = await queue.turn(signal)
  try {
    return await work()
  } finally {
    end()
  }
}

async function unlessStopped(before: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop: () => void = () => undefined
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    await Promise.race([before, stopped])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
