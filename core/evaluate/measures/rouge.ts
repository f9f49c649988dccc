/** ROUGE-L: how long a row of words output and reference share, in order. Pure. */
import { unspaced } from '../../text/terms.ts'

/**
 * `latin`: runs of a–z and 0–9, as the package rouge_score reads; accents cut words ("Gerät" is "ger", "t"), and of other
 * scripts nothing is left, so that two Japanese texts always score 0. `words`: runs of letters and numbers of any script,
 * after NFKC; a script without blanks gives a token for each character.
 */
export type RougeTokens = 'latin' | 'words'

const latin = /[a-z0-9]+/g
const words = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+`, 'gu')
const otherScript = /(?!\p{sc=Latin})\p{L}/u

/**
 * F1 of the longest common subsequence, from 0 to 1; the best reference counts (rouge_score, rougeL without stemming; not
 * rougeLsum). Output or reference without a token: 0. `tokens`: absent, `words` where a reference has letters
 * other than Latin ones, or none of a–z, so that every arm is read alike. Time grows with the product of the lengths.
 */
export function rougeL(output: string, references: readonly string[], tokens: RougeTokens = tokensFor(references)): number {
  const said = rougeTokens(output, tokens)
  return Math.max(0, ...references.map((reference) => overlap(said, rougeTokens(reference, tokens))))
}

function tokensFor(references: readonly string[]): RougeTokens {
  return references.some((reference) => otherScript.test(reference) || !reference.toLowerCase().match(latin)) ? 'words' : 'latin'
}

function rougeTokens(text: string, tokens: RougeTokens): readonly string[] {
  return (tokens === 'latin' ? text.toLowerCase().match(latin) : text.normalize('NFKC').toLowerCase().match(words)) ?? []
}

function overlap(said: readonly string[], wanted: readonly string[]): number {
  const both = said.length + wanted.length
  return both === 0 ? 0 : (2 * longestCommon(said, wanted)) / both
}

/** By rows: `row[j]` is the length for what was read of `said` and the first j of `wanted`. */
function longestCommon(said: readonly string[], wanted: readonly string[]): number {
  const row = new Uint32Array(wanted.length + 1)
  for (const token of said) {
    let diagonal = 0
    for (let at = 1; at <= wanted.length; at++) {
      const above = row[at] ?? 0
      row[at] = token === wanted[at - 1] ? diagonal + 1 : Math.max(above, row[at - 1] ?? 0)
      diagonal = above
    }
  }
  return row[wanted.length] ?? 0
}
