/** One child that is started when first needed and replaced after its death, with a pause that grows while it keeps dying. */
import type { Child, ChildExit, ChildOptions, Spawner } from './spawner.ts'

export interface SupervisedChild {
  /** The running child, or a new one; waits out the pause after a death. Fails with the signal's reason. */
  ready(signal: AbortSignal): Promise<Child>
  /** Tells that the child did useful work: the next death is followed by no pause. */
  proved(): void
  /** Kills the child; the next `ready` starts another, without a pause. */
  replace(): void
  /** Kills the child and forbids another. Resolves when it is gone. */
  close(): Promise<void>
  readonly running: boolean
}

export interface SupervisedChildOptions {
  readonly spawner: Spawner
  readonly child: ChildOptions
  onMessage(message: unknown): void
  /** The child died, or was killed by `replace` or `close`. Called once per child. */
  onExit(exit: ChildExit): void
  /** What `ready` fails with after `close`. */
  onClosed(): Error
}

const firstPauseMs = 100
const longestPauseMs = 10_000

export function superviseChild(options: SupervisedChildOptions): SupervisedChild {
  let child: Child | undefined
  let gone: Promise<void> = Promise.resolve()
  let deaths = 0
  let notBefore = 0
  let closed = false

  const start = (): Child => {
    const started = options.spawner.spawn(options.child)
    child = started
    started.onMessage((message) => {
      if (child === started) options.onMessage(message)
    })
    gone = new Promise((resolve) => {
      started.onExit((exit) => {
        resolve()
        if (child !== started) return
        child = undefined
        // the first death costs no pause: most are one bad file
        notBefore = deaths === 0 ? 0 : performance.now() + Math.min(longestPauseMs, firstPauseMs * 2 ** (deaths - 1))
        deaths += 1
        options.onExit(exit)
      })
    })
    return started
  }

  const end = (): void => {
    const ending = child
    if (ending === undefined) return
    child = undefined
    ending.kill()
    options.onExit({ code: null, signal: 'SIGKILL' })
  }

  return {
    async ready(signal) {
      signal.throwIfAborted()
      if (closed) throw options.onClosed()
      if (child !== undefined) return child
      const pauseMs = notBefore - performance.now()
      if (pauseMs > 0) await pause(pauseMs, signal)
      if (closed) throw options.onClosed()
      return child ?? start()
    },
    proved() {
      deaths = 0
      notBefore = 0
    },
    replace() {
      end()
    },
    async close() {
      closed = true
      end()
      await gone
    },
    get running() {
      return child !== undefined
    },
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}
