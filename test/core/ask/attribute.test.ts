import { expect, test } from 'vitest'
import { attribute } from '../../../core/ask/attribute.ts'
import { claimChecker } from '../../../core/ask/claims/check.ts'
import type { Passage } from '../../../core/ask/claims/evidence.ts'

const passages: readonly Passage[] = ['The warranty lasts 24 months from the date of purchase.', 'The pump is oiled every spring by the warden.'].map(
  (text) => ({ text, context: '', anchor: { kind: 'lines', lines: [1, 1], headings: [] } }),
)

test('a sentence without a marker is given that of the passage that bears it out, in front of its full stop', () => {
  const result = attribute('The pump is oiled every spring by the warden. The warranty lasts 24 months [1].', claimChecker(passages))
  expect(result.answer).toBe('The pump is oiled every spring by the warden [2]. The warranty lasts 24 months [1].')
  expect(result.attributed).toBe(1)
  expect(result.claims.map(({ start, end, citations }) => [result.answer.slice(start, end), citations])).toEqual([
    ['The pump is oiled every spring by the warden [2].', [2]],
    ['The warranty lasts 24 months [1].', [1]],
  ])
})

test('what no passage bears out stays without a marker and is unsupported', () => {
  const result = attribute('Penguins breed in the harbour of Lisbon.', claimChecker(passages))
  expect(result).toMatchObject({ answer: 'Penguins breed in the harbour of Lisbon.', attributed: 0, claims: [{ citations: [], verdict: 'unsupported' }] })
})
