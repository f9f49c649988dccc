/** Retrieval must not get worse unnoticed: a small set that we wrote, half of it asked in other words than the passages use. */
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { alcoveJson } from '../anomaly/alcove.ts'

const set = resolve(import.meta.dirname, '../fixtures/retrieval')

interface Retrieval {
  readonly set: string
  readonly mode: string
  readonly passages: number
  readonly queries: number
  readonly metrics: Readonly<Record<'nDCG@10' | 'recall@10' | 'recall@100' | 'MRR@10' | 'hit@1', number>>
}

const evaluate = (mode: string) => alcoveJson<Retrieval>(['eval', 'retrieval', set, '--mode', mode])

test('hybrid search gains on keyword search and loses little to search by meaning, even where the words differ', async () => {
  const [hybrid, vector, keyword] = [await evaluate('hybrid'), await evaluate('vector'), await evaluate('keyword')]
  expect(hybrid).toMatchObject({ set: 'retrieval', mode: 'hybrid', passages: 48, queries: 47 })
  expect(vector.metrics['nDCG@10']).toBeGreaterThan(0.96)
  expect(keyword.metrics['nDCG@10']).toBeGreaterThan(0.6)
  expect(hybrid.metrics['nDCG@10']).toBeGreaterThan(0.93)
  expect(hybrid.metrics['nDCG@10']).toBeGreaterThan(keyword.metrics['nDCG@10'])
  expect(hybrid.metrics['recall@10']).toBeGreaterThan(0.97)
})
