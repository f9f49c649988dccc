/** Every data set with what is in it, and a new one. */
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { DataSet } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { joined } from '../format.ts'
import { shownName } from '../inert-characters.ts'
import { SureButton } from '../sure-button.tsx'
import { DraftProgress } from './draft-progress.tsx'
import { ToldFailure } from './told-failure.tsx'

function NewDataSet() {
  const { tuning } = useApp()
  const [name, setName] = useState('')
  const busy = useTuning((state) => state.busy.has('new-data-set'))
  const create = async () => {
    const made = await tuning.work('new-data-set', (client) => client.dataSets.create({ name: name.trim() }))
    if (made) tuning.open({ page: 'data-set', id: made.id })
  }
  return (
    <form
      className="models-form"
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <label htmlFor="tune-new-name">{say('tune.new-name')}</label>
      <input id="tune-new-name" type="text" maxLength={200} autoComplete="off" value={name} onChange={({ target }) => setName(target.value)} />
      <button type="submit" disabled={busy || name.trim() === ''}>
        <Plus className="icon" aria-hidden />
        {say('tune.create')}
      </button>
    </form>
  )
}

export function countsWords({ counts: { waiting, accepted, rejected, documents }, versions }: DataSet): string {
  const examples = say('command-line.tune.counts', { waiting, accepted, rejected, documents })
  return joined([examples, say('command-line.tune.versions', { count: versions.length })])
}

export function RemoveDataSet({ dataSet: { id, name } }: { readonly dataSet: DataSet }) {
  const { tuning } = useApp()
  const busy = useTuning((state) => state.busy.has(id))
  const remove = async () => {
    const removed = await tuning.work(id, (client) => client.dataSets.remove({ id }))
    if (removed) tuning.open({ page: 'list' })
  }
  return (
    <SureButton
      shape={Trash2}
      words={say('tune.remove')}
      label={say('tune.remove-named', { name: shownName(name) })}
      title={say('models.remove-sure', { name: shownName(name) })}
      cost={say('tune.remove-data-set')}
      disabled={busy}
      onSure={remove}
    />
  )
}

function Row({ dataSet }: { readonly dataSet: DataSet }) {
  const { tuning } = useApp()
  const { id, name, progress } = dataSet
  return (
    <li className="tune-item">
      <div className="tune-item-head">
        <h3>
          <button type="button" className="link" onClick={() => tuning.open({ page: 'data-set', id })}>
            <bdi>{shownName(name)}</bdi>
          </button>
        </h3>
        <RemoveDataSet dataSet={dataSet} />
      </div>
      <p className="quiet figures">{countsWords(dataSet)}</p>
      {progress?.state === 'working' ? <DraftProgress dataSet={dataSet} /> : null}
      <ToldFailure about={id} />
    </li>
  )
}

export function DataSetList() {
  const dataSets = useTuning((state) => state.dataSets)
  const failure = useTuning((state) => state.failures.get('data-sets'))
  return (
    <section className="settings-section" aria-labelledby="tune-data-sets">
      <h2 id="tune-data-sets">{say('tune.data-sets')}</h2>
      {failure ? <FailureNote failure={failure} lead={say('tune.data-sets-failed')} /> : null}
      {dataSets === null ? (
        failure ? null : (
          <p role="status">{say('tune.data-sets-looking')}</p>
        )
      ) : (
        <>
          {dataSets.length === 0 ? <p>{say('tune.no-data-sets')}</p> : null}
          <ul className="tune-items">
            {dataSets.map((dataSet) => (
              <Row key={dataSet.id} dataSet={dataSet} />
            ))}
          </ul>
          <NewDataSet />
          <ToldFailure about="new-data-set" />
        </>
      )}
    </section>
  )
}
