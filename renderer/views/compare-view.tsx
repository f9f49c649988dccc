/** Compare: experiments, a new one, and one with what came of it. */
import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { say } from '../../core/words/words.ts'
import { AdvicePart } from '../components/compare/advice-part.tsx'
import { CompareHead } from '../components/compare/compare-head.tsx'
import { ExperimentList } from '../components/compare/experiment-list.tsx'
import { ExperimentPage } from '../components/compare/experiment-page.tsx'
import { NewExperiment } from '../components/compare/new-experiment.tsx'
import { FailureNote } from '../components/failure-note.tsx'
import { useApp, useExperimentsWork } from '../state/app.ts'
import './settings-view.css'
import './compare-view.css'
import './compare-print.css'

function NewButton() {
  const { experiments } = useApp()
  return (
    <button type="button" className="loud" onClick={() => experiments.open({ page: 'new' })}>
      <Plus className="icon" aria-hidden />
      {say('compare.new')}
    </button>
  )
}

function Overview() {
  const { experiments } = useApp()
  const all = useExperimentsWork((state) => state.experiments)
  const failure = useExperimentsWork((state) => state.failures.get('experiments'))
  return (
    <>
      <CompareHead title={say('compare.title')} within={false}>
        {all && all.length > 0 ? <NewButton /> : null}
      </CompareHead>
      {failure ? <FailureNote failure={failure} lead={say('compare.list-failed')} onAgain={() => experiments.refresh()} /> : null}
      {all === null ? (
        failure ? null : (
          <p role="status">{say('compare.looking')}</p>
        )
      ) : all.length === 0 ? (
        <div className="compare-empty">
          <p>{say('compare.empty')}</p>
          <NewButton />
        </div>
      ) : (
        <ExperimentList experiments={all} />
      )}
      {all ? (
        <details className="compare-beforehand">
          <summary>{say('compare.advise-before')}</summary>
          <AdvicePart id={null} version="" />
        </details>
      ) : null}
    </>
  )
}

function Page(): ReactNode {
  const place = useExperimentsWork((state) => state.place)
  const all = useExperimentsWork((state) => state.experiments)
  if (place.page === 'new') return <NewExperiment />
  const one = place.page === 'one' ? all?.find(({ id }) => id === place.id) : undefined
  return place.page === 'one' && one ? <ExperimentPage key={one.id} experiment={one} part={place.part} /> : <Overview />
}

export function CompareView() {
  const place = useExperimentsWork((state) => state.place)
  const loaded = useExperimentsWork((state) => state.experiments !== null)
  // another page is another element, which begins at its top
  const key = place.page === 'one' ? place.id : place.page
  return (
    <div key={key} className="settings compare" role="group" aria-label={say('compare.title')} tabIndex={0} aria-busy={!loaded}>
      <div className="settings-column compare-column">
        <Page />
      </div>
    </div>
  )
}
