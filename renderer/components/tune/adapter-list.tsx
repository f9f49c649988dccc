/** Every adapter, those trained here and those from outside. */
import { useEffect } from 'react'
import { say } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { AdapterRow } from './adapter-row.tsx'

export function AdapterList() {
  const { tuning, profile } = useApp()
  const adapters = useTuning((state) => state.adapters)
  const failure = useTuning((state) => state.failures.get('adapters'))
  useEffect(() => {
    void tuning.findAdapters()
    void profile.findModels()
  }, [tuning, profile])
  return (
    <section className="settings-section" aria-labelledby="tune-adapters">
      <h2 id="tune-adapters">{say('tune.adapters')}</h2>
      {failure ? <FailureNote failure={failure} lead={say('tune.adapters-failed')} onAgain={() => tuning.findAdapters()} /> : null}
      {adapters === null && !failure ? <p role="status">{say('tune.adapters-looking')}</p> : null}
      {adapters?.length === 0 ? <p>{say('tune.no-adapters')}</p> : null}
      <ul className="tune-items">
        {adapters?.map((adapter) => (
          <AdapterRow key={adapter.model} adapter={adapter} />
        ))}
      </ul>
    </section>
  )
}
