/**
 * Gathers what arrives and hands it on at most once a frame, so that a fast model does not make the window draw each
 * token; less often where drawing takes long, so that half of the time is left for scrolling and typing.
 */

/** A window out of sight draws no frames: what arrived is handed on all the same. Milliseconds. */
const atLatest = 100

export interface Pacer<T> {
  take(part: T): void
  /** Hands on what waits, now. */
  flush(): void
}

/** Calls back when the frame that is being made is drawn. */
function afterDrawing(then: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.addEventListener('message', () => {
    port1.close()
    then()
  })
  port1.start()
  port2.postMessage(null)
}

export function createPacer<T>(give: (parts: readonly T[]) => void): Pacer<T> {
  let waiting: T[] = []
  let frame: number | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  /** In milliseconds since the page began. */
  let notBefore = 0

  function flush(): void {
    if (frame !== null) cancelAnimationFrame(frame)
    if (timer !== null) clearTimeout(timer)
    frame = null
    timer = null
    const parts = waiting
    waiting = []
    if (parts.length > 0) give(parts)
  }

  function onFrame(): void {
    const begun = performance.now()
    if (begun < notBefore) {
      frame = requestAnimationFrame(onFrame)
      return
    }
    flush()
    afterDrawing(() => {
      const drawn = performance.now()
      notBefore = drawn + (drawn - begun)
    })
  }

  return {
    take(part) {
      waiting.push(part)
      frame ??= requestAnimationFrame(onFrame)
      timer ??= setTimeout(flush, atLatest)
    },
    flush,
  }
}
