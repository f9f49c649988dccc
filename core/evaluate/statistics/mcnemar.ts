/** Exact McNemar: whether two arms that are right or wrong on the same questions differ. Pure. */

/**
 * Two-sided p from the questions that only one of the two got right (McNemar 1947; binomial with ½, as small samples need it).
 * 1 where there are none.
 */
export function mcNemar(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB
  // log of C(n, k) ÷ 2ⁿ, which for many questions is too small for a number
  let log = -n * Math.LN2
  let tail = Math.exp(log)
  for (let k = 1; k <= Math.min(onlyA, onlyB); k++) {
    log += Math.log((n - k + 1) / k)
    tail += Math.exp(log)
  }
  return Math.min(1, 2 * tail)
}

/** From values of 0 and 1 for the same questions; null where there is any other value. */
export function mcNemarOf(a: readonly number[], b: readonly number[]): number | null {
  if (![...a, ...b].every((value) => value === 0 || value === 1)) return null
  const only = (right: readonly number[], wrong: readonly number[]) => right.filter((value, at) => value === 1 && wrong[at] === 0).length
  return mcNemar(only(a, b), only(b, a))
}
