import { expect, test } from 'vitest'
import { quantities, same } from '../../../core/text/quantities.ts'

function alike(one: string, other: string): boolean {
  const [a, b] = [quantities(one), quantities(other)]
  return a.length === b.length && a.every((first) => b.some((second) => same(first, second)))
}

test.each([
  ['1,234.5 m', '1.234,5 m'],
  ['10 000 Liter', '10,000 litres'],
  ['twelve eggs', 'zwölf Eier'],
  ['twenty-one days', '21 days'],
  ['two hundred thousand people', '200,000 people'],
  ['3.5 million', '3,500,000'],
  ['12 %', '12 percent'],
  ['12 Prozent', '12 pour cent'],
  ['14.03.2024', '14 March 2024'],
  ['2024-03-14', 'March 14, 2024'],
  ['the third time', 'the 3rd time'],
])('%s and %s are the same', (one, other) => {
  expect(alike(one, other)).toBe(true)
})

test.each([
  ['12 %', '12'],
  ['March 2024', 'May 2024'],
  ['1874', '1894'],
])('%s and %s are not', (one, other) => {
  expect(alike(one, other)).toBe(false)
})
