/** An answer held against its reference, word by word. */
import { expect, test } from 'vitest'
import { diffOf, nearestReference, type Piece } from '../../../renderer/components/compare/answer-diff.ts'

const marks = { same: '', added: '+', missing: '-' } as const
const written = (pieces: readonly Piece[]) =>
  pieces.map((piece) => (piece.kind === 'marker' ? `[${piece.n}]` : marks[piece.kind] === '' ? piece.text : `{${marks[piece.kind]}${piece.text}}`)).join('')

test('words that only one of them has are told apart; case and punctuation are not compared', () => {
  expect(written(diffOf('The Upper spring.', 'the lower spring'))).toBe('The {+Upper }{-lower }spring.')
})

test('what the reference says at its end is missing at the end', () => {
  expect(written(diffOf('In August', 'in August 1976.'))).toBe('In August{-1976.}')
})

test('citations are no words, and stand where they stood', () => {
  expect(written(diffOf('The lower spring [1] fell dry [2].', 'The lower spring.'))).toBe('The lower spring[1] {+fell dry.}[2]')
})

test('without a reference, and before the first word, the answer is left as it is', () => {
  expect(written(diffOf('“The lower” spring [3]', null))).toBe('“The lower” spring[3]')
  expect(written(diffOf('“The lower” spring', 'the lower spring'))).toBe('“The lower” spring')
})

test('languages without blanks between words are compared by their words', () => {
  const pieces = diffOf('下の泉が枯れた', '上の泉が枯れた')
  expect(pieces.filter(({ kind }) => kind === 'added').map((piece) => 'text' in piece && piece.text)).toEqual(['下の'])
})

test('texts that are too long to compare are shown whole, at once', () => {
  const long = Array.from({ length: 3_000 }, (_, at) => `word${at}`).join(' ')
  const began = performance.now()
  expect(written(diffOf(long, long.split(' ').reverse().join(' ')))).toBe(long)
  expect(performance.now() - began).toBeLessThan(2_000)
})

test('of several references the nearest is taken', () => {
  expect(nearestReference('in the year 1976', ['nobody knows', 'the year 1976', '1976'])).toBe('the year 1976')
  expect(nearestReference('anything', [])).toBe('')
})
