import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markerResolver } from '../../../core/ask/markers.ts'

function resolve(pieces: readonly string[], sent = 3): { text: string; removed: number } {
  const resolver = markerResolver(sent)
  const text = pieces.map((piece) => resolver.push(piece)).join('') + resolver.end()
  return { text, removed: resolver.removed }
}

test.each([
  ['one', 'It rained [1].', 'It rained [1].', 0],
  ['a list', 'It rained [1, 3].', 'It rained [1][3].', 0],
  ['side by side', 'It rained [1][2].', 'It rained [1][2].', 0],
  ['a range', 'It rained [1-3].', 'It rained [1][2][3].', 0],
  ['a range with a dash', 'It rained [1–2].', 'It rained [1][2].', 0],
  ['Chinese brackets', 'It rained【2】.', 'It rained[2].', 0],
  ['Chinese brackets with lines', 'It rained【2†L3-L5】.', 'It rained[2].', 0],
  ['a footnote', 'It rained[^2].', 'It rained[2].', 0],
  ['straight after a word', 'It rained[1] a lot.', 'It rained[1] a lot.', 0],
  ['one that was not sent', 'It rained [9].', 'It rained.', 1],
  ['none is zero', 'It rained [0] here.', 'It rained here.', 1],
  ['half of a list', 'It rained [1, 9].', 'It rained [1].', 1],
  ['the end of a range', 'It rained [2-5].', 'It rained [2][3].', 2],
  ['a range without sense', 'It rained [1-999].', 'It rained.', 1],
  ['at the very end', 'It rained [2]', 'It rained [2]', 0],
  ['never closed', 'It rained [1', 'It rained [1', 0],
  ['a year', 'In [2019] it rained.', 'In [2019] it rained.', 0],
  ['a variable', 'Take a[i] and [x].', 'Take a[i] and [x].', 0],
  ['a link', 'See [1](https://example.org).', 'See [1](https://example.org).', 0],
  ['a task list', '- [ ] buy\n- [x] sold', '- [ ] buy\n- [x] sold', 0],
  ['inline code', 'Use `a[9]` there [9].', 'Use `a[9]` there.', 1],
  ['a fence', '```js\na[9] = `x`\n```\nDone [9][1].', '```js\na[9] = `x`\n```\nDone[1].', 1],
  ['a backtick that is never closed', 'A ` tick\nIt rained [9].', 'A ` tick\nIt rained.', 1],
  ['a formula', 'Take $a[9]$ and \\(b[9]\\) or \\[c[9] = [8]\\] there [9].', 'Take $a[9]$ and \\(b[9]\\) or \\[c[9] = [8]\\] there.', 1],
  ['a formula on lines', '$$\na [9]\n$$\nDone [9][1].', '$$\na [9]\n$$\nDone[1].', 1],
  ['money', 'It cost $5 [1, 2] or $HOME [9], not $ 7 [9].', 'It cost $5 [1][2] or $HOME, not $ 7.', 2],
  ['a formula that is never closed', 'A \\(b\n\nIt rained [9].', 'A \\(b\n\nIt rained.', 1],
  ['escaped dollars and backslashes', 'Pay \\$a [9] and \\\\(b) [9].', 'Pay \\$a and \\\\(b).', 2],
  ['a line end inside', 'Take [1\n2].', 'Take [1\n2].', 0],
])('%s', (_name, text, expected, removed) => {
  expect(resolve([text])).toEqual({ text: expected, removed })
})

test('however the stream is cut, the text and the count are the same', () => {
  const alphabet = fc.constantFrom(
    '[1]',
    '[1, 2]',
    '[2-9]',
    '[',
    ']',
    '【3】',
    '【',
    '`',
    '```',
    '\n',
    ' ',
    '(',
    'word',
    '.',
    '[i]',
    '9',
    ',',
    '-',
    '[77]',
    '🙂',
    '$',
    '$$',
    '\\(',
    '\\)',
    '\\',
  )
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 30 }), fc.array(fc.nat(200), { maxLength: 12 }), (parts, cuts) => {
      const whole = parts.join('')
      const at = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].sort((a, b) => a - b)
      const pieces = [0, ...at].map((start, index) => whole.slice(start, at[index] ?? whole.length))
      expect(pieces.join('')).toBe(whole)
      expect(resolve(pieces)).toEqual(resolve([whole]))
    }),
    { numRuns: 1_000 },
  )
})

test('outside code no marker is left that names nothing', () => {
  const alphabet = fc.constantFrom('[1]', '[4]', '[1, 7]', '[5-9]', 'word', ' ', '.', '\n', '【8】')
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 30 }), (parts) => {
      const numbers = [...resolve([parts.join('')]).text.matchAll(/\[(\d+)\]/g)].map((found) => Number(found[1]))
      expect(numbers.every((n) => n >= 1 && n <= 3)).toBe(true)
    }),
  )
})

test('what cannot become a marker is shown at once', () => {
  const resolver = markerResolver(1)
  expect(resolver.push('It rained')).toBe('It rained')
  expect(resolver.push(' [')).toBe('')
  expect(resolver.push('i')).toBe(' [i')
})
