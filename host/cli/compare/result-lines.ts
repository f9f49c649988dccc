/** Results as lines for the terminal. */
import type { Arm, ArmDifference, ArmResult, Estimate, ExperimentResults } from '../../../core/types/experiment.ts'
import { armWords, measureWords, stateWords } from '../../../core/words/experiment.ts'
import { decimal, say } from '../../../core/words/words.ts'
import { printable } from '../terminal.ts'

export function resultLines(results: ExperimentResults): readonly string[] {
  const { experiment, arms, differences, main, halfWidth, notSearchedFor, tiny } = results
  const { name, dataSet, questions, state, done } = experiment
  const total = questions * arms.length
  return [
    `${printable(name)}\t${stateWords(state)}`,
    say('experiment.questions', { count: questions, dataSet: printable(dataSet) }),
    ...(done < total ? [say('experiment.unfinished', { done, total })] : []),
    say('experiment.main', { measure: measureWords(main) }),
    ...arms.map((arm) => armLine(arm, experiment.arms, results)),
    ...differences.map((difference) => differenceLine(difference, experiment.arms)),
    ...(differences.length > 0 ? [say('experiment.half-width', { points: hundredths(halfWidth) })] : []),
    ...(notSearchedFor > 0 ? [say('experiment.not-searched-for', { count: notSearchedFor })] : []),
    ...(tiny ? [say('experiment.tiny')] : []),
  ]
}

function armLine({ armId, scores, answers, refused, failed, speed }: ArmResult, arms: readonly Arm[], { main }: ExperimentResults): string {
  const own = scores[main]
  const facts = [
    nameOf(armId, arms),
    own === undefined ? '–' : interval(own),
    say('experiment.answers', { count: answers }),
    say('experiment.refused-count', { count: refused }),
    ...(failed > 0 ? [say('experiment.failed-count', { count: failed })] : []),
    ...(speed.firstTokenMs === null ? [] : [say('experiment.first-word', { ms: Math.round(speed.firstTokenMs) })]),
  ]
  return facts.join('\t')
}

function differenceLine({ a, b, difference, p, verdict }: ArmDifference, arms: readonly Arm[]): string {
  const kind = (id: string) => nameOf(id, arms)
  return [`${kind(a)} − ${kind(b)}`, interval(difference), `p ${decimal(p, 4)}`, verdictWords(verdict, kind(a), kind(b))].join('\t')
}

function verdictWords(verdict: ArmDifference['verdict'], a: string, b: string): string {
  if (verdict === 'alike') return say('experiment.verdict-alike')
  if (verdict === 'unclear') return say('experiment.verdict-unclear')
  return say('experiment.verdict-better', { arm: verdict === 'a' ? a : b })
}

function nameOf(armId: string, arms: readonly Arm[]): string {
  const arm = arms.find(({ id }) => id === armId)
  return arm === undefined ? armId : `${armWords(arm.kind)} (${printable(arm.model)})`
}

function interval({ value, low, high }: Estimate): string {
  return `${hundredths(value)} [${hundredths(low)}; ${hundredths(high)}]`
}

function hundredths(value: number): string {
  return decimal(value * 100, 1)
}
