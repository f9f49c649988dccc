import { expect, test } from 'vitest'
import { pausesBy } from '../../../core/ports/clock.ts'

test('long work gives others their turn once enough time has gone by, and not at every step', async () => {
  let now = 0
  let turns = 0
  const pause = pausesBy({ elapsed: () => now })
  const counting = setInterval(() => turns++, 0)
  for (let step = 0; step < 1_000; step++) {
    now += 0.1
    await pause()
  }
  clearInterval(counting)
  // 100 ms of work
  expect(turns).toBeGreaterThan(2)
  expect(turns).toBeLessThan(20)
})
