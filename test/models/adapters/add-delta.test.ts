import { expect, test } from 'vitest'
import { type Adder, createAdder } from '../../../models/adapters/add-delta.ts'
import { numbers } from './small-llama.ts'

interface Sizes {
  readonly width: number
  readonly rank: number
  readonly room: number
  readonly rows: number
}

const matrix = ({ width, rows }: Sizes): Float32Array => numbers('matrix', width * rows)
const first = ({ width, rank }: Sizes): Float32Array => numbers('first', width * rank)
const second = ({ rank, rows }: Sizes): Float32Array => numbers('second', rank * rows)

function added(adder: Adder, sizes: Sizes, scale: number): Float32Array {
  const { width, rank, room, rows } = sizes
  const delta = adder.begin({ width, rank, rows: room })
  delta.rows.set(matrix(sizes))
  for (let one = 0; one < rank; one += 1) delta.setFirst(one, first(sizes).subarray(one * width, (one + 1) * width))
  delta.add(second(sizes), scale)
  return delta.rows.slice(0, width * rows)
}

/** Rank after rank in 64 bits, rounded once. */
function expected(sizes: Sizes, scale: number): Float32Array {
  const [a, b] = [first(sizes), second(sizes)]
  return matrix(sizes).map((value, at) => {
    const [row, column] = [Math.floor(at / sizes.width), at % sizes.width]
    let sum = 0
    for (let one = 0; one < sizes.rank; one += 1) sum += scale * (b[row * sizes.rank + one] ?? 0) * (a[one * sizes.width + column] ?? 0)
    return value + sum
  })
}

const shapes = [1, 2, 3, 4, 5, 31, 64].flatMap((width) =>
  [1, 3, 16].flatMap((rank) => [1, 2, 4, 7].map((rows) => ({ width, rank, room: rows === 2 ? 9 : rows, rows }))),
)

test('rows of any length and number become, to the bit, what rank after rank in 64 bits makes of them', () => {
  const adder = createAdder()
  for (const sizes of shapes) expect(added(adder, sizes, 0.7), JSON.stringify(sizes)).toEqual(expected(sizes, 0.7))
})

test('the memory grows with what is begun, and is used again for what is smaller', () => {
  const adder = createAdder()
  for (const width of [8, 3_000, 12]) {
    const sizes = { width, rank: 5, room: 3, rows: 3 }
    expect(added(adder, sizes, 1)).toEqual(expected(sizes, 1))
  }
})
