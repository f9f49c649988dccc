/** A GGUF file becomes a model: chosen here, or dropped on the window. */
import { useEffect, useRef } from 'react'
import { say } from '../../../core/words/words.ts'
import { useApp, useModelsWork } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { modelTitle } from '../model-words.ts'

export function ModelFile() {
  const { models } = useApp()
  const busy = useModelsWork((state) => state.busy.has('file'))
  const failure = useModelsWork((state) => state.failures.get('file'))
  const added = useModelsWork((state) => state.added)
  const section = useRef<HTMLElement>(null)
  // a file may be dropped anywhere: what becomes of it is to be seen
  useEffect(() => {
    if (busy || failure) section.current?.scrollIntoView({ block: 'nearest' })
  }, [busy, failure])
  return (
    <section ref={section} className="settings-section" aria-labelledby="models-file">
      <h2 id="models-file">{say('models.file')}</h2>
      <p className="field-hint">{say('models.file-hint')}</p>
      <div className="models-head">
        <button type="button" disabled={busy} onClick={() => models.chooseFile(null)}>
          {say('models.file-choose')}
        </button>
        <p role="status">{busy ? say('models.file-adding') : added ? say('models.file-added', { name: modelTitle(added) }) : ''}</p>
      </div>
      {failure ? <FailureNote failure={failure} onDismiss={() => models.dismiss('file')} /> : null}
    </section>
  )
}
