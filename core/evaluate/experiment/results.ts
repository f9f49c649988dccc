/** From answers to results: each arm's measures with intervals, every pair's difference, and what that tells. Pure. */
import type { Rating, StoredAnswer } from '../../ports/experiments-store.ts'
import type { Example, ExampleKind } from '../../types/data-set.ts'
import { type Arm, type ArmDifference, type ArmResult, type Estimate, type Measure, measures } from '../../types/experiment.ts'
import { bleu, bleuCounts } from '../measures/bleu.ts'
import { chrf, chrfCounts } from '../measures/chrf.ts'
import { labelIn, macroF1Of } from '../measures/classification.ts'
import { bootstrapP, estimateOf, meanOf, type Resampled, type Scorer, scoreOf } from '../statistics/bootstrap.ts'
import { holm } from '../statistics/holm.ts'
import { mcNemarOf } from '../statistics/mcnemar.ts'
import { halfWidth } from '../statistics/proportion.ts'
import { verdictOf } from '../statistics/verdict.ts'
import { isSearchedFor } from './ask-arm.ts'
import { median } from './median.ts'
import { resampleAll, type Scored } from './resample-all.ts'
import { plainAnswer, referencesOf } from './score.ts'

export interface Material {
  readonly arms: readonly Arm[]
  readonly examples: readonly Example[]
  readonly answers: readonly StoredAnswer[]
  readonly ratings: readonly Rating[]
  readonly seed: number
  /** That classification chooses among. */
  readonly labels: readonly string[]
  readonly trainingSeconds: Readonly<Record<string, number>>
}

export interface Measured {
  readonly arms: readonly ArmResult[]
  readonly differences: readonly ArmDifference[]
  readonly main: Measure
  readonly halfWidth: number
  readonly notSearchedFor: number
}

type Pause = () => Promise<void>

const mainOf: Readonly<Record<ExampleKind, Measure>> = {
  question: 'f1',
  classification: 'accuracy',
  extraction: 'fieldF1',
  summary: 'rougeL',
  rewriting: 'rougeL',
}

/** `pause` lets others work where it is time to: of many questions each measure takes a while. */
export async function resultsOf(material: Material, pause: Pause): Promise<Measured> {
  const { arms, examples, seed } = material
  const main = mainMeasure(examples)
  const given = new Map(material.answers.filter(({ failure }) => failure === undefined).map((answer) => [keyOf(answer.armId, answer.exampleId), answer]))
  const wanted: ScoredArm[] = []
  for (const arm of arms) wanted.push(...(await scoredOf(arm, material, given, pause)))
  const pairs: Pair[] = []
  for (const [a, b] of pairsOf(arms)) {
    pairs.push(...pairOf(a, b, examples, given, main))
    await pause()
  }
  const resampled = await resampleAll([...wanted, ...pairs], { seed, pause })
  const estimates: (ScoredArm & { readonly estimate: Estimate })[] = []
  for (const [at, one] of wanted.entries()) {
    if (resampled[at]) estimates.push({ ...one, estimate: estimateOf(resampled[at]) })
    await pause()
  }
  const differences = differencesOf(pairs, resampled.slice(wanted.length), main)
  const widest = differences.map(({ difference }) => (difference.high - difference.low) / 2)
  return {
    arms: arms.map((arm) => {
      const own = estimates.filter(({ armId }) => armId === arm.id)
      return armResult(arm, material, given, Object.fromEntries(own.map(({ measure, estimate }) => [measure, estimate])))
    }),
    differences,
    main,
    notSearchedFor: examples.filter((example) => !isSearchedFor(example)).length,
    // where answers do not vary at all, the questions are too much alike to tell how others would go
    halfWidth: Math.max(0, ...widest) || halfWidth(examples.length),
  }
}

/** That of the kind that most examples have. */
export function mainMeasure(examples: readonly Pick<Example, 'kind'>[]): Measure {
  const counts = new Map<ExampleKind, number>()
  for (const { kind } of examples) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1])
  return mainOf[most?.[0] ?? 'question']
}

type Given = ReadonlyMap<string, StoredAnswer>

function keyOf(armId: string, exampleId: string): string {
  return `${armId} ${exampleId}`
}

function armResult(arm: Arm, { examples, answers, ratings, trainingSeconds }: Material, given: Given, scores: ArmResult['scores']): ArmResult {
  const own = answers.filter(({ armId }) => armId === arm.id)
  const said = examples.flatMap(({ id }) => given.get(keyOf(arm.id, id)) ?? [])
  const won = (side: 'a' | 'b') => ratings.filter((rating) => rating[side] === arm.id && rating.better === side).length
  const lost = (side: 'a' | 'b') => ratings.filter((rating) => rating[side] === arm.id && rating.better === (side === 'a' ? 'b' : 'a')).length
  return {
    armId: arm.id,
    answers: said.length,
    failed: own.length - said.length,
    refused: said.filter(({ refused }) => refused).length,
    scores,
    speed: {
      firstTokenMs: median(said.map(({ firstTokenMs }) => firstTokenMs)),
      tokensPerSecond: median(said.map(({ tokensPerSecond }) => tokensPerSecond)),
      answerMs: median(said.map(({ answerMs }) => answerMs)),
      memory: said.reduce<number | null>((most, { memory }) => (memory === null ? most : Math.max(most ?? 0, memory)), null),
      trainingSeconds: trainingSeconds[arm.id] ?? null,
    },
    rated: {
      won: won('a') + won('b'),
      tied: ratings.filter(({ a, b, better }) => better === 'neither' && (a === arm.id || b === arm.id)).length,
      lost: lost('a') + lost('b'),
    },
  }
}

