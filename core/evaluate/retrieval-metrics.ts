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

export interface RankingScores {
  /** 1 where one of the first k is relevant, else 0. */
  readonly hit: number
  /** 1 ÷ the rank of the first relevant one among the first k; 0 where none is. */
  readonly mrr: number
  /** Gains of the first k, each divided by log₂(rank + 1), as a share of the best order's. */
  readonly ndcg: number
  /** Share of what is relevant that stands among the first k. */
  readonly recall: number
}

/** Of one question, looking at the first `k`; null where nothing is relevant. */
export function rankingScores(question: JudgedRanking, k: number): RankingScores | null {
  const judged = judgedGains(question)
  return judged && scoresAt(judged, k)
}

function score(question: JudgedRanking): RetrievalMetrics | null {
  const judged = judgedGains(question)
  if (!judged) return null
  const ten = scoresAt(judged, 10)
  return {
    'nDCG@10': ten.ndcg,
    'recall@10': ten.recall,
    'recall@100': scoresAt(judged, 100).recall,
    'MRR@10': ten.mrr,
    'hit@1': scoresAt(judged, 1).hit,
  }
}

interface JudgedGains {
  /** In the ranking's order. */
  readonly found: readonly number[]
  /** Of all that is relevant, greatest first. */
  readonly ideal: readonly number[]
}

function judgedGains(question: JudgedRanking): JudgedGains | null {
  const ignored = new Set(question.ignore)
  const relevant = new Map([...question.gains].filter(([id, gain]) => gain > 0 && !ignored.has(id)))
  if (relevant.size === 0) return null
  const ranking = [...new Set(question.ranking)].filter((id) => !ignored.has(id))
  return { found: ranking.map((id) => relevant.get(id) ?? 0), ideal: [...relevant.values()].sort((a, b) => b - a) }
}

function scoresAt({ found, ideal }: JudgedGains, k: number): RankingScores {
  const gains = found.slice(0, k)
  const first = gains.findIndex((gain) => gain > 0)
  return {
    hit: first < 0 ? 0 : 1,
    mrr: first < 0 ? 0 : 1 / (first + 1),
    ndcg: discounted(gains) / discounted(ideal.slice(0, k)),
    recall: gains.filter((gain) => gain > 0).length / ideal.length,
  }
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, rank) => sum + gain / Math.log2(rank + 2), 0)
}
