/** Experiments in words and numbers, as the window shows them. */
import type { Arm, ArmDifference, Estimate, Experiment } from '../../../core/types/experiment.ts'
import { armWords } from '../../../core/words/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { answersOf } from '../../state/experiments.ts'
import { formatDuration, joined } from '../format.ts'
import { inEachLanguage } from '../in-each-language.ts'
import { modelTitle } from '../model-words.ts'

const points = inEachLanguage((language) => new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }))
const signed = inEachLanguage((language) => new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }))
const plain = inEachLanguage((language) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }))
const signedPoints = inEachLanguage(
  (language) => new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
)
const chance = inEachLanguage((language) => new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 }))

/** A share from 0 to 1 in points of 100. */
export function formatPoints(share: number): string {
  return points().format(share * 100)
}

export function formatDifference(share: number): string {
  return signedPoints().format(share * 100)
}

export function formatSigned(value: number, withSign: boolean): string {
  return (withSign ? signed() : plain()).format(value)
}

/** `format`: of each end. */
export function intervalWords({ low, high }: Pick<Estimate, 'low' | 'high'>, format: (share: number) => string): string {
  return say('compare.interval', { low: format(low), high: format(high) })
}

/** Its interval, and how many questions it is taken over where that is not all of them. */
export function spreadWords(estimate: Estimate, questions: number): string {
  const interval = intervalWords(estimate, formatPoints)
  return estimate.n === questions ? interval : joined([interval, say('compare.n', { n: estimate.n })])
}

/** A probability; what is too small to write out is said to be. */
export function chanceWords(p: number): string {
  return p < 0.001 ? say('compare.below', { value: chance().format(0.001) }) : chance().format(p)
}

/** Its kind; with its model where another arm is of the same kind. */
export function armTitle({ kind, model, id }: Arm, arms: readonly Arm[]): string {
  const alone = !arms.some((other) => other.kind === kind && other.id !== id)
  return alone ? armWords(kind) : say('compare.arm-model', { arm: armWords(kind), model: modelTitle(model) })
}

export function titleOf(armId: string, arms: readonly Arm[]): string {
  const arm = arms.find(({ id }) => id === armId)
  return arm === undefined ? '' : armTitle(arm, arms)
}

/** Which of the two is better, or that it cannot be told. */
export function verdictWords({ a, b, verdict, needed, difference }: ArmDifference, arms: readonly Arm[]): string {
  if (verdict === 'a' || verdict === 'b') return say('experiment.verdict-better', { arm: titleOf(verdict === 'a' ? a : b, arms) })
  if (verdict === 'alike') return say('compare.verdict-alike')
  const unclear = say('compare.verdict-unclear', { count: difference.n })
  return needed === null ? unclear : joined([unclear, say('experiment.report-needed', { count: needed })])
}

/** True counts and the time left, short enough for the status line. */
export function shortProgress(experiment: Experiment): string {
  const { done, secondsLeft } = experiment
  const counts = say('compare.progress', { done, total: answersOf(experiment) })
  return secondsLeft === null ? counts : joined([counts, say('library.run-left', { time: formatDuration(secondsLeft) })])
}

/** True counts, the arm at work and the time left, as far as they are known. */
export function progressWords(experiment: Experiment): string {
  const { done, arms, armId, secondsLeft, failed } = experiment
  const parts = [
    say('compare.progress', { done, total: answersOf(experiment) }),
    failed > 0 ? say('compare.failed-answers', { count: failed }) : '',
    armId === null ? '' : say('compare.at-work', { arm: titleOf(armId, arms) }),
    secondsLeft === null ? '' : say('library.run-left', { time: formatDuration(secondsLeft) }),
  ]
  return joined(parts.filter((part) => part !== ''))
}
