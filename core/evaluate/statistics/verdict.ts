/** What a measured difference says, and how many questions would say more. Pure. */
import type { Estimate } from '../../types/experiment.ts'

/** Below this nothing is told apart: percentile intervals of few questions are too narrow. */
export const fewestQuestions = 20
/** A smaller difference is of no use to anybody: five questions of a hundred. */
export const worthwhile = 0.05

/**
 * `a`, `b`: that arm is better. `alike`: whatever difference there is, is smaller than is worthwhile. `unclear`: too few
 * questions to tell.
 */
export type Told = 'a' | 'b' | 'alike' | 'unclear'

export interface DifferenceVerdict {
  readonly told: Told
  /** Half of the interval: differences below it were not to be told apart. */
  readonly halfWidth: number
  /** Questions that would about do, as half-widths shrink with the root of their number; null where enough were asked. */
  readonly needed: number | null
}

/** `difference`: a minus b, with its interval. `p`: adjusted for all pairs; null where there is none. */
export function verdictOf(difference: Estimate, p: number | null): DifferenceVerdict {
  const half = (difference.high - difference.low) / 2
  const told = toldBy(difference, p)
  return { told, halfWidth: half, needed: told === 'unclear' ? needed(difference, half) : null }
}

function toldBy({ low, high, n }: Estimate, p: number | null): Told {
  if (n < fewestQuestions) return 'unclear'
  const sure = p === null || p <= 0.05
  if (sure && low > 0) return 'a'
  if (sure && high < 0) return 'b'
  return low > -worthwhile && high < worthwhile ? 'alike' : 'unclear'
}

/** To tell the difference that was seen, or the smallest worthwhile one. */
function needed({ value, n }: Estimate, half: number): number {
  const least = Math.max(worthwhile, Math.abs(value))
  return Math.max(fewestQuestions, n + 1, Math.ceil(n * (half / least) ** 2))
}
