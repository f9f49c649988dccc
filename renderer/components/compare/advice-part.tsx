/** A few answers about the use that is meant, and what they and the measurements advise: why, and what would change it. */
import { useCallback } from 'react'
import type { AdviceQuestions } from '../../../core/types/experiment.ts'
import { changeWords, choiceWords, reasonWords } from '../../../core/words/experiment.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { useApp, useExperimentsWork } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { Switch } from '../switch.tsx'
import { useRefreshed } from '../use-refreshed.ts'
import './advice.css'

const needs = [
  ['facts', 'compare.need-facts'],
  ['style', 'compare.need-style'],
  ['both', 'compare.need-both'],
] as const
const changes = [
  ['daily', 'compare.changes-daily'],
  ['monthly', 'compare.changes-monthly'],
  ['rarely', 'compare.changes-rarely'],
] as const

interface ChoiceProps<T extends string> {
  readonly name: string
  readonly legend: WordsKey
  readonly options: readonly (readonly [T, WordsKey])[]
  readonly chosen: T
  readonly onChoose: (chosen: T) => void
}

function Choice<T extends string>({ name, legend, options, chosen, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset className="advice-choice">
      <legend>{say(legend)}</legend>
      <div className="segments">
        {options.map(([value, word]) => (
          <label key={value}>
            <input type="radio" name={name} className="unseen" checked={chosen === value} onChange={() => onChoose(value)} />
            <span>{say(word)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** `id`: null before any experiment. `version`: when it changes, so may the advice. */
export function AdvicePart({ id, version }: { readonly id: string | null; readonly version: string }) {
  const { client, experiments } = useApp()
  const questions = useExperimentsWork((state) => state.questions)
  const call = useCallback((signal: AbortSignal) => client.experiments.advise({ id, questions }, { signal }), [client, id, questions])
  const { value, failure, again } = useRefreshed(call, version)
  const answer = (some: Partial<AdviceQuestions>) => experiments.answer({ ...questions, ...some })
  return (
    <section className="compare-part" aria-label={say('experiment.report-advice')} aria-busy={value === null}>
      <div className="advice-questions">
        <Choice name="advice-need" legend="compare.need" options={needs} chosen={questions.need} onChoose={(need) => answer({ need })} />
        <Choice name="advice-changes" legend="compare.changes" options={changes} chosen={questions.changes} onChoose={(often) => answer({ changes: often })} />
        <Switch label={say('compare.must-cite')} hint={say('compare.must-cite-hint')} on={questions.mustCite} onChange={(mustCite) => answer({ mustCite })} />
        <Switch
          label={say('compare.speed')}
          hint={say('compare.speed-hint')}
          on={questions.speedMatters}
          onChange={(speedMatters) => answer({ speedMatters })}
        />
      </div>
      {failure ? <FailureNote failure={failure} lead={say('compare.advice-failed')} onAgain={again} /> : null}
      {value ? (
        <div className="advice" role="status">
          <h2>{choiceWords(value.choice)}</h2>
          {value.reasons.length > 0 ? (
            <>
              <h3>{say('experiment.report-why')}</h3>
              <ul>
                {value.reasons.map((point) => (
                  <li key={point.key + JSON.stringify(point.values)}>{reasonWords(point)}</li>
                ))}
              </ul>
            </>
          ) : null}
          {value.wouldChange.length > 0 ? (
            <>
              <h3>{say('experiment.report-would-change')}</h3>
              <ul>
                {value.wouldChange.map((point) => (
                  <li key={point.key + JSON.stringify(point.values)}>{changeWords(point)}</li>
                ))}
              </ul>
            </>
          ) : null}
        </div>
      ) : null}
    </section>
  )
}
