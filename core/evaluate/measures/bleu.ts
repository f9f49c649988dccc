/**
 * BLEU of outputs against references, as sacreBLEU 2.6.0 counts it: `case:mixed|eff:no|tok:13a|smooth:exp` for many outputs
 * together, `eff:yes` for one. Pure.
 */
import { bleuTokens } from './bleu-tokens.ts'
import { sharedRuns } from './n-grams.ts'

const orders = [1, 2, 3, 4] as const

/** What BLEU needs of one output: [its tokens, tokens of the reference nearest in length, 1- to 4-grams found, 1- to 4-grams in all]. */
export type BleuCounts = readonly number[]

export function bleuCounts(output: string, references: readonly string[]): BleuCounts {
  const said = bleuTokens(output)
  const wanted = references.map(bleuTokens)
  const found = sharedRuns(said, wanted, orders.length)
  const all = orders.map((order) => Math.max(0, said.length - order + 1))
  return [said.length, nearestLength(said.length, wanted), ...found, ...all]
}

/**
 * From 0 to 1; of sums of `bleuCounts`, for a whole experiment. Where no output has four tokens it is 0, as in the reference,
 * which `shorter` avoids by leaving out the orders that no output is long enough for.
 */
export function bleu(counts: BleuCounts, shorter = false): number {
  const [said = 0, wanted = 0] = counts
  const found = counts.slice(2, 6)
  const all = counts.slice(6, 10)
  if (!found.some((count) => count > 0)) return 0
  const counted = orders.filter((_, at) => (all[at] ?? 0) > 0).length
  if (counted < orders.length && !shorter) return 0
  // exponential smoothing: the n-th order without a match counts as half of the one before
  let missing = 1
  let logs = 0
  for (let at = 0; at < counted; at++) {
    const matches = found[at] ?? 0
    if (matches === 0) missing *= 2
    logs += Math.log((matches === 0 ? 1 / missing : matches) / (all[at] ?? 1))
  }
  const brevity = said < wanted ? Math.exp(1 - wanted / said) : 1
  return brevity * Math.exp(logs / counted)
}

/** Of one output; from 0 to 1. */
export function sentenceBleu(output: string, references: readonly string[]): number {
  return bleu(bleuCounts(output, references), true)
}

/** The shorter of two that are as near. */
function nearestLength(length: number, references: readonly (readonly string[])[]): number {
  const lengths = references.map((tokens) => tokens.length).toSorted((a, b) => Math.abs(a - length) - Math.abs(b - length) || a - b)
  return lengths[0] ?? 0
}
