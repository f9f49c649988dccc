/** The lane and the gate that the line for one file runs through. */
import { expect, test } from 'vitest'
import { createGate, createLane } from '../../../core/ingest/limits.ts'

const signal = new AbortController().signal

function held() {
  let release = () => {}
  const until = new Promise<void>((resolve) => (release = resolve))
  return { until, release }
}

test('a lane runs so many at once, the light ones first, equals in order', async () => {
  const lane = createLane(2)
  const first = held()
  const order: string[] = []
  let most = 0
  let now = 0
  const job = (name: string, until: Promise<void>) => async () => {
    most = Math.max(most, ++now)
    order.push(name)
    await until
    now--
  }
  const all = [lane.run(9, signal, job('a', first.until)), lane.run(9, signal, job('b', first.until))]
  for (const [name, weight] of [
    ['heavy', 5],
    ['light', 1],
    ['middle', 3],
    ['middle too', 3],
  ] as const)
    all.push(lane.run(weight, signal, job(name, Promise.resolve())))
  await Promise.resolve()
  first.release()
  await Promise.all(all)
  expect(order).toEqual(['a', 'b', 'light', 'middle', 'middle too', 'heavy'])
  expect(most).toBe(2)
})

test('heavy jobs never take the last place: a light one that comes later runs at once, and the next heavy one after the first', async () => {
  const lane = createLane(2, 100)
  const first = held()
  const began: string[] = []
  const job = (name: string, until: Promise<void>) => async () => {
    began.push(name)
    await until
  }
  const heavy = [lane.run(100, signal, job('heavy', first.until)), lane.run(200, signal, job('heavier', Promise.resolve()))]
  await lane.run(99, signal, job('light', Promise.resolve()))
  expect(began).toEqual(['heavy', 'light'])
  first.release()
  await Promise.all(heavy)
  expect(began).toEqual(['heavy', 'light', 'heavier'])
  await createLane(1, 100).run(500, signal, job('alone', Promise.resolve()))
})

test('a job that fails frees its place; one that is given up while it waits never runs, even when paused', async () => {
  const lane = createLane(1)
  await expect(lane.run(1, signal, async () => await Promise.reject(new Error('mine')))).rejects.toThrow('mine')
  lane.pause(true)
  const stop = new AbortController()
  let ran = false
  const given = lane.run(1, stop.signal, async () => {
    ran = true
    await Promise.resolve()
  })
  stop.abort()
  await expect(given).rejects.toMatchObject({ name: 'AbortError' })
  lane.pause(false)
  expect(await lane.run(1, signal, async () => await Promise.resolve('next'))).toBe('next')
  expect(ran).toBe(false)
})

test('thousands may wait on one signal', async () => {
  const lane = createLane(4)
  let done = 0
  const stop = new AbortController()
  await Promise.all(Array.from({ length: 20_000 }, async (_, at) => await lane.run(at % 97, stop.signal, async () => await Promise.resolve(done++))))
  expect(done).toBe(20_000)
})

test('a gate holds so many, lets a group larger than itself in alone, and forgets who gave up', async () => {
  const gate = createGate(10)
  await gate.enter(8, signal)
  let entered = 0
  const stop = new AbortController()
  const given = gate.enter(5, stop.signal)
  const large = gate.enter(30, signal).then(() => entered++)
  stop.abort()
  await expect(given).rejects.toMatchObject({ name: 'AbortError' })
  expect(entered).toBe(0)
  gate.leave(8)
  await large
  const next = gate.enter(1, signal).then(() => entered++)
  await Promise.resolve()
  expect(entered).toBe(1)
  gate.leave(30)
  await next
  expect(entered).toBe(2)
})
