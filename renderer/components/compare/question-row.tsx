/** One question: its reference, and what each arm made of it, side by side. */
import type { ArmAnswer, Experiment, ExperimentRow, Measure } from '../../../core/types/experiment.ts'
import { measureWords } from '../../../core/words/experiment.ts'
import { advice, say } from '../../../core/words/words.ts'
import { formatMs, joined } from '../format.ts'
import { shownName, withoutTurning } from '../inert-characters.ts'
import { nearestReference } from './answer-diff.ts'
import { AnswerText } from './answer-text.tsx'
import { ArmShape } from './dot-strip.tsx'
import { armTitle, formatPoints } from './experiment-words.ts'

interface Props {
  readonly row: ExperimentRow
  /** From 1. */
  readonly n: number
  readonly arms: Experiment['arms']
  readonly main: Measure | null
  readonly differences: boolean
}

function Answer({ answer, reference }: { readonly answer: ArmAnswer; readonly reference: string | null }) {
  const { failure, refused, text, citations } = answer
  if (failure) return <p className="arm-answer-failed">{advice(failure.code, failure.details)}</p>
  if (refused) return <p className="quiet">{say('experiment.says-not')}</p>
  return <AnswerText text={text} reference={reference} citations={citations} />
}

function factsOf({ scores, answerMs, failure }: ArmAnswer, main: Measure | null): string {
  if (failure) return say('compare.answer-failed')
  const score = main === null ? undefined : scores[main]
  return joined([...(score === undefined ? [] : [say('compare.scored', { points: formatPoints(score) })]), formatMs(answerMs)])
}

export function QuestionRow({ row: { example, answers }, n, arms, main, differences }: Props) {
  const titleId = `question-${example.id}`
  const references = [example.output, ...example.alternatives]
  const source = example.passages.find(({ golden }) => golden)
  return (
    <article className="question-row" aria-labelledby={titleId}>
      <h2 id={titleId} className="as-written">
        <span className="figures">{say('compare.question-n', { n })}</span> {withoutTurning(example.input)}
      </h2>
      <p className="as-written">
        <span className="quiet">{say('experiment.report-reference')}</span> {example.answerable ? withoutTurning(example.output) : say('experiment.not-said')}
        {source ? <span className="quiet"> · {shownName(source.fileName)}</span> : null}
      </p>
      <ul className="arm-answers">
        {arms.flatMap((arm) => {
          const answer = answers.find(({ armId }) => armId === arm.id)
          if (answer === undefined) return []
          const reference = differences && example.answerable ? nearestReference(answer.text, references) : null
          return [
            <li key={arm.id} className="arm-answer">
              <p className="arm-answer-head">
                <ArmShape kind={arm.kind} />
                <strong>{armTitle(arm, arms)}</strong>
                <span className="quiet figures" title={main === null ? undefined : measureWords(main)}>
                  {factsOf(answer, main)}
                </span>
              </p>
              <Answer answer={answer} reference={reference} />
            </li>,
          ]
        })}
      </ul>
    </article>
  )
}
