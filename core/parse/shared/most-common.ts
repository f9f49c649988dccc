/** The key with the highest count; the first of equals. */
export function mostCommon(counts: ReadonlyMap<number, number>): number {
  let best = 0
  let most = 0
  for (const [key, count] of counts) {
    if (count > most) {
      most = count
      best = key
    }
  }
  return best
}
