/** Adds up rows of counts, number by number. Pure. */
export function summed(rows: readonly (readonly number[])[]): readonly number[] {
  const sums = rows[0]?.map(() => 0) ?? []
  for (const row of rows) for (const [at, count] of row.entries()) sums[at] = (sums[at] ?? 0) + count
  return sums
}
