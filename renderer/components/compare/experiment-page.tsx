/** One experiment: how far it is, what came of it, question by question, rated blind, and what it advises. */
import { useCallback } from 'react'
import type { Experiment } from '../../../core/types/experiment.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { useApp } from '../../state/app.ts'
import { answersOf, type ExperimentPart, experimentParts } from '../../state/experiments.ts'
import { FailureNote } from '../failure-note.tsx'
import { formatMoment, joined } from '../format.ts'
import { shownName } from '../inert-characters.ts'
import { useRefreshed } from '../use-refreshed.ts'
import { AdvicePart } from './advice-part.tsx'
import { CompareHead } from './compare-head.tsx'
import { ExperimentActions } from './experiment-actions.tsx'
import { ExperimentFailure } from './experiment-list.tsx'
import { ExperimentProgress, ExperimentTag } from './experiment-progress.tsx'
import { QuestionsPart } from './questions-part.tsx'
import { RatingPart } from './rating-part.tsx'
import { ReportActions } from './report-actions.tsx'
import { ResultsPart } from './results-part.tsx'

const words: Readonly<Record<ExperimentPart, WordsKey>> = {
  results: 'compare.part-results',
  questions: 'compare.part-questions',
  rating: 'compare.part-rating',
  advice: 'experiment.report-advice',
}

/** While it works, its results are asked for again this many times. */
const looks = 20

function versionOf(experiment: Experiment): string {
  const { state, done, failed } = experiment
  return `${state} ${failed} ${Math.floor((looks * done) / Math.max(1, answersOf(experiment)))}`
}

function Parts({ id, part }: { readonly id: string; readonly part: ExperimentPart }) {
  const { experiments } = useApp()
  return (
    <fieldset className="segments compare-parts">
      <legend className="unseen">{say('compare.parts')}</legend>
      {experimentParts.map((one) => (
        <label key={one}>
          <input type="radio" name="compare-part" className="unseen" checked={part === one} onChange={() => experiments.open({ page: 'one', id, part: one })} />
          <span>{say(words[one])}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Facts({ experiment: { questions, dataSet, settings, createdAt } }: { readonly experiment: Experiment }) {
  const parts = [say('experiment.questions', { count: questions, dataSet }), say('compare.seed-is', { seed: settings.seed }), formatMoment(createdAt)]
  return <p className="experiment-facts figures">{joined(parts)}</p>
}

function Measured({ experiment, part }: { readonly experiment: Experiment; readonly part: ExperimentPart }) {
  const { client } = useApp()
  const { id } = experiment
  const version = versionOf(experiment)
  const call = useCallback((signal: AbortSignal) => client.experiments.results({ id }, { signal }), [client, id])
  const { value: results, failure, again } = useRefreshed(call, version)
  if (part === 'questions') return <QuestionsPart experiment={experiment} main={results?.main ?? null} version={version} />
  if (part === 'rating') return <RatingPart id={id} />
  if (part === 'advice') return <AdvicePart id={id} version={version} />
  return (
    <>
      {failure ? <FailureNote failure={failure} lead={say('compare.results-failed')} onAgain={again} /> : null}
      {results ? <ResultsPart results={results} /> : failure ? null : <p role="status">{say('compare.looking-results')}</p>}
    </>
  )
}

export function ExperimentPage({ experiment, part }: { readonly experiment: Experiment; readonly part: ExperimentPart }) {
  const { id, name, state, done, leaks } = experiment
  return (
    <>
      <CompareHead title={<bdi>{shownName(name)}</bdi>} within>
        <ExperimentTag state={state} />
      </CompareHead>
      <div className="experiment-about">
        <Facts experiment={experiment} />
        <ExperimentProgress experiment={experiment} />
        <ExperimentFailure experiment={experiment} />
        <ExperimentActions experiment={experiment} />
        {done > 0 ? <ReportActions id={id} /> : null}
      </div>
      {leaks.length > 0 ? null : done === 0 ? (
        <p className="quiet" role="status">
          {say('compare.none-answered')}
        </p>
      ) : (
        <>
          <Parts id={id} part={part} />
          <Measured experiment={experiment} part={part} />
        </>
      )}
    </>
  )
}
