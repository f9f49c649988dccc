/** Gathers what arrives and hands it on once a frame, so that a fast model does not make the window draw each token. */

/** A window out of sight draws no frames: what arrived is handed on all the same. Milliseconds. */
const atLatest = 100

export interface Pacer<T> {
  take(part: T): void
  /** Hands on what waits, now. */
  flush(): void
}

export function createPacer<T>(give: (parts: readonly T[]) => void): Pacer<T> {
  let waiting: T[] = []
  let frame: number | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  const flush = () => {
    if (frame !== null) cancelAnimationFrame(frame)
    if (timer !== null) clearTimeout(timer)
    frame = null
    timer = null
    const parts = waiting
    waiting = []
    if (parts.length > 0) give(parts)
  }
  return {
    take(part) {
      waiting.push(part)
      frame ??= requestAnimationFrame(flush)
      timer ??= setTimeout(flush, atLatest)
    },
    flush,
  }
}
