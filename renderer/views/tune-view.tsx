/** Tune: data sets, training and adapters; and one data set, or a new training, by itself. */
import { type ReactNode, useEffect, useRef } from 'react'
import { say } from '../../core/words/words.ts'
import { AdapterList } from '../components/tune/adapter-list.tsx'
import { DataSetList } from '../components/tune/data-set-list.tsx'
import { DataSetPage } from '../components/tune/data-set-page.tsx'
import { NewTraining } from '../components/tune/new-training.tsx'
import { TrainingPart } from '../components/tune/training-part.tsx'
import { useTuning } from '../state/app.ts'
import './compare-view.css'
import './models-view.css'
import './settings-view.css'
import './tune-view.css'

function Overview() {
  return (
    <>
      <header>
        <h1>{say('tune.title')}</h1>
        <p className="quiet">{say('tune.about')}</p>
      </header>
      <DataSetList />
      <TrainingPart />
      <AdapterList />
    </>
  )
}

function Page(): ReactNode {
  const place = useTuning((state) => state.place)
  const dataSet = useTuning(({ dataSets }) => (place.page === 'data-set' ? dataSets?.find(({ id }) => id === place.id) : undefined))
  if (place.page === 'training') return <NewTraining versionId={place.versionId} />
  return dataSet ? <DataSetPage key={dataSet.id} dataSet={dataSet} /> : <Overview />
}

export function TuneView() {
  const place = useTuning((state) => state.place)
  const box = useRef<HTMLDivElement>(null)
  const key = place.page === 'data-set' ? place.id : place.page
  const shown = useRef(key)
  useEffect(() => {
    if (shown.current === key) return
    shown.current = key
    // What was pressed is gone: reading begins at the top of what came.
    box.current?.focus()
    box.current?.scrollTo(0, 0)
  }, [key])
  return (
    <div ref={box} className="settings tune" role="group" aria-label={say('tune.title')} tabIndex={0}>
      <div className="settings-column models-column">
        <Page />
      </div>
    </div>
  )
}
