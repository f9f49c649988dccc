/** How much context an experiment's requests take, before any is sent: by the same bound that a chat packs by. Pure. */
import { budgetOf } from '../../ask/pack.ts'
import { prompt } from '../../ask/prompt.ts'
import { tokenBound, turnOverhead } from '../../ask/token-bound.ts'
import type { Example } from '../../types/data-set.ts'
import { isSearchedFor } from './ask-arm.ts'

/** As long as a real one. */
const boundary = 'x'.repeat(32)

/**
 * The least context, in tokens, in which each question goes with one passage: the shortest of its own stands for what will be
 * found. 0 where nothing is searched for.
 */
export function contextForPassages(examples: readonly Example[]): number {
  return Math.max(0, ...examples.filter(isSearchedFor).map((example) => leastContext(withOnePassage(example))))
}

function withOnePassage({ input, passages }: Example): number {
  const shortest = passages.map(({ text }) => text).toSorted((a, b) => a.length - b.length)[0] ?? ''
  return prompt(input, [{ text: shortest, context: '' }], boundary).reduce((sum, { content }) => sum + tokenBound(content) + turnOverhead, 0)
}

/** A chat keeps part of the context free for its answer. */
function leastContext(tokens: number): number {
  let context = tokens
  while (context - budgetOf(context).answer < tokens) context += tokens - (context - budgetOf(context).answer)
  return context
}
