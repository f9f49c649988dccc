/** All experiments, newest first: what each compares, how far it is, and what can be done to it. */
import type { Experiment } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { useApp } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { formatMoment, joined } from '../format.ts'
import { shownName } from '../inert-characters.ts'
import { ArmShape } from './dot-strip.tsx'
import { ExperimentActions } from './experiment-actions.tsx'
import { ExperimentProgress, ExperimentTag } from './experiment-progress.tsx'
import { armTitle } from './experiment-words.ts'
import { LeakNote } from './leak-note.tsx'

function Arms({ arms }: Pick<Experiment, 'arms'>) {
  return (
    <ul className="experiment-arms" aria-label={say('compare.arms')}>
      {arms.map((arm) => (
        <li key={arm.id}>
          <ArmShape kind={arm.kind} />
          {armTitle(arm, arms)}
        </li>
      ))}
    </ul>
  )
}

export function ExperimentFailure({ experiment: { failure, leaks, versionId } }: { readonly experiment: Experiment }) {
  if (leaks.length > 0) return <LeakNote leaks={leaks} versionId={versionId} />
  return failure ? <FailureNote failure={failure} lead={say('compare.kept')} /> : null
}

function Row({ experiment }: { readonly experiment: Experiment }) {
  const { experiments } = useApp()
  const { id, name, arms, dataSet, questions, createdAt, state } = experiment
  return (
    <li className="experiment">
      <h2>
        <button type="button" className="link" onClick={() => experiments.open({ page: 'one', id, part: 'results' })}>
          <bdi>{shownName(name)}</bdi>
        </button>
      </h2>
      <ExperimentTag state={state} />
      <p className="experiment-facts figures">{joined([say('experiment.questions', { count: questions, dataSet }), formatMoment(createdAt)])}</p>
      <Arms arms={arms} />
      <ExperimentProgress experiment={experiment} />
      <ExperimentFailure experiment={experiment} />
      <ExperimentActions experiment={experiment} />
    </li>
  )
}

export function ExperimentList({ experiments }: { readonly experiments: readonly Experiment[] }) {
  return (
    <ul className="experiments">
      {experiments.map((experiment) => (
        <Row key={experiment.id} experiment={experiment} />
      ))}
    </ul>
  )
}
