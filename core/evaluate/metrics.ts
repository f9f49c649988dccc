/** Scores rankings against judgments: nDCG with linear gains, recall, reciprocal rank, first hit. */

export const metricNames = ['nDCG@10', 'recall@10', 'recall@100', 'MRR@10', 'hit@1'] as const
export type MetricName = (typeof metricNames)[number]
/** Each between 0 and 1. */
export type RetrievalMetrics = Readonly<Record<MetricName, number>>

/** One question with what was found for it. */
export interface JudgedRanking {
  /** Ids, best first; where one stands twice, its best rank counts. To score recall@100 it must hold 100 ids after `ignore`. */
  readonly ranking: readonly string[]
  /** Gains by id; those of 0 or less count as not relevant. */
  readonly gains: ReadonlyMap<string, number>
  /** Taken out of the ranking before it is scored, and never counted as relevant. */
  readonly ignore?: readonly string[]
}

/** The mean over the questions that have a judgment; null where none has one. */
export function retrievalMetrics(questions: readonly JudgedRanking[]): RetrievalMetrics | null {
  const scored = questions.flatMap((question) => score(question) ?? [])
  if (scored.length === 0) return null
  const mean = (name: MetricName) => scored.reduce((sum, one) => sum + one[name], 0) / scored.length
  return { 'nDCG@10': mean('nDCG@10'), 'recall@10': mean('recall@10'), 'recall@100': mean('recall@100'), 'MRR@10': mean('MRR@10'), 'hit@1': mean('hit@1') }
}

function score(question: JudgedRanking): RetrievalMetrics | null {
  const ignored = new Set(question.ignore)
  const relevant = new Map([...question.gains].filter(([id, gain]) => gain > 0 && !ignored.has(id)))
  if (relevant.size === 0) return null
  const ranking = [...new Set(question.ranking)].filter((id) => !ignored.has(id))
  const gains = ranking.slice(0, 100).map((id) => relevant.get(id) ?? 0)
  const found = (k: number) => gains.slice(0, k).filter((gain) => gain > 0).length
  const first = gains.slice(0, 10).findIndex((gain) => gain > 0)
  const ideal = [...relevant.values()].sort((a, b) => b - a)
  return {
    'nDCG@10': discounted(gains) / discounted(ideal),
    'recall@10': found(10) / relevant.size,
    'recall@100': found(100) / relevant.size,
    'MRR@10': first < 0 ? 0 : 1 / (first + 1),
    'hit@1': found(1),
  }
}

function discounted(gains: readonly number[]): number {
  return gains.slice(0, 10).reduce((sum, gain, rank) => sum + gain / Math.log2(rank + 2), 0)
}
