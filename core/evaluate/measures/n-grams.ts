/** Runs of neighbouring tokens, counted. Pure. */

export type Counts = ReadonlyMap<string, number>

/** Every run of `order` tokens with how often it stands there. `glue` stands in no token. */
export function nGrams(tokens: readonly string[], order: number, glue: string): Counts {
  const counts = new Map<string, number>()
  for (let at = 0; at + order <= tokens.length; at++) {
    const run = tokens.slice(at, at + order).join(glue)
    counts.set(run, (counts.get(run) ?? 0) + 1)
  }
  return counts
}

/** Runs that stand in both, each as often as where it stands less often. */
export function shared(a: Counts, b: Counts): number {
  let count = 0
  for (const [run, times] of a) count += Math.min(times, b.get(run) ?? 0)
  return count
}
