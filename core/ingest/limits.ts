/** Two limits on what runs at once: a lane of jobs, smallest first, and a gate for so many things at a time. */
import { createAbortWatch } from './abort-watch.ts'
import { createHeap, type Weighed } from './heap.ts'

export interface Lane {
  /** Runs the job when its turn comes; jobs of less weight go first. Throws the signal's reason where it is aborted while waiting. */
  run<T>(weight: number, signal: AbortSignal, job: () => Promise<T>): Promise<T>
  /** Started jobs go on; none is started while paused. */
  pause(paused: boolean): void
}

interface Job extends Weighed {
  /** Does nothing where its caller has given up. */
  readonly start: () => void
}

/** Jobs of weight `heavy` or more never take the last place: what is small and comes later need not wait for them. */
export function createLane(most: number, heavy = Number.POSITIVE_INFINITY): Lane {
  const heap = createHeap<Job>()
  const watch = createAbortWatch()
  const mostHeavy = Math.max(most - 1, 1)
  let running = 0
  let runningHeavy = 0
  let paused = false
  let order = 0

  function next(): void {
    while (!paused && running < most) {
      const job = heap.first()
      // where the lightest is too heavy, so is every other
      if (job === null || (job.weight >= heavy && runningHeavy >= mostHeavy)) return
      heap.take()
      job.start()
    }
  }

  return {
    async run(weight, signal, job) {
      signal.throwIfAborted()
      const counted = weight >= heavy ? 1 : 0
      await new Promise<void>((resolve, reject) => {
        const unwatch = watch(signal, () => reject(signal.reason))
        const start = () => {
          unwatch()
          if (signal.aborted) return
          running++
          runningHeavy += counted
          resolve()
        }
        heap.put({ weight, order: order++, start })
        next()
      })
      try {
        return await job()
      } finally {
        running--
        runningHeavy -= counted
        next()
      }
    },
    pause(now) {
      paused = now
      next()
    },
  }
}

export interface Gate {
  /** Waits until there is room for this many (in the order asked); one call may exceed the room if nothing else is inside. */
  enter(count: number, signal: AbortSignal): Promise<void>
  leave(count: number): void
  pause(paused: boolean): void
}

export function createGate(room: number): Gate {
  const waiting: { readonly count: number; readonly admit: () => void }[] = []
  const watch = createAbortWatch()
  let inside = 0
  let paused = false

  function admit(): void {
    for (;;) {
      const first = waiting[0]
      if (first === undefined || paused || (inside > 0 && inside + first.count > room)) return
      waiting.shift()
      inside += first.count
      first.admit()
    }
  }

  return {
    async enter(count, signal) {
      signal.throwIfAborted()
      await new Promise<void>((resolve, reject) => {
        const unwatch = watch(signal, () => {
          unwatch()
          waiting.splice(waiting.indexOf(mine), 1)
          reject(signal.reason)
          admit()
        })
        const mine = {
          count,
          admit: () => {
            unwatch()
            resolve()
          },
        }
        waiting.push(mine)
        admit()
      })
    },
    leave(count) {
      inside -= count
      admit()
    },
    pause(now) {
      paused = now
      admit()
    },
  }
}
