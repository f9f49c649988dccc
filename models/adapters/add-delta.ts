/** The arithmetic of a merge: rows of a matrix and what a low-rank adapter adds to them. */
import { alignUp } from '../gguf/header.ts'
import { createDeltaKernel, createKernelMemory, pageBytes, tileColumns, tileRows } from './delta-kernel.ts'

export interface DeltaSize {
  /** Numbers in a row of the matrix. */
  readonly width: number
  readonly rank: number
  /** Rows that are added to at once, at most. */
  readonly rows: number
}

/** One matrix's adapter. */
export interface Delta {
  /** Room for `rows` rows of the matrix, one behind the other. */
  readonly rows: Float32Array
  /** Some rows of the first half, which has one of `width` numbers for each rank, from that rank on. All of them must be given before `add`. */
  setFirst(from: number, numbers: Float32Array): void
  /**
   * Adds `scale` times the product of both halves to the rows. `second`: for each row its `rank` numbers. Sums are kept in 64 bits and
   * rounded once, so that rows of 32 bits come within one rounding of what PEFT's merge gives.
   */
  add(second: Float32Array, scale: number): void
}

export interface Adder {
  /** Ends what was begun before: all share one memory, as large as the largest needs. */
  begin(size: DeltaSize): Delta
}

/** Numbers of 64 bits that a first half takes in memory. */
export function firstHalfNumbers(width: number, rank: number): number {
  return alignUp(width, tileColumns) * rank
}

export function createAdder(): Adder {
  const memory = createKernelMemory()
  const kernel = createDeltaKernel(memory)
  return {
    begin({ width, rank, rows }) {
      const wholeGroups = alignUp(rows, tileRows)
      const factorsAt = alignUp((wholeGroups * width + tileColumns) * 4, 8)
      const firstAt = factorsAt + wholeGroups * rank * 8
      const bytes = firstAt + firstHalfNumbers(width, rank) * 8
      memory.grow(Math.max(0, Math.ceil((bytes - memory.buffer.byteLength) / pageBytes)))
      const first = new Float64Array(memory.buffer, firstAt, firstHalfNumbers(width, rank)).fill(0)
      const factors = new Float64Array(memory.buffer, factorsAt, (firstAt - factorsAt) / 8)
      const panelBytes = 8 * tileColumns * rank
      return {
        rows: new Float32Array(memory.buffer, 0, rows * width),
        setFirst(from, numbers) {
          for (let start = 0, one = from; start < numbers.length; start += width, one += 1) {
            for (let column = 0; column < width; column += 1) {
              const inPanel = column % tileColumns
              first[(column - inPanel) * rank + one * tileColumns + inPanel] = numbers[start + column] ?? 0
            }
          }
        },
        add(second, scale) {
          const groups = setFactors(factors, second, rank, scale)
          // the last panel may reach into the row behind it, with zeros
          for (let column = 0, panel = firstAt; column < width; column += tileColumns, panel += panelBytes) {
            kernel.add(4 * column, 4 * width, groups, factorsAt, panel, panel + panelBytes)
          }
        },
      }
    },
  }
}

/** Fills up the last group of rows with zeros, and tells how many there are. */
function setFactors(factors: Float64Array, second: Float32Array, rank: number, scale: number): number {
  const groups = Math.ceil(second.length / rank / tileRows)
  for (let group = 0, to = 0; group < groups; group += 1) {
    for (let one = 0; one < rank; one += 1) {
      for (let row = group * tileRows; row < (group + 1) * tileRows; row += 1, to += 1) factors[to] = scale * (second[row * rank + one] ?? 0)
    }
  }
  return groups
}
