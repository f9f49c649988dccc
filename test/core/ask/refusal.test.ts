import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusalFilter } from '../../../core/ask/refusal.ts'

function filter(pieces: readonly string[]): { text: string; refused: boolean } {
  const refusal = refusalFilter()
  const text = pieces.map((piece) => refusal.push(piece)).join('') + refusal.end()
  return { text, refused: refusal.refused }
}

test.each([
  ['NOT_IN_DOCUMENTS', '', true],
  ['NOT\\_IN\\_DOCUMENTS', '', true],
  ['Sorry. NOT_IN_DOCUMENTS.', 'Sorry. .', true],
  ['NOT_IN_DOC', 'NOT_IN_DOC', false],
  ['It is not in documents. NOT now.', 'It is not in documents. NOT now.', false],
])('%s', (text, shown, refused) => {
  expect(filter([text])).toEqual({ text: shown, refused })
  expect(filter([...text])).toEqual({ text: shown, refused })
})

test('however the stream is cut, the token is found and the rest is shown whole', () => {
  const alphabet = fc.constantFrom('NOT_IN_DOCUMENTS', 'NOT\\_IN\\_DOCUMENTS', 'N', 'NOT', ' ', '_', 'words')
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
      const spaced = parts.join(' ')
      expect(filter(spaced.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [])).toEqual(filter([spaced]))
    }),
  )
})
