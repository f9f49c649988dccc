/**
 * Makes one ranking of what was found by keyword and by meaning: a weighted sum of scores that are on one
 * scale, BM25 as a share of the best one found, and cosine as it is. Pure.
 * One setting for every kind of text, chosen by measurement (docs/decisions/0006-scores-are-summed-not-ranks.md).
 */
import type { Candidates } from './retrieve.ts'

const weights = { keyword: 0.3, meaning: 0.7 }

export interface Ranked {
  readonly id: number
  readonly documentId: string
  readonly score: number
  readonly similarity?: number
  readonly vectorRank?: number
  readonly keywordRank?: number
}

/** Best first; at equal scores the lower id first, so that a ranking is the same every time. */
export function fuse(candidates: Candidates): readonly Ranked[] {
  const { keyword, vector, similarities } = candidates
  const topKeyword = keyword[0]?.score || 1
  // Where a vector is still to come, a passage is taken as no nearer than the farthest candidate.
  const farthest = Math.min(...similarities.values(), 1)
  const ranks = new Map<number, { documentId: string; keyword?: number; bm25?: number; vector?: number }>()
  for (const [at, hit] of keyword.entries()) ranks.set(hit.id, { documentId: hit.documentId, keyword: at + 1, bm25: hit.score })
  for (const [at, hit] of vector.entries()) ranks.set(hit.id, { ...ranks.get(hit.id), documentId: hit.documentId, vector: at + 1 })
  const ranked = [...ranks].map(([id, found]): Ranked => {
    const similarity = similarities.get(id)
    return {
      id,
      documentId: found.documentId,
      score: scoreOf(candidates.mode, (found.bm25 ?? 0) / topKeyword, similarity ?? farthest),
      ...(similarity === undefined ? {} : { similarity }),
      ...(found.vector === undefined ? {} : { vectorRank: found.vector }),
      ...(found.keyword === undefined ? {} : { keywordRank: found.keyword }),
    }
  })
  return best(ranked)
}

function scoreOf(mode: Candidates['mode'], keyword: number, meaning: number): number {
  if (mode === 'keyword') return keyword
  if (mode === 'vector') return meaning
  return weights.keyword * keyword + weights.meaning * meaning
}

export function best(ranked: readonly Ranked[]): readonly Ranked[] {
  return ranked.toSorted((a, b) => b.score - a.score || a.id - b.id)
}
