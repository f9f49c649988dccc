import { expect, test } from 'vitest'
import { bestSentence, cite, claimsOf } from '../../../core/ask/cite.ts'
import { found } from './found.ts'
import { smallLibrary } from './small-library.ts'

test('a claim is the sentence that its marker stands in or behind', () => {
  expect(claimsOf('It rained [1]. The sun came out later. [2][3] Then snow [1][2].')).toEqual([
    { claim: 'It rained.', numbers: [1] },
    { claim: 'The sun came out later.', numbers: [2, 3] },
    { claim: 'Then snow.', numbers: [1, 2] },
  ])
})

test('the quote is the sentence that shares most with the claim', () => {
  const text = 'The contract was signed in Bonn. It ends on 3 May 2025. Notice is three months.'
  expect(bestSentence(found(1, text), 'The contract ends in May 2025')).toBe('It ends on 3 May 2025.')
  expect(bestSentence(found(1, text), 'The notice period is three months')).toBe('Notice is three months.')
  expect(bestSentence(found(1, text), 'unrelated')).toBe('The contract was signed in Bonn.')
})

test('a claim is not shown to rest on a heading or a question while a sentence is there', () => {
  const text = 'Notice period\nWhat is the notice period? It is three months.'
  expect(bestSentence(found(1, text), 'The notice period is long')).toBe('It is three months.')
  expect(bestSentence(found(1, 'What is the notice period?'), 'The notice period')).toBe('What is the notice period?')
})

test('one citation per passage, in order of first appearance, only of what was sent', () => {
  const citations = cite('B [2]. A [1]. B again [2]. C [7].', [found(1, 'A text.'), found(2, 'B text.')], smallLibrary([]))
  expect(citations.map((one) => [one.n, one.quote])).toEqual([
    [2, 'B text.'],
    [1, 'A text.'],
  ])
})
