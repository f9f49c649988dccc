/** A paragraph drawn sentence by sentence looks as it does when it is read as a whole. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sentencePieces } from '../../../renderer/components/answer/sentence-pieces.ts'
import { markupOf } from './markup.ts'

const words = [
  'The spring',
  'of August',
  'failed.',
  'failed [1].',
  'then! ',
  'So it “rained.”',
  '(It was late.)',
  'dry.[2] And',
  'wet. [1] But',
  '[2, 3].',
  '雨が降った。',
  '雪になった[1]。',
]
const marks = [
  '**bold**',
  '**bold.**',
  '*so*',
  '`code. Of it`',
  '**',
  '*',
  '_under_',
  'snake_case. It',
  '2 * 3.',
  '~~gone~~',
  '[it](https://example.org). Then',
  '[',
  '](x)',
  '<b>',
  '$5. Or $7',
  '\\*',
  '`',
  'e.g. Or',
  'www.example.org. Next',
  '$x$',
  '**`a`**',
  '[9].',
  '&amp;',
  '**a.** **b**',
  '"**q**"',
  'a**b**c. D',
]

/** Read as a whole: a number in front, which is then taken away, is no beginning that is cut. */
const wholeOf = (text: string) => markupOf(`7 ${text}`).replace('7 ', '')

test('a thousand paragraphs, their marks whole or broken, look the same either way', () => {
  const part = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, { weight: 2, arbitrary: fc.constantFrom(...marks) })
  let cut = 0
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 9 }), (parts) => {
      const text = `A ${parts.join(' ')}`.trim()
      if ((sentencePieces(text)?.length ?? 0) > 1) cut += 1
      expect(markupOf(text)).toBe(wholeOf(text))
    }),
    { numRuns: 1_000, seed: 7 },
  )
  expect(cut).toBeGreaterThan(300)
}, 120_000)

test('pieces and what is between them are the paragraph', () => {
  const text = 'It **rained** all day [1]. Then it “snowed.”  Was it cold? 雨が降った。雪になった。End'
  const pieces = sentencePieces(text) ?? []
  expect(pieces.map((piece) => piece.text)).toStrictEqual([
    'It **rained** all day [1].',
    'Then it “snowed.”',
    'Was it cold?',
    '雨が降った。',
    '雪になった。',
    'End',
  ])
  expect(pieces.map(({ text: piece, after }) => piece + after).join('')).toBe(text)
  expect(pieces.every(({ text: piece, start }) => text.startsWith(piece, start))).toBe(true)
})

test.each([
  '- It is a list. Of one',
  '1. One. Two',
  'Two lines. Of it\nare read together',
  '# A heading. Of one',
  '> Said. So',
  '| a. B |',
  '[it]: https://example.org',
])('what may be more than a paragraph is read as a whole: %s', (text) => {
  expect(sentencePieces(text)).toBeNull()
})
