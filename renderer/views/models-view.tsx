/** Models: the programs that run them, what they have, what could be fetched, and how they run. */
import { useEffect } from 'react'
import { say } from '../../core/words/words.ts'
import { FailureNote } from '../components/failure-note.tsx'
import { EngineList } from '../components/models/engine-list.tsx'
import { ModelFetch } from '../components/models/model-fetch.tsx'
import { ModelFile } from '../components/models/model-file.tsx'
import { ModelManner } from '../components/models/model-manner.tsx'
import { ModelTable } from '../components/models/model-table.tsx'
import { ServerForm } from '../components/models/server-form.tsx'
import { useApp, useProfile } from '../state/app.ts'
import './models-view.css'
import './settings-view.css'

export function ModelsView() {
  const { profile, models } = useApp()
  const found = useProfile((state) => state.models)
  const failure = useProfile((state) => state.failures.models)
  useEffect(() => {
    const ending = new AbortController()
    void models.follow(ending.signal)
    void profile.findModels()
    return () => ending.abort()
  }, [models, profile])
  return (
    <div className="settings" role="group" aria-label={say('models.title')} tabIndex={0} aria-busy={found === null}>
      <div className="settings-column models-column">
        <h1>{say('models.title')}</h1>
        {failure ? <FailureNote failure={failure} lead={say('models.failed')} onAgain={() => profile.findModels()} /> : null}
        {found ? (
          <>
            <EngineList found={found} />
            <ModelTable models={found.models} />
            <ModelFile />
            <ModelFetch found={found} />
            <ServerForm />
            <ModelManner />
          </>
        ) : failure ? null : (
          <p role="status">{say('models.looking')}</p>
        )}
      </div>
    </div>
  )
}
