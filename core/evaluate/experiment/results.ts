/** From answers to results: each arm's measures with intervals, every pair's difference, and what that tells. Pure. */
import type { Rating, StoredAnswer } from '../../ports/experiments-store.ts'
import type { Example, ExampleKind } from '../../types/data-set.ts'
import { type Arm, type ArmDifference, type ArmResult, type Estimate, type Measure, measures } from '../../types/experiment.ts'
import { bleu, bleuCounts } from '../measures/bleu.ts'
import { chrf, chrfCounts } from '../measures/chrf.ts'
import { type Classified, labelIn, macroF1 } from '../measures/classification.ts'
import { bootstrapP, estimateOf, meanOf, type Resampled, scoreOf } from '../statistics/bootstrap.ts'
import { holm } from '../statistics/holm.ts'
import { mcNemarOf } from '../statistics/mcnemar.ts'
import { halfWidth } from '../statistics/proportion.ts'
import { verdictOf } from '../statistics/verdict.ts'
import { median } from './median.ts'
import { resampleAll, type Scored } from './resample-all.ts'
import { plainAnswer, referencesOf } from './score.ts'

export interface Material {
  readonly arms: readonly Arm[]
  readonly examples: readonly Example[]
  readonly answers: readonly StoredAnswer[]
  readonly ratings: readonly Rating[]
  readonly seed: number
  readonly trainingSeconds: Readonly<Record<string, number>>
}

export interface Measured {
  readonly arms: readonly ArmResult[]
  readonly differences: readonly ArmDifference[]
  readonly main: Measure
  readonly halfWidth: number
}

const mainOf: Readonly<Record<ExampleKind, Measure>> = {
  question: 'f1',
  classification: 'accuracy',
  extraction: 'fieldF1',
  summary: 'rougeL',
  rewriting: 'rougeL',
}

/** `pause` lets others work every few milliseconds: of many questions each measure takes a while. */
export async function resultsOf(material: Material, pause: () => Promise<void>): Promise<Measured> {
  const { arms, examples, seed } = material
  const main = mainMeasure(examples)
  const given = new Map(material.answers.filter(({ code }) => code === undefined).map((answer) => [keyOf(answer.armId, answer.exampleId), answer]))
  const wanted: ScoredArm[] = []
  for (const arm of arms)
    for (const measure of measures) {
      wanted.push(...scoredOf(arm, measure, examples, given))
      await pause()
    }
  const pairs = pairsOf(arms).flatMap(([a, b]) => pairOf(a, b, examples, given, main))
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

/** Labels that classification chooses among. */
export function labelsOf(examples: readonly Example[]): readonly string[] {
  return [...new Set(examples.flatMap(({ kind, output }) => (kind === 'classification' && output !== '' ? [output] : [])))].toSorted()
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

/** Nothing where none of its answers has the measure. */
function scoredOf(arm: Arm, measure: Measure, examples: readonly Example[], given: Given): readonly ScoredArm[] {
  const whole = examples.flatMap((example) => {
    const answer = given.get(keyOf(arm.id, example.id))
    return answer ? [{ example, answer }] : []
  })
  const scored = scorerOf(measure, whole, labelsOf(examples))
  return scored === null ? [] : [{ ...scored, armId: arm.id, measure }]
}

function scorerOf(measure: Measure, whole: readonly Answered[], labels: readonly string[]): Scored | null {
  const has = (wanted: Measure) => whole.filter(({ answer }) => answer.scores[wanted] !== undefined)
  if (measure === 'bleu' || measure === 'chrf') {
    const [counts, score] = measure === 'bleu' ? ([bleuCounts, (sums: readonly number[]) => bleu(sums, true)] as const) : ([chrfCounts, chrf] as const)
    const rows = has(measure).map(({ example, answer }) => counts(plainAnswer(answer), referencesOf(example)))
    return rows.length === 0 ? null : { n: rows.length, scorer: scoreOf(rows, score) }
  }
  if (measure === 'macroF1') {
    const all = has('accuracy').map(({ example, answer }): Classified => ({ label: example.output, predicted: labelIn(plainAnswer(answer), labels) }))
    return all.length === 0 ? null : { n: all.length, scorer: (times) => macroF1(all, times) ?? 0 }
  }
  const values = has(measure).map(({ answer }) => answer.scores[measure] ?? 0)
  return values.length === 0 ? null : { n: values.length, scorer: meanOf(values) }
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
