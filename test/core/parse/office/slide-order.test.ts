import { expect, test } from 'vitest'
import type { Box } from '../../../../core/parse/office/slide-order.ts'
import { readingOrder } from '../../../../core/parse/office/slide-order.ts'

interface Named {
  readonly name: string
  readonly box?: Box
}

const shape = (name: string, x: number, y: number, width = 100, height = 40): Named => ({ name, box: { x, y, width, height } })
const order = (shapes: readonly Named[]): string =>
  readingOrder(shapes)
    .map(({ name }) => name)
    .join(' ')

test('a grid is read row by row, though its boxes are not quite level', () => {
  const grid = [shape('f', 400, 101), shape('d', 0, 103), shape('e', 200, 99), shape('c', 400, 2), shape('a', 0, 5), shape('b', 200, 0)]
  expect(order(grid)).toBe('a b c d e f')
})

test('beside a tall box, a column is read as one', () => {
  expect(order([shape('right', 200, 0, 300, 300), shape('low', 0, 200), shape('high', 0, 10), shape('middle', 0, 100)])).toBe('high middle low right')
})

test('frames that overlap a little count as apart', () => {
  expect(order([shape('below', 0, 35), shape('above', 0, 0)])).toBe('above below')
})

test('a shape without a place follows the one before it in the file', () => {
  expect(order([shape('low', 0, 300), { name: 'after low' }, shape('high', 0, 0), { name: 'after high' }])).toBe('high after high low after low')
})

test('thousands of boxes are ordered in no time', () => {
  const startedAt = performance.now()
  expect(readingOrder(Array.from({ length: 50_000 }, (_, at) => shape(String(at), at % 7, 50_000 - at)))).toHaveLength(50_000)
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})
