/** How fast something goes: so many per second over the last seconds, from the first on. */
import type { Clock } from '../ports/clock.ts'

export interface Rate {
  add(count: number): void
  /** To one decimal; 0 where nothing came for a while. */
  perSecond(): number
}

/** What is looked back on. Milliseconds. */
const windowMs = 10_000
/** A sample per tenth of a second is enough. Milliseconds. */
const grainMs = 100

export function createRate(clock: Clock): Rate {
  const started = clock.elapsed()
  /** Sums at their times, the oldest first. */
  const samples: { readonly at: number; readonly sum: number }[] = []
  let sum = 0

  return {
    add(count) {
      sum += count
      const at = clock.elapsed()
      const last = samples.at(-1)
      if (last !== undefined && at - last.at < grainMs) samples[samples.length - 1] = { at: last.at, sum }
      else samples.push({ at, sum })
    },
    perSecond() {
      const now = clock.elapsed()
      while (samples.length > 1 && (samples[1]?.at ?? 0) < now - windowMs) samples.shift()
      const first = samples[0]
      if (first === undefined || first.at < now - windowMs * 2) return 0
      const before = samples.length > 1 ? first : { at: started, sum: 0 }
      const seconds = Math.max(now - before.at, 250) / 1000
      return Math.round(((sum - before.sum) / seconds) * 10) / 10
    },
  }
}
