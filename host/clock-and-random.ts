/** The real clock and the real dice. */
import { randomBytes } from 'node:crypto'
import type { Clock } from '../core/ports/clock.ts'
import type { Random } from '../core/ports/random.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
}

export const systemRandom: Random = {
  id: () => randomBytes(20).toString('hex'),
}
