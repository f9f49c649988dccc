/** The arithmetic of a merge: rows of a matrix and what a low-rank adapter adds to them. */

/** Ranks at once. */
const step = 8

/** The first half of an adapter, its numbers in the order in which they are needed. */
export interface FirstHalf {
  /** Numbers in a row of the matrix. */
  readonly width: number
  readonly rank: number
  /** By steps of eight ranks, each by columns; filled up with zeros. */
  readonly numbers: Float64Array
  /** Where one row is added up. */
  readonly sums: Float64Array
}

/** Numbers that a first half takes in memory. */
export function firstHalfNumbers(width: number, rank: number): number {
  return width * Math.ceil(rank / step) * step
}

/** `rows`: `rank` rows of `width` numbers. */
export function firstHalf(rows: Float32Array, width: number): FirstHalf {
  const rank = rows.length / width
  const numbers = new Float64Array(firstHalfNumbers(width, rank))
  for (let row = 0; row < rank; row += 1) {
    const start = (row - (row % step)) * width + (row % step)
    for (let column = 0; column < width; column += 1) numbers[start + column * step] = rows[row * width + column] ?? 0
  }
  return { width, rank, numbers, sums: new Float64Array(width) }
}

/**
 * Adds `scale` times the product of both halves to whole rows. `second`: for each row its `rank` numbers. Sums are kept in 64 bits and
 * rounded once, so that rows of 32 bits come within one rounding of what PEFT's merge gives.
 */
export function addDelta(rows: Float32Array, { width, rank, numbers, sums }: FirstHalf, second: Float32Array, scale: number): void {
  const factors = new Float64Array(step)
  for (let row = 0; row * width < rows.length; row += 1) {
    sums.fill(0)
    for (let from = 0; from < rank; from += step) {
      for (let one = 0; one < step; one += 1) factors[one] = from + one < rank ? scale * (second[row * rank + from + one] ?? 0) : 0
      addProducts(sums, numbers, from * width, factors)
    }
    for (let column = 0, at = row * width; column < width; column += 1, at += 1) rows[at] = (rows[at] ?? 0) + (sums[column] ?? 0)
  }
}

function addProducts(sums: Float64Array, numbers: Float64Array, start: number, factors: Float64Array): void {
  const [f0 = 0, f1 = 0, f2 = 0, f3 = 0, f4 = 0, f5 = 0, f6 = 0, f7 = 0] = factors
  for (let column = 0, at = start; column < sums.length; column += 1, at += step) {
    sums[column] =
      (sums[column] ?? 0) +
      f0 * (numbers[at] ?? 0) +
      f1 * (numbers[at + 1] ?? 0) +
      f2 * (numbers[at + 2] ?? 0) +
      f3 * (numbers[at + 3] ?? 0) +
      f4 * (numbers[at + 4] ?? 0) +
      f5 * (numbers[at + 5] ?? 0) +
      f6 * (numbers[at + 6] ?? 0) +
      f7 * (numbers[at + 7] ?? 0)
  }
}
