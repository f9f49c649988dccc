import { expect, test } from 'vitest'
import type { FileBytes } from '../../../core/ports/parser.ts'
import type { ParserLane } from '../../../host/processes/parser-lane.ts'
import type { Lanes, Patience } from '../../../host/processes/parser-lanes.ts'
import { createLanes } from '../../../host/processes/parser-lanes.ts'
import type { FromParser, ToParser } from '../../../host/processes/parser-wire.ts'
import type { Child, Spawner } from '../../../host/processes/spawner.ts'

const never = new AbortController().signal
const forEver: Patience = { jobMs: 60_000, allMs: 60_000, hugeBytes: 1_000 }
const nothing: FileBytes = {
  name: 'a.txt',
  size: 0,
  format: 'text',
  async *read() {
    yield* []
  },
}

/** Two lanes whose processes are done with every job at once. */
function startLanes(patience: Patience): { readonly lanes: Lanes; processes(): number } {
  let processes = 0
  const spawner: Spawner = {
    spawn: (): Child => {
      processes += 1
      let tell: (message: FromParser) => void = () => undefined
      return {
        pid: processes,
        send: (message) => {
          const { type, job } = message as ToParser
          if (type === 'parse') setImmediate(() => tell({ type: 'idle', job, rss: 0 }))
        },
        onMessage: (listener) => {
          tell = listener
        },
        onExit: () => undefined,
        kill: () => undefined,
      }
    },
  }
  return { lanes: createLanes(2, spawner, { memoryMb: 100, idleMb: 100 }, 'parser', patience), processes: () => processes }
}

async function work(lane: ParserLane): Promise<void> {
  const order = { type: 'parse', job: 1, file: nothing, characters: 1, partCharacters: 1 } as const
  for await (const message of lane.run(order, nothing, { ms: 1_000, restarts: false }, never)) expect(message).toBeUndefined()
}

const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 40))

test('jobs that follow each other share one process', async () => {
  const { lanes, processes } = startLanes(forEver)
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      const lane = await lanes.take(10, never)
      await work(lane)
      lanes.give(lane)
    }),
  )
  expect(processes()).toBe(1)
})

test('a job that waits too long behind another gets a process of its own', async () => {
  const { lanes, processes } = startLanes({ ...forEver, jobMs: 80 })
  const slow = await lanes.take(10, never)
  await work(slow)
  const since = performance.now()
  const other = await lanes.take(10, never)
  expect(performance.now() - since).toBeGreaterThan(70)
  await work(other)
  expect([other === slow, processes()]).toEqual([false, 2])
  // both are warm now: nothing waits any more
  lanes.give(other)
  expect(await lanes.take(10, never)).toBe(other)
})

test('behind a huge file nothing waits', async () => {
  const { lanes } = startLanes(forEver)
  const huge = await lanes.take(1_000, never)
  await work(huge)
  expect(await lanes.take(10, never)).not.toBe(huge)
})

test('where much has waited, nothing waits any more; where there was nothing to do, it is counted anew', async () => {
  const { lanes } = startLanes({ ...forEver, allMs: 100 })
  const slow = await lanes.take(10, never)
  await work(slow)
  const other = await lanes.take(10, never)
  lanes.give(other)
  // a process that is not up yet, and yet the job gets it
  const since = performance.now()
  expect(await lanes.take(10, never)).toBe(other)
  expect(performance.now() - since).toBeLessThan(50)
  lanes.give(other)
  lanes.give(slow)
  await lanes.take(10, never)
  let waits = true
  void lanes.take(10, never).then(() => {
    waits = false
  })
  await turn()
  expect(waits).toBe(true)
})

test('a job that is stopped while it waits leaves the queue, and the next gets the lane', async () => {
  const { lanes } = startLanes(forEver)
  const slow = await lanes.take(10, never)
  await work(slow)
  const stop = new AbortController()
  const stopped = lanes.take(10, stop.signal)
  const next = lanes.take(10, never)
  stop.abort(new Error('enough'))
  await expect(stopped).rejects.toThrow('enough')
  lanes.give(slow)
  expect(await next).toBe(slow)
})
