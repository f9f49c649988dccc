/** Answers side by side with their arms hidden: which two, in which order, stays the same over every restart. Pure. */
import type { Rating, StoredAnswer } from '../../ports/experiments-store.ts'
import { diceFrom } from '../../text/dice.ts'
import type { Example } from '../../types/data-set.ts'
import type { Arm, BlindPair } from '../../types/experiment.ts'
import { plainAnswer, referencesOf } from './score.ts'

export interface HiddenPair {
  /** Tells nothing of the arms. */
  readonly id: string
  readonly example: Example
  readonly left: StoredAnswer
  readonly right: StoredAnswer
}

/**
 * Of every question that all arms have answered two answers that differ, pairs of arms taking turns; in random order.
 * `secret`: of the experiment.
 */
export function hiddenPairs(arms: readonly Arm[], examples: readonly Example[], answers: readonly StoredAnswer[], secret: string): readonly HiddenPair[] {
  const dice = diceFrom(seedOf(secret))
  const couples = arms.flatMap((a, at) => arms.slice(at + 1).map((b) => [a.id, b.id] as const))
  const given = new Map(answers.map((answer) => [`${answer.armId} ${answer.exampleId}`, answer]))
  const order = dice.shuffled(examples.map((example, at) => ({ example, id: `q${at + 1}`, flip: dice.below(2) === 1 })))
  return order.flatMap(({ example, id, flip }, at) => {
    const own = arms.flatMap((arm) => given.get(`${arm.id} ${example.id}`) ?? [])
    if (own.length < arms.length || own.some(({ failure }) => failure !== undefined)) return []
    const inTurn = couples.map((_, step) => couples[(at + step) % couples.length])
    const pair = inTurn
      .flatMap((couple) => {
        const [one, other] = [own.find(({ armId }) => armId === couple?.[0]), own.find(({ armId }) => armId === couple?.[1])]
        return one && other ? [[one, other] as const] : []
      })
      .find(([one, other]) => plainAnswer(one) !== plainAnswer(other))
    if (pair === undefined) return []
    const [left, right] = flip ? [pair[1], pair[0]] : pair
    return [{ id, example, left, right }]
  })
}

/** The first that has no rating; null where all have. */
export function nextPair(pairs: readonly HiddenPair[], ratings: readonly Rating[]): BlindPair | null {
  const isRated = ({ example, left, right }: HiddenPair) =>
    ratings.some(({ exampleId, a, b }) => exampleId === example.id && [left.armId, right.armId].every((armId) => armId === a || armId === b))
  const next = pairs.find((pair) => !isRated(pair))
  if (next === undefined) return null
  const { id, example, left, right } = next
  return {
    id,
    input: example.input,
    reference: referencesOf(example)[0] ?? '',
    left: plainAnswer(left),
    right: plainAnswer(right),
    rated: pairs.filter(isRated).length,
    total: pairs.length,
  }
}

/** What was chosen, with the arms named in the order in which the experiment has them. */
export function ratingOf({ example, left, right }: HiddenPair, better: 'left' | 'right' | 'neither', arms: readonly Arm[], at: number): Rating {
  const [a, b] = [left, right].toSorted((one, other) => placeOf(one) - placeOf(other))
  const chosen = better === 'left' ? left : right
  return {
    exampleId: example.id,
    a: a?.armId ?? '',
    b: b?.armId ?? '',
    better: better === 'neither' ? 'neither' : chosen === a ? 'a' : 'b',
    at,
  }
  function placeOf({ armId }: StoredAnswer): number {
    return arms.findIndex(({ id }) => id === armId)
  }
}

/** FNV-1a over the secret's code units. */
function seedOf(secret: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < secret.length; at++) hash = Math.imul(hash ^ secret.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
