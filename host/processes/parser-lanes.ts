/**
 * The lanes of one kind of job, each with a process of its own: a job gets a free one, first come first served. A
 * process compiles its libraries anew and holds them in memory, so that a further one is started only for a job that
 * the running ones leave waiting.
 */
import type { LaneMemory, ParserLane } from './parser-lane.ts'
import { createParserLane } from './parser-lane.ts'
import type { Spawner } from './spawner.ts'

export interface Lanes {
  /** For a file of so many bytes. Fails with the signal's reason. */
  take(bytes: number, signal: AbortSignal): Promise<ParserLane>
  give(lane: ParserLane): void
  close(): Promise<void>
}

/** How long a job waits for a process that runs before a further one is started. */
export interface Patience {
  readonly jobMs: number
  /** All jobs together, since there was last nothing to do: from then on none waits, there is work enough for more. */
  readonly allMs: number
  /** Behind a file of so many bytes nothing waits. */
  readonly hugeBytes: number
}

interface Waiting {
  readonly bytes: number
  readonly serve: (lane: ParserLane) => void
}

export function createLanes(size: number, spawner: Spawner, memory: LaneMemory, name: string, patience: Patience): Lanes {
  const all = Array.from({ length: size }, () => createParserLane(spawner, name, memory))
  const free = [...all]
  /** Bytes of the files at work. */
  const atWork = new Map<ParserLane, number>()
  const queue: Waiting[] = []
  let waited = 0

  /** One that is warm, the last given back first; with `cold` any. */
  const takeFree = (cold: boolean): ParserLane | undefined => {
    const lane = free.findLast((one) => one.running) ?? (cold ? free.at(-1) : undefined)
    if (lane !== undefined) free.splice(free.indexOf(lane), 1)
    return lane
  }

  async function wait(bytes: number, signal: AbortSignal): Promise<ParserLane> {
    const since = performance.now()
    let timer: NodeJS.Timeout | undefined
    let leave = (): void => undefined
    try {
      return await new Promise<ParserLane>((resolve, reject) => {
        const waiting: Waiting = { bytes, serve: resolve }
        const leaveQueue = () => queue.splice(queue.indexOf(waiting), 1)
        leave = () => {
          leaveQueue()
          reject(signal.reason)
        }
        queue.push(waiting)
        signal.addEventListener('abort', leave, { once: true })
        timer = setTimeout(
          () => {
            const lane = takeFree(true)
            if (lane === undefined) return
            leaveQueue()
            resolve(lane)
          },
          Math.min(patience.jobMs, patience.allMs - waited),
        )
      })
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      waited += performance.now() - since
    }
  }

  return {
    async take(bytes, signal) {
      signal.throwIfAborted()
      if (atWork.size === 0) waited = 0
      const mayStart = atWork.size === 0 || waited >= patience.allMs || [...atWork.values()].some((other) => other >= patience.hugeBytes)
      const lane = takeFree(mayStart) ?? (await wait(bytes, signal))
      atWork.set(lane, bytes)
      return lane
    },
    give(lane) {
      atWork.delete(lane)
      const next = queue.shift()
      if (next === undefined) free.push(lane)
      else {
        atWork.set(lane, next.bytes)
        next.serve(lane)
      }
    },
    async close() {
      await Promise.all(all.map((lane) => lane.close()))
    },
  }
}
