/** A quote is marked where it stands, however its white space was written and wherever its block ends. */
import { expect, test } from 'vitest'
import { type MarkedBlock, quoteSpans } from '../../renderer/components/quote-spans.ts'

const block = (number: number, text: string, marked = true): MarkedBlock => ({ number, text, marked })
const marks = (blocks: readonly MarkedBlock[], quote: string) =>
  [...quoteSpans(blocks, quote)].map(([number, { start, end }]) => [number, blocks.find((one) => one.number === number)?.text.slice(start, end)])

test('a quote within one block is marked and nothing around it', () => {
  expect(marks([block(3, 'Before. It rained all day. After.')], 'It rained all day.')).toEqual([[3, 'It rained all day.']])
})

test('a quote is found whatever white space stands between its words', () => {
  expect(marks([block(1, 'It\nrained  all\u00a0day.')], 'It rained all day.')).toEqual([[1, 'It\nrained  all\u00a0day.']])
})

test('a quote that runs over blocks is marked in each', () => {
  expect(marks([block(1, 'Leaks and repairs'), block(2, 'A pipe was found. Then more.')], 'Leaks and repairs A pipe was found.')).toEqual([
    [1, 'Leaks and repairs'],
    [2, 'A pipe was found.'],
  ])
})

test('a block of the surroundings is never marked, though it says the same', () => {
  expect(marks([block(1, 'It rained.', false), block(2, 'So: It rained.')], 'It rained.')).toEqual([[2, 'It rained.']])
})

test('signs that mean something to a search pattern are ordinary signs', () => {
  expect(marks([block(1, 'Costs (1.50 €) + [tax]? Yes.')], 'Costs (1.50 €) + [tax]?')).toEqual([[1, 'Costs (1.50 €) + [tax]?']])
})

test('a quote that is not there word for word marks nothing, so that the passage is marked as a whole', () => {
  expect(marks([block(1, 'It rained.')], 'It snowed.')).toEqual([])
  expect(marks([block(1, 'It rained.')], '  ')).toEqual([])
  expect(marks([], 'It rained.')).toEqual([])
})
