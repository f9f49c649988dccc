/** Whether the passages seem to hold an answer at all. Pure. */
import { denies } from '../text/question-words.ts'
import type { Found } from '../types/answer.ts'
import type { Candidate } from './candidates.ts'
import { readPassages } from './claims/evidence.ts'
import { signsOf } from './claims/signs.ts'

/**
 * By logistic regression on the even articles of SQuAD 2.0, rounded; measured on the odd ones (docs/benchmarks.md,
 * "Retrieval and answers"). The first five are of the question and what was found, the others hold the question
 * against the passages as if it were a claim (docs/decisions/0019-claims-are-checked-by-signs.md).
 */
const weights = {
  coverage: 0.8,
  similarity: 2.3,
  lead: 8,
  notDenied: -0.28,
  holds: 0.12,
  cover: 2.14,
  opposite: -1.08,
  denialsMore: -1.94,
  namesAbsent: -0.7,
  numbersAbsent: -0.95,
}
export const needed = 4.1
const similarityUnknown = 0.45
/** In a library of a dozen passages the right one is always far ahead, which must not be enough. */
const leadAtMost = 0.2
const leadUnknown = 0.15
/** Passages that the question is held against. */
const held = 3

export type SurenessSigns = Readonly<Record<keyof typeof weights, number>>

/** `best`: the line that fits best; `found`: best first. */
export function sure(question: string, best: Candidate, found: readonly Found[]): boolean {
  return surenessOf(surenessSigns(question, best, found)) >= needed
}

export function surenessOf(signs: SurenessSigns): number {
  return signNames.reduce((sum, name) => sum + weights[name] * signs[name], 0)
}

export const signNames = Object.keys(weights) as readonly (keyof typeof weights)[]

export function surenessSigns(question: string, best: Candidate, found: readonly Found[]): SurenessSigns {
  const said = best.before?.kind === 'question' ? `${best.before.text} ${best.line.text}` : best.line.text
  return {
    coverage: best.coverage,
    similarity: found[0]?.similarity ?? similarityUnknown,
    lead: leadOf(found),
    notDenied: Number(denies(question) && !denies(said)),
    holds: best.holds === null ? 0.5 : Number(best.holds),
    ...heldAgainst(question, found.slice(0, held)),
  }
}

/** The signs of a claim, with the passage that has the best line for it. */
function heldAgainst(
  question: string,
  passages: readonly Found[],
): Pick<SurenessSigns, 'cover' | 'opposite' | 'denialsMore' | 'namesAbsent' | 'numbersAbsent'> {
  const { names, read } = readPassages(passages)
  const all = read.flatMap((evidence) => signsOf(question, evidence, names) ?? [])
  const { cover = 0, opposite = 0, denialsMore = 0, namesAbsent = 0, numbersAbsent = 0 } = all.toSorted((a, b) => b.fit - a.fit)[0]?.signs ?? {}
  return { cover, opposite, denialsMore, namesAbsent, numbersAbsent }
}

/** How far the first passage is ahead of the four behind it: of many that are alike, none is likely to be the one. */
function leadOf(found: readonly Found[]): number {
  const [first, ...behind] = found.slice(0, 5)
  if (!first || behind.length === 0) return leadUnknown
  return Math.min(leadAtMost, first.score - behind.reduce((sum, one) => sum + one.score, 0) / behind.length)
}
