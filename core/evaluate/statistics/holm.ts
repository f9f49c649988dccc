/** Holm's step-down adjustment (Holm 1979): among several comparisons, one that is told apart by chance stays as rare as in one. Pure. */

/** In the order given; each from 0 to 1, never below what it was. Told apart where it is at most 0.05. */
export function holm(ps: readonly number[]): readonly number[] {
  const adjusted = ps.map(() => 1)
  let highest = 0
  for (const [rank, { p, at }] of ps
    .map((one, index) => ({ p: one, at: index }))
    .toSorted((a, b) => a.p - b.p)
    .entries()) {
    highest = Math.min(1, Math.max(highest, p * (ps.length - rank)))
    adjusted[at] = highest
  }
  return adjusted
}
