/** The middle of what is known; null where nothing is. Pure. */
export function median(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((value) => value ?? []).toSorted((a, b) => a - b)
  if (known.length === 0) return null
  const middle = Math.floor(known.length / 2)
  return known.length % 2 === 1 ? (known[middle] ?? null) : ((known[middle - 1] ?? 0) + (known[middle] ?? 0)) / 2
}
