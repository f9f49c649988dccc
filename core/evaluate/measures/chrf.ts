/**
 * chrF2 of outputs against references, as sacreBLEU 2.6.0 counts it (`nc:6|nw:0|space:no|eff:yes|case:mixed`): runs of one to
 * six characters, blanks left out, recall weighing twice. Made for every script. Pure.
 */
import { sharedRuns } from './n-grams.ts'

const orders = [1, 2, 3, 4, 5, 6] as const
const recallWeight = 2 ** 2

/** What chrF needs of one output, by order: runs of the output, of the reference, and those in both. 18 numbers. */
export type ChrfCounts = readonly number[]

/** Against the reference that scores best. */
export function chrfCounts(output: string, references: readonly string[]): ChrfCounts {
  const said = characters(output)
  const tries = references.map((reference) => compared(said, characters(reference)))
  return tries.reduce((best, one) => (chrf(one) > chrf(best) ? one : best), tries[0] ?? orders.flatMap(() => [0, 0, 0]))
}

/** From 0 to 1; of sums of `chrfCounts`, for a whole experiment. */
export function chrf(counts: ChrfCounts): number {
  let precision = 0
  let recall = 0
  let counted = 0
  for (let at = 0; at < counts.length; at += 3) {
    const [said = 0, wanted = 0, both = 0] = [counts[at], counts[at + 1], counts[at + 2]]
    if (said === 0 || wanted === 0) continue
    precision += both / said
    recall += both / wanted
    counted++
  }
  if (precision + recall === 0) return 0
  return ((1 + recallWeight) * precision * recall) / (counted * (recallWeight * precision + recall))
}

/** Of one output; from 0 to 1. */
export function sentenceChrf(output: string, references: readonly string[]): number {
  return chrf(chrfCounts(output, references))
}

function compared(said: readonly string[], wanted: readonly string[]): ChrfCounts {
  const both = sharedRuns(said, [wanted], orders.length)
  return orders.flatMap((order, at) => {
    const inReference = Math.max(0, wanted.length - order + 1)
    // an order that the reference is too short for does not count against the output
    const inOutput = inReference === 0 ? 0 : Math.max(0, said.length - order + 1)
    return [inOutput, inReference, both[at] ?? 0]
  })
}

/** Code points without blanks. */
function characters(text: string): readonly string[] {
  return text.match(/\P{White_Space}/gu) ?? []
}
