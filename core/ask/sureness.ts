/** Whether the passages seem to hold an answer at all. Pure. */
import { denies } from '../text/question-words.ts'
import type { Found } from '../types/answer.ts'
import type { Candidate } from './candidates.ts'

/**
 * By logistic regression on SQuAD 2.0 (docs/benchmarks.md, "Retrieval and answers"), rounded, with more weight
 * on the line's words than it gives, because in a library of a dozen passages the right one is always far ahead.
 * Set to refuse late: a wrong refusal hurts more than a wrong quote.
 */
const weights = { coverage: 2.4, similarity: 2.5, lead: 1.8, strange: -1, notDenied: -1.5, holds: 0.15, needed: 2.75 }
const similarityUnknown = 0.45
const leadAtMost = 0.3
const leadUnknown = 0.12

/** `best`: the line that fits best; `found`: best first. */
export function sure(question: string, best: Candidate, found: readonly Found[]): boolean {
  const said = best.before?.kind === 'question' ? `${best.before.text} ${best.line.text}` : best.line.text
  const sum =
    weights.coverage * best.coverage +
    weights.similarity * (found[0]?.similarity ?? similarityUnknown) +
    weights.lead * leadOf(found) +
    (best.strange ? weights.strange : 0) +
    (denies(question) && !denies(said) ? weights.notDenied : 0) +
    weights.holds * (best.holds === null ? 0.5 : Number(best.holds))
  return sum >= weights.needed
}

/** How far the first passage is ahead of the four behind it: of many that are alike, none is likely to be the one. */
function leadOf(found: readonly Found[]): number {
  const [first, ...behind] = found.slice(0, 5)
  if (!first || behind.length === 0) return leadUnknown
  return Math.min(leadAtMost, first.score - behind.reduce((sum, one) => sum + one.score, 0) / behind.length)
}