interface Answered {
  readonly example: Example
  readonly answer: StoredAnswer
}

interface ScoredArm extends Scored {
  readonly armId: string
  readonly measure: Measure
}

/** Those measures that any of its answers has. */
async function scoredOf(arm: Arm, { examples, labels }: Material, given: Given, pause: Pause): Promise<readonly ScoredArm[]> {
  const whole = examples.flatMap((example) => {
    const answer = given.get(keyOf(arm.id, example.id))
    return answer ? [{ example, answer }] : []
  })
  const found: ScoredArm[] = []
  for (const measure of measures) {
    const has = whole.filter(({ answer }) => answer.scores[measure === 'macroF1' ? 'accuracy' : measure] !== undefined)
    if (has.length > 0) found.push({ armId: arm.id, measure, n: has.length, scorer: await scorerOf(measure, has, labels, pause) })
    await pause()
  }
  return found
}

async function scorerOf(measure: Measure, all: readonly Answered[], labels: readonly string[], pause: Pause): Promise<Scorer> {
  const textsOf = ({ example, answer }: Answered) => [plainAnswer(answer), referencesOf(example)] as const
  switch (measure) {
    case 'bleu':
      return scoreOf(await eachIn(all, (one) => bleuCounts(...textsOf(one)), pause), (sums) => bleu(sums, true))
    case 'chrf':
      return scoreOf(await eachIn(all, (one) => chrfCounts(...textsOf(one)), pause), chrf)
    case 'macroF1':
      return macroF1Of(await eachIn(all, ({ example, answer }) => ({ label: example.output, predicted: labelIn(plainAnswer(answer), labels) }), pause))
    default:
      return meanOf(all.map(({ answer }) => answer.scores[measure] ?? 0))
  }
}

async function eachIn<One, Made>(all: readonly One[], make: (one: One) => Made, pause: Pause): Promise<readonly Made[]> {
  const made: Made[] = []
  for (const one of all) {
    made.push(make(one))
    await pause()
  }
  return made
}

interface Pair extends Scored {
  readonly a: string
  readonly b: string
  readonly mcnemar: number | null
}

/** Over the questions that both arms have answered; nothing where there is none. */
function pairOf(a: Arm, b: Arm, examples: readonly Example[], given: Given, main: Measure): readonly Pair[] {
  const both = examples.flatMap(({ id }) => {
    const [one, other] = [given.get(keyOf(a.id, id))?.scores, given.get(keyOf(b.id, id))?.scores]
    const [ours, theirs] = [one?.[main], other?.[main]]
    return one === undefined || other === undefined || ours === undefined || theirs === undefined ? [] : [{ one, other, difference: ours - theirs }]
  })
  if (both.length === 0) return []
  const right = both.flatMap(({ one, other }) => {
    const [ours, theirs] = [rightOf(one), rightOf(other)]
    return ours === null || theirs === null ? [] : [{ ours, theirs }]
  })
  const tested = mcNemarOf(
    right.map(({ ours }) => ours),
    right.map(({ theirs }) => theirs),
  )
  return [{ a: a.id, b: b.id, n: both.length, scorer: meanOf(both.map(({ difference }) => difference)), mcnemar: right.length === 0 ? null : tested }]
}

function differencesOf(pairs: readonly Pair[], resampled: readonly Resampled[], measure: Measure): readonly ArmDifference[] {
  const ps = holm(resampled.map(bootstrapP))
  const adjusted = holm(pairs.flatMap(({ mcnemar }) => mcnemar ?? []))
  let next = 0
  return pairs.flatMap(({ a, b, mcnemar }, at) => {
    if (!resampled[at]) return []
    const difference = estimateOf(resampled[at])
    const p = ps[at] ?? 1
    const { told, needed } = verdictOf(difference, p)
    return [{ a, b, measure, difference, p, mcnemar: mcnemar === null ? null : (adjusted[next++] ?? 1), verdict: told, needed }]
  })
}

function pairsOf(arms: readonly Arm[]): readonly (readonly [Arm, Arm])[] {
  return arms.flatMap((a, at) => arms.slice(at + 1).map((b) => [a, b] as const))
}

/** Right: it says what the reference says, word for word or within a sentence; the label; every field. Null: its kind has no right and wrong. */
function rightOf(scores: StoredAnswer['scores']): number | null {
  return scores.contained ?? scores.accuracy ?? scores.exact ?? null
}
