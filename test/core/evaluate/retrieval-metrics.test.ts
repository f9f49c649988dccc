import { expect, test } from 'vitest'
import { type JudgedRanking, rankingScores, retrievalMetrics } from '../../../core/evaluate/retrieval-metrics.ts'

const judged = (ranking: readonly string[], gains: Record<string, number>, ignore?: readonly string[]): JudgedRanking => ({
  ranking,
  gains: new Map(Object.entries(gains)),
  ...(ignore ? { ignore } : {}),
})

test('a perfect ranking scores 1 on everything', () => {
  expect(retrievalMetrics([judged(['a', 'b', 'c'], { a: 1, b: 1 })])).toEqual({ 'nDCG@10': 1, 'recall@10': 1, 'recall@100': 1, 'MRR@10': 1, 'hit@1': 1 })
})

test('gains are linear: worked by hand', () => {
  // found: 1/log2(3) + 3/log2(4); ideal: 3/log2(2) + 1/log2(3)
  const metrics = retrievalMetrics([judged(['x', 'b', 'a'], { a: 3, b: 1 })])
  expect(metrics?.['nDCG@10']).toBeCloseTo((1 / Math.log2(3) + 3 / 2) / (3 + 1 / Math.log2(3)), 12)
  expect(metrics?.['MRR@10']).toBe(0.5)
  expect(metrics?.['hit@1']).toBe(0)
})

test('what is ignored is taken out before ranks are counted', () => {
  expect(retrievalMetrics([judged(['self', 'a'], { a: 1, self: 1 }, ['self'])])).toMatchObject({ 'hit@1': 1, 'recall@10': 1, 'nDCG@10': 1 })
})

test('an id that stands twice counts once, at its best rank', () => {
  const metrics = retrievalMetrics([judged(['p1', 'p1', 'p2'], { p1: 1, p2: 1 })])
  expect(metrics?.['nDCG@10']).toBe(1)
  expect(metrics?.['recall@10']).toBe(1)
})

test('rank 11 counts for recall@100 only; questions without a judgment are left out of the mean', () => {
  const far = judged([...'bcdefghijk', 'a'], { a: 1 })
  const metrics = retrievalMetrics([far, judged(['a'], {}), judged(['a'], { a: 0 })])
  expect(metrics).toEqual({ 'nDCG@10': 0, 'recall@10': 0, 'recall@100': 1, 'MRR@10': 0, 'hit@1': 0 })
  expect(retrievalMetrics([judged(['a'], {})])).toBeNull()
})

test('one question at k: hit, reciprocal rank, nDCG and recall, worked by hand', () => {
  const question = judged(['x', 'y', 'b', 'a'], { a: 1, b: 1 })
  expect(rankingScores(question, 2)).toEqual({ hit: 0, mrr: 0, ndcg: 0, recall: 0 })
  const three = rankingScores(question, 3)
  expect(three).toMatchObject({ hit: 1, mrr: 1 / 3, recall: 0.5 })
  expect(three?.ndcg).toBeCloseTo(1 / Math.log2(4) / (1 + 1 / Math.log2(3)), 12)
  expect(rankingScores(judged(['a', 'b', 'x'], { a: 1, b: 1, c: 1 }), 2)).toMatchObject({ ndcg: 1, recall: 2 / 3 })
  expect(rankingScores(judged(['x'], {}), 3)).toBeNull()
})
