/** A run in numbers: what is told while it goes, and that it is exact in the end. */
import { expect, test } from 'vitest'
import { createProgress } from '../../../core/library/progress.ts'

function start() {
  let now = 0
  const progress = createProgress({ now: () => now, elapsed: () => now })
  return { progress, wait: (ms: number) => (now += ms), snapshot: () => progress.snapshot('run', 'working') }
}

test('passages are found while a file is being read, at the rate at which they are cut until some are embedded', () => {
  const { progress, wait, snapshot } = start()
  const file = progress.found(1_000)
  for (const count of [0, 32, 64, 96]) {
    file.cut(count)
    wait(500)
  }
  expect(snapshot()).toMatchObject({ stages: { found: 1, read: 0 }, passages: { found: 96, embedded: 0 }, passagesPerSecond: 42.7, secondsLeft: null })
  file.read(100)
  file.searchable()
  wait(30_000)
  for (let second = 0; second < 5; second++) {
    file.embedded(10)
    wait(1_000)
  }
  const { passages, passagesPerSecond, secondsLeft } = snapshot()
  expect(passages).toEqual({ found: 100, embedded: 50 })
  expect(passagesPerSecond).toBeCloseTo(10, -1)
  expect(secondsLeft).toBe(Math.round(50 / passagesPerSecond))
})

test('a file that is read anew, or fails in the middle, or leaves the run, takes back what it had told', () => {
  const { progress, snapshot } = start()
  const [again, failed, left] = [progress.found(10), progress.found(10), progress.found(10)]
  for (const file of [again, failed, left]) file.cut(40)
  expect(snapshot().passages.found).toBe(120)
  again.cut(0)
  again.cut(30)
  again.read(33)
  failed.ended({ kind: 'failed', code: 'file-broken' })
  left.dropped()
  expect(snapshot()).toMatchObject({ stages: { found: 2, read: 2, searchable: 1, embedded: 1 }, passages: { found: 33, embedded: 0 } })
})

test('what is left is told from the bytes still to be read, less what has been cut of them', () => {
  const { progress, wait, snapshot } = start()
  const small = progress.found(1_000)
  const huge = progress.found(100_000)
  small.read(10)
  small.searchable()
  wait(1_000)
  small.embedded(10)
  wait(1_000)
  small.ended({ kind: 'indexed', passages: 10 })
  const before = snapshot()
  expect(before.secondsLeft).toBe(Math.round(1_000 / before.passagesPerSecond))
  huge.cut(400)
  expect(snapshot().secondsLeft).toBe(before.secondsLeft)
})

test('vectors that an earlier run made count as there and not as speed', () => {
  const { progress, wait, snapshot } = start()
  const file = progress.found(10)
  file.read(1_000)
  file.searchable()
  file.kept(900)
  wait(1_000)
  file.embedded(5)
  wait(1_000)
  file.embedded(5)
  expect(snapshot().passages).toEqual({ found: 1_000, embedded: 910 })
  expect(snapshot().passagesPerSecond).toBeLessThan(20)
})
