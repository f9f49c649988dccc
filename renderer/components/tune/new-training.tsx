/** A new training: on which version, over which model, how; plain settings first, the rest folded. */
import { Play } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { DataSet } from '../../../core/types/data-set.ts'
import type { ChatModelInfo } from '../../../core/types/model.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { useApp, useProfile, useTuning } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { shownName } from '../inert-characters.ts'
import { Labelled, LabelledChoice } from '../labelled.tsx'
import { modelTitle } from '../model-words.ts'
import { BackToTune } from './data-set-page.tsx'
import { EstimatePart } from './estimate-part.tsx'
import { ToldFailure } from './told-failure.tsx'
import { TrainingFields } from './training-fields.tsx'
import { adapterNameOf, mostTrainings, settingsOf, usualTraining, type WantedTraining } from './training-request.ts'

interface FormProps {
  readonly dataSets: readonly DataSet[]
  readonly bases: readonly ChatModelInfo[]
  readonly versionId: string | null
}

function Form({ dataSets, bases, versionId: first }: FormProps) {
  const { tuning } = useApp()
  const versions = dataSets.flatMap((dataSet) => dataSet.versions.map((version) => ({ dataSet, version })))
  const busy = useTuning((state) => state.busy.has('start'))
  const [versionId, setVersionId] = useState(first ?? versions[0]?.version.id ?? '')
  const [base, setBase] = useState(bases[0]?.name ?? '')
  const [typed, setTyped] = useState<string | null>(null)
  const [wanted, setWanted] = useState(usualTraining)
  const chosen = versions.find(({ version }) => version.id === versionId)
  const name = typed ?? adapterNameOf(chosen?.dataSet.name ?? '')
  const settings = settingsOf(wanted)
  const sweep = settings !== null && settings.length > 0 && settings.length <= mostTrainings ? settings : null
  const complete = settings !== null && settings.length <= mostTrainings && adapterNameOf(name) === name.trim() && name.trim() !== ''
  const start = async () => {
    if (!complete) return
    const started = await tuning.work('start', (client) =>
      client.training.start({ name: name.trim(), versionId, base: { kind: 'model', name: base }, settings: [...settings] }),
    )
    if (started) tuning.open({ page: 'list' })
  }
  return (
    <form
      className="tune-form"
      onSubmit={(event) => {
        event.preventDefault()
        void start()
      }}
    >
      <LabelledChoice
        label={say('tune.version')}
        value={versionId}
        options={versions.map(
          ({ dataSet, version }) => [version.id, say('tune.version-of', { name: shownName(dataSet.name), number: version.number })] as const,
        )}
        onChange={setVersionId}
      />
      <LabelledChoice
        label={say('tune.base')}
        hint={say('tune.base-hint')}
        value={base}
        options={bases.map((model) => [model.name, [modelTitle(model.name), model.parameters].filter(Boolean).join(' · ')] as const)}
        onChange={setBase}
      />
      <Labelled label={say('tune.adapter-name')} hint={say('training.name')}>
        {(ids) => <input {...ids} type="text" maxLength={60} autoComplete="off" value={name} onChange={({ target }) => setTyped(target.value)} />}
      </Labelled>
      <details className="tune-fold">
        <summary>{say('tune.more-settings')}</summary>
        <TrainingFields wanted={wanted} onChange={(changes: Partial<WantedTraining>) => setWanted((before) => ({ ...before, ...changes }))} />
      </details>
      <EstimatePart request={sweep && versionId !== '' ? { versionId, base, settings: sweep } : null} />
      <ToldFailure about="start" lead={say('tune.not-started')} />
      {settings && settings.length > mostTrainings ? (
        <p className="field-failure" role="alert">
          {say('tune.too-many')}
        </p>
      ) : null}
      <div className="tune-actions">
        <button type="submit" className="loud" disabled={busy || !complete}>
          <Play className="icon" aria-hidden />
          {say('tune.start', { count: settings?.length ?? 1 })}
        </button>
        {busy ? <p role="status">{say('models.working')}</p> : null}
      </div>
    </form>
  )
}

function Missing({ words, button, onGo }: { readonly words: WordsKey; readonly button: WordsKey; readonly onGo: () => void }) {
  return (
    <>
      <p>{say(words)}</p>
      <div className="tune-actions">
        <button type="button" className="loud" onClick={onGo}>
          {say(button)}
        </button>
      </div>
    </>
  )
}

export function NewTraining({ versionId }: { readonly versionId: string | null }) {
  const { tuning, profile, layout } = useApp()
  const dataSets = useTuning((state) => state.dataSets)
  const models = useProfile((state) => state.models)
  const setsFailure = useTuning((state) => state.failures.get('data-sets'))
  const modelsFailure = useProfile((state) => state.failures.models)
  useEffect(() => {
    void profile.findModels()
    return () => {
      tuning.dismiss('start')
      tuning.dismiss('estimate')
    }
  }, [profile, tuning])
  const bases = models?.models.filter(({ adapter, engine }) => adapter === null && engine !== 'server')
  return (
    <>
      <header className="tune-head">
        <BackToTune />
        <h1>{say('tune.new-training')}</h1>
      </header>
      {!dataSets && setsFailure ? (
        <FailureNote failure={setsFailure} lead={say('tune.data-sets-failed')} />
      ) : !bases && modelsFailure ? (
        <FailureNote failure={modelsFailure} lead={say('models.failed')} onAgain={() => profile.findModels()} />
      ) : !dataSets || !bases ? (
        <p role="status">{say('models.working')}</p>
      ) : dataSets.every(({ versions }) => versions.length === 0) ? (
        <Missing words="tune.needs-version" button="tune.to-data-sets" onGo={() => tuning.open({ page: 'list' })} />
      ) : bases.length === 0 ? (
        <Missing words="tune.needs-base" button="tune.to-models" onGo={() => layout.setState({ view: 'models' })} />
      ) : (
        <Form dataSets={dataSets} bases={bases} versionId={versionId} />
      )}
    </>
  )
}
