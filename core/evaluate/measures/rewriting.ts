/** Measures of summaries and of texts rewritten in a style. Pure. */
import { sentenceChrf } from './chrf.ts'
import { type RougeTokens, rougeL } from './rouge.ts'

export interface Rewritten {
  /** F1 of the longest common row of words with the best reference. */
  readonly rougeL: number
  /** chrF2 with the best reference: runs of characters, so that forms of a word count too. */
  readonly chrf: number
  /** Characters of the output for each of the reference's, blanks left out; above 1 it is longer. Null where every reference is empty. */
  readonly lengthRatio: number | null
}

/** The length is held against the reference nearest to it. */
export function rewriting(output: string, references: readonly string[], tokens?: RougeTokens): Rewritten {
  return {
    rougeL: tokens ? rougeL(output, references, tokens) : rougeL(output, references),
    chrf: sentenceChrf(output, references),
    lengthRatio: lengthRatio(output, references),
  }
}

function lengthRatio(output: string, references: readonly string[]): number | null {
  const own = length(output)
  const wanted = references
    .map(length)
    .filter((characters) => characters > 0)
    .toSorted((a, b) => Math.abs(a - own) - Math.abs(b - own) || a - b)[0]
  return wanted === undefined ? null : own / wanted
}

function length(text: string): number {
  return text.match(/\P{White_Space}/gu)?.length ?? 0
}
