/** How sure a share is. Pure. */
import type { Estimate } from '../../types/experiment.ts'

/** Of the normal distribution, for 95 %. */
const z = 1.959963984540054

/** Wilson's 95 % interval (1927): holds for few questions and for shares near 0 and 1. Null of none. */
export function proportion(right: number, n: number): Estimate | null {
  if (n === 0) return null
  const value = right / n
  const middle = (value + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((value * (1 - value)) / n + z ** 2 / (4 * n ** 2))
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half), n }
}

/** Half of the 95 % interval of a share of n questions: what lies closer cannot be told apart. `share` 0.5, the widest, where it is not known. 1 of none. */
export function halfWidth(n: number, share = 0.5): number {
  return n === 0 ? 1 : Math.min(1, z * Math.sqrt((share * (1 - share)) / n))
}
