/** Whether to answer, decided by one score or by a weighted sum: limits and weights are set on one half of the articles and read on the other. */

export interface Case {
  readonly half: number
  /** `in`: answerable; `out`: the same, its paragraph taken out; `near`: unanswerable over its own paragraph. */
  readonly kind: 'in' | 'out' | 'near'
  readonly signs: Readonly<Record<string, number>>
  /** What could be used alone: the scores of the search, and of the line. */
  readonly scores: Readonly<Record<string, number>>
}

type Score = (one: Case) => number

/** Mean of answering what is there and refusing what is not. */
export function balanced(cases: readonly Case[], score: Score, limit: number, kind: 'out' | 'near'): number {
  const share = (of: Case['kind'], is: (value: number) => boolean) => {
    const own = cases.filter((one) => one.kind === of)
    return own.filter((one) => is(score(one))).length / own.length
  }
  return (share('in', (value) => value >= limit) + share(kind, (value) => value < limit)) / 2
}

/** The limit that is best for the kinds together. */
export function bestLimit(cases: readonly Case[], score: Score, kinds: readonly ('out' | 'near')[]): number {
  const values = cases.map(score).toSorted((a, b) => a - b)
  const limits = Array.from({ length: 181 }, (_, at) => values[Math.floor((0.05 + at / 200) * values.length)] ?? 0)
  const worth = (limit: number) => kinds.reduce((sum, kind) => sum + balanced(cases, score, limit, kind), 0)
  return limits.reduce((best, limit) => (worth(limit) > worth(best) ? limit : best))
}

/** How much the unanswerable ones count beside those whose paragraph is gone. */
const nearCounts = 0.4

/** Logistic regression by gradient descent on standardised signs; as many weights as there are signs. */
export function fitWeights(cases: readonly Case[]): Readonly<Record<string, number>> {
  const names = Object.keys(cases[0]?.signs ?? {})
  const columns = names.map((name) => cases.map(({ signs }) => signs[name] ?? 0))
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length)
  const spreads = columns.map((column, at) => Math.sqrt(column.reduce((sum, value) => sum + (value - (means[at] ?? 0)) ** 2, 0) / column.length) || 1)
  const rows = cases.map((_, row) => columns.map((column, at) => ((column[row] ?? 0) - (means[at] ?? 0)) / (spreads[at] ?? 1)))
  const count = (kind: Case['kind']) => cases.filter((one) => one.kind === kind).length
  const share = { in: 1 / count('in'), near: nearCounts / (1 + nearCounts) / count('near'), out: 1 / (1 + nearCounts) / count('out') }
  const weights = names.map(() => 0)
  let bias = 0
  for (let round = 0; round < 3_000; round++) {
    const slope = names.map((_, at) => 0.0004 * (weights[at] ?? 0))
    let slopeOfBias = 0
    for (const [row, one] of cases.entries()) {
      const own = rows[row] ?? []
      const chance = 1 / (1 + Math.exp(-own.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), bias)))
      const wrong = (chance - Number(one.kind === 'in')) * share[one.kind]
      slopeOfBias += wrong
      for (const [at, value] of own.entries()) slope[at] = (slope[at] ?? 0) + wrong * value
    }
    bias -= slopeOfBias
    for (const [at, value] of slope.entries()) weights[at] = (weights[at] ?? 0) - value
  }
  return Object.fromEntries(names.map((name, at) => [name, (weights[at] ?? 0) / (spreads[at] ?? 1)]))
}
