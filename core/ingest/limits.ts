/** Two limits on what runs at once: a lane of jobs, smallest first, and a gate for so many things at a time. */

import { createAbortWatch } from './abort-watch.ts'

export interface Lane {
  /** Runs the job when its turn comes; jobs of less weight go first. Throws the signal's reason where it is aborted while waiting. */
  run<T>(weight: number, signal: AbortSignal, job: () => Promise<T>): Promise<T>
  /** Started jobs go on; none is started while paused. */
  pause(paused: boolean): void
}

interface Job {
  readonly weight: number
  readonly order: number
  /** Does nothing where its caller has given up. */
  readonly start: () => void
}

export function createLane(most: number): Lane {
  const heap = createHeap()
  const watch = createAbortWatch()
  let running = 0
  let paused = false
  let order = 0

  function next(): void {
    while (!paused && running < most) {
      const job = heap.take()
      if (job === null) return
      job.start()
    }
  }

  return {
    async run(weight, signal, job) {
      signal.throwIfAborted()
      await new Promise<void>((resolve, reject) => {
        const unwatch = watch(signal, () => reject(signal.reason))
        const start = () => {
          unwatch()
          if (signal.aborted) return
          running++
          resolve()
        }
        heap.put({ weight, order: order++, start })
        next()
      })
      try {
        return await job()
      } finally {
        running--
        next()
      }
    },
    pause(now) {
      paused = now
      next()
    },
  }
}

/** A binary heap: the lightest job first, among equals the one that came first. */
function createHeap() {
  const jobs: Job[] = []
  const before = (a: Job, b: Job) => a.weight < b.weight || (a.weight === b.weight && a.order < b.order)

  function swapIfBefore(child: number, parent: number): boolean {
    const a = jobs[child]
    const b = jobs[parent]
    if (a === undefined || b === undefined || !before(a, b)) return false
    jobs[child] = b
    jobs[parent] = a
    return true
  }

  return {
    put(job: Job): void {
      jobs.push(job)
      for (let at = jobs.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1
        if (!swapIfBefore(at, parent)) return
        at = parent
      }
    },
    take(): Job | null {
      const first = jobs[0]
      const last = jobs.pop()
      if (first === undefined || last === undefined) return null
      if (jobs.length === 0) return first
      jobs[0] = last
      for (let at = 0; ; ) {
        const left = 2 * at + 1
        const right = jobs[left + 1]
        const other = jobs[left]
        const child = right !== undefined && other !== undefined && before(right, other) ? left + 1 : left
        if (!swapIfBefore(child, at)) return first
        at = child
      }
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
