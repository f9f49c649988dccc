/** Many may wait for the end of one signal: they share one listener. */
export type AbortWatch = (signal: AbortSignal, ended: () => void) => () => void

/** Calls `ended` when the signal is aborted, unless what is returned was called before. */
export function createAbortWatch(): AbortWatch {
  const watched = new WeakMap<AbortSignal, Set<() => void>>()
  return (signal, ended) => {
    let waiting = watched.get(signal)
    if (waiting === undefined) {
      const all = new Set<() => void>()
      signal.addEventListener('abort', () => {
        for (const each of all) each()
      })
      watched.set(signal, all)
      waiting = all
    }
    const mine = waiting
    mine.add(ended)
    return () => mine.delete(ended)
  }
}
