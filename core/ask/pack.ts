/** Chooses what is sent: the best passages that fit the model's real context, the very best first and last. Pure. */
import type { Found } from '../types/answer.ts'
import { framed, prompt } from './prompt.ts'
import { tokenBound, turnOverhead } from './token-bound.ts'

/** More make small models miss what stands in the middle (Liu et al., "Lost in the Middle", 2023). */
const mostPassages = 10

export interface Packed {
  /** In the order in which they are sent: the passage numbered n is at n − 1. */
  readonly sent: readonly Found[]
  /** What did not fit, and what says the same as a passage sent, word for word. */
  readonly cut: readonly Found[]
  /** Upper bound of the whole request's tokens. */
  readonly promptTokens: number
}

export interface Budget {
  /** Tokens of request and answer together. */
  readonly context: number
  /** Tokens kept free for the answer. */
  readonly answer: number
}

/** A quarter of the context, and no more than a long answer needs. */
export function budgetOf(context: number): Budget {
  return { context, answer: Math.min(1_024, Math.floor(context / 4)) }
}

/** `found`: best first. */
export function pack(question: string, found: readonly Found[], budget: Budget, boundary: string): Packed {
  const chosen: Found[] = []
  const texts = new Set<string>()
  let promptTokens = prompt(question, [], boundary).reduce((sum, turn) => sum + tokenBound(turn.content) + turnOverhead, 0)
  for (const passage of found) {
    const text = passage.text.replaceAll(/\s+/gu, ' ').trim()
    if (chosen.length === mostPassages || texts.has(text)) continue
    const tokens = tokenBound(framed(passage, mostPassages, boundary)) + 1
    if (promptTokens + tokens > budget.context - budget.answer) continue
    promptTokens += tokens
    texts.add(text)
    chosen.push(passage)
  }
  return { sent: bestAtTheEnds(chosen), cut: found.filter((passage) => !chosen.includes(passage)), promptTokens }
}

/** Exactly these, in this order: their numbers stand in what was written already. Nothing is sent where they do not all fit. */
export function packAgain(question: string, passages: readonly Found[], budget: Budget, boundary: string): Packed {
  const promptTokens = prompt(question, passages, boundary).reduce((sum, turn) => sum + tokenBound(turn.content) + turnOverhead, 0)
  return promptTokens > budget.context - budget.answer ? { sent: [], cut: passages, promptTokens } : { sent: passages, cut: [], promptTokens }
}

/** 1, 3, 5, …, 6, 4, 2. */
function bestAtTheEnds<T>(ranked: readonly T[]): readonly T[] {
  return [...ranked.filter((_, at) => at % 2 === 0), ...ranked.filter((_, at) => at % 2 === 1).toReversed()]
}
