/** What an experiment says of approaches: the best arm of each kind, and how two of them differ. Pure. */
import type { ArmKind, ArmResult, Estimate, Measure } from '../../types/experiment.ts'
import { type DifferenceVerdict, verdictOf } from '../statistics/verdict.ts'
import type { AdviceMaterial } from './material.ts'

export interface Compared extends DifferenceVerdict {
  /** First minus second. */
  readonly difference: Estimate
}

export interface Evidence {
  /** In the order of simplicity: base, rag, tuned, hybrid. */
  readonly kinds: readonly ArmKind[]
  /** Questions, in the arm that has fewest. */
  readonly questions: number
  /** Null where the two have no question in common. */
  compare(first: ArmKind, second: ArmKind): Compared | null
  score(kind: ArmKind, measure: Measure): Estimate | null
  /** Median milliseconds of a whole answer. */
  answerMs(kind: ArmKind): number | null
}

const simplest: readonly ArmKind[] = ['base', 'rag', 'tuned', 'hybrid']

/** Of several arms of a kind the one that scores best in the main measure speaks. Null where fewer than one arm was measured. */
export function evidenceIn(results: NonNullable<AdviceMaterial['results']>): Evidence | null {
  const kindOf = new Map(results.experiment.arms.map(({ id, kind }) => [id, kind]))
  // where nothing is searched for, they are base and fine-tuned once more
  const unsearched = results.notSearchedFor > 0 && results.notSearchedFor === results.experiment.questions
  const value = ({ scores }: ArmResult) => scores[results.main]?.value
  const best = new Map<ArmKind, ArmResult>()
  for (const arm of results.arms) {
    const kind = kindOf.get(arm.armId)
    const own = value(arm)
    if (kind === undefined || own === undefined || (unsearched && (kind === 'rag' || kind === 'hybrid'))) continue
    const before = best.get(kind)
    if (before === undefined || own > (value(before) ?? 0)) best.set(kind, arm)
  }
  if (best.size === 0) return null
  return {
    kinds: simplest.filter((kind) => best.has(kind)),
    questions: Math.min(...[...best.values()].map(({ scores }) => scores[results.main]?.n ?? 0)),
    compare(first, second) {
      const [a, b] = [best.get(first)?.armId, best.get(second)?.armId]
      const found = results.differences.find((one) => one.measure === results.main && ((one.a === a && one.b === b) || (one.a === b && one.b === a)))
      if (!found) return null
      const difference = found.a === a ? found.difference : turned(found.difference)
      return { ...verdictOf(difference, found.p), difference }
    },
    score: (kind, measure) => best.get(kind)?.scores[measure] ?? null,
    answerMs: (kind) => best.get(kind)?.speed.answerMs ?? null,
  }
}

function turned({ value, low, high, n }: Estimate): Estimate {
  return { value: -value, low: -high, high: -low, n }
}
