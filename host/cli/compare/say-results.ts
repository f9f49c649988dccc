/** Results as lines for the terminal. */
import type { Arm, ArmDifference, ArmResult, Estimate, ExperimentResults } from '../../../core/types/experiment.ts'
import { armWords, measureWords, stateWords } from '../../../core/words/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { printable, type Terminal } from '../terminal.ts'

export function sayResults(results: ExperimentResults, terminal: Terminal): void {
  const { experiment, arms, differences, main, halfWidth, tiny } = results
  const { name, dataSet, questions, state, done } = experiment
  terminal.result(`${printable(name)}\t${stateWords(state)}`)
  terminal.result(say('experiment.questions', { count: questions, dataSet: printable(dataSet) }))
  if (done < questions * arms.length) terminal.result(say('experiment.unfinished', { done, total: questions * arms.length }))
  terminal.result(say('experiment.main', { measure: measureWords(main) }))
  for (const arm of arms) terminal.result(armLine(arm, experiment.arms, results))
  for (const difference of differences) terminal.result(differenceLine(difference, experiment.arms))
  if (differences.length > 0) terminal.result(say('experiment.half-width', { points: hundredths(halfWidth) }))
  if (tiny) terminal.result(say('experiment.tiny'))
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
  return [`${kind(a)} − ${kind(b)}`, interval(difference), `p ${p.toFixed(4)}`, verdictWords(verdict, kind(a), kind(b))].join('\t')
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
  return `${hundredths(value)} [${hundredths(low)}, ${hundredths(high)}]`
}

function hundredths(value: number): string {
  return (value * 100).toFixed(1)
}
