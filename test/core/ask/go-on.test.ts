/** What a model repeats of the beginning that it was handed is left out, however the stream is cut. */
import { expect, test } from 'vitest'
import { earlierIn } from '../../../core/ask/earlier.ts'
import { joiner } from '../../../core/ask/go-on.ts'
import { tokenBound } from '../../../core/ask/token-bound.ts'

const beginning = 'The lower spring ran dry in August [1]. It came back'

function joined(text: string, size: number): string {
  const join = joiner(beginning)
  let out = ''
  for (let at = 0; at < text.length; at += size) out += join.push(text.slice(at, at + size))
  return beginning + out + join.end()
}

test.each([
  ['goes on', ' in October [1].', `${beginning} in October [1].`],
  ['repeats the last words', 'It came back in October [1].', `${beginning} in October [1].`],
  ['begins anew', `${beginning} in October [1].`, `${beginning} in October [1].`],
  ['begins anew and turns off', 'The lower spring ran dry in August and so did the upper.', `${beginning} and so did the upper.`],
  [
    'says something else',
    ' with the rains of autumn, and it has run ever since '.repeat(5).trimEnd(),
    `${beginning}${' with the rains of autumn, and it has run ever since '.repeat(5).trimEnd()}`,
  ],
  ['says nothing', '', beginning],
])('a model that %s', (_, text, whole) => {
  for (const size of [1, 3, 7, 1_000]) expect(joined(text, size)).toBe(whole)
})

test('a sentence that begins behind another has a blank before it', () => {
  const join = joiner('It ran dry.')
  expect(join.push('Then it came back.') + join.end()).toBe(' Then it came back.')
})

test('what was said goes along as far as an eighth of the context holds it, the last first', () => {
  const exchanges = Array.from({ length: 30 }, (_, n) => ({ question: `What is number ${n}?`, answer: `Number ${n} is a number [1]. `.repeat(4) }))
  const { text, tokens, sent, cut } = earlierIn(exchanges, 8_192, 'edge')
  expect(tokens).toBe(tokenBound(text))
  expect(tokens).toBeLessThanOrEqual(8_192 / 8)
  expect(sent).toBeGreaterThan(2)
  expect(sent + cut).toBe(60)
  expect(text).toContain('number 29?')
  expect(text).not.toContain('number 0?')
  expect(text).not.toContain('[1]')
  expect(earlierIn(exchanges, 100, 'edge')).toEqual({ text: '', tokens: 0, sent: 0, cut: 60 })
})
