/** A new experiment: whose questions, which arms, how; what stands in the way is said where it does. */
import { Play } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import type { ErrorCode } from '../../../core/errors.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { useApp, useExperimentsWork, useProfile, useTuning } from '../../state/app.ts'
import type { ViewName } from '../../state/layout.ts'
import { FailureNote } from '../failure-note.tsx'
import { shownName } from '../inert-characters.ts'
import { ArmFields } from './arm-fields.tsx'
import { CompareHead } from './compare-head.tsx'
import { LeakNote } from './leak-note.tsx'
import { answersWanted, armsOf, chosenOf, type Offered, offeredOf, requestOf, usualWanted, type Wanted } from './new-request.ts'
import { RunFields } from './run-fields.tsx'
import './new-experiment.css'

/** Where what is missing can be had. */
const helps: Readonly<Partial<Record<ErrorCode, readonly [ViewName, WordsKey]>>> = {
  'adapter-unchecked': ['tune', 'compare.go-tune'],
  'data-set-small': ['tune', 'compare.go-tune'],
  'version-unknown': ['tune', 'compare.go-tune'],
  'model-missing': ['models', 'compare.go-models'],
  'model-remote': ['models', 'compare.go-models'],
}

function StartFailure({ versionId }: { readonly versionId: string | undefined }) {
  const { layout } = useApp()
  const failure = useExperimentsWork((state) => state.failures.get('start'))
  const refused = useExperimentsWork((state) => state.experiments?.find((one) => one.versionId === versionId && one.leaks.length > 0))
  if (!failure) return null
  if (failure.code === 'leak-found' && refused) return <LeakNote leaks={refused.leaks} versionId={refused.versionId} />
  const [view, word] = helps[failure.code] ?? []
  const action =
    view && word ? (
      <button type="button" onClick={() => layout.setState({ view })}>
        {say(word)}
      </button>
    ) : null
  return <FailureNote failure={failure} lead={say('compare.not-started')} action={action} />
}

function VersionField({
  wanted,
  offered,
  onChange,
}: {
  readonly wanted: Wanted
  readonly offered: Offered
  readonly onChange: (changes: Partial<Wanted>) => void
}) {
  const id = useId()
  const chosen = chosenOf(wanted, offered).version
  return (
    <div className="field">
      <label htmlFor={id}>{say('compare.version')}</label>
      <select id={id} value={chosen?.version.id ?? ''} onChange={({ target }) => onChange({ versionId: target.value })}>
        {offered.versions.map(({ dataSet, version }) => (
          <option key={version.id} value={version.id}>
            {say('compare.version-option', { name: shownName(dataSet.name), number: version.number, count: version.counts.test })}
          </option>
        ))}
      </select>
      <p className="field-hint">{say('compare.version-hint')}</p>
    </div>
  )
}

function Form({ offered }: { readonly offered: Offered }) {
  const { experiments } = useApp()
  const [wanted, setWanted] = useState(usualWanted)
  const nameId = useId()
  const busy = useExperimentsWork((state) => state.busy.has('start'))
  const chosen = chosenOf(wanted, offered)
  const request = requestOf(wanted, offered)
  const change = (changes: Partial<Wanted>) => setWanted((before) => ({ ...before, ...changes }))
  const answers = answersWanted(wanted.settings, chosen, armsOf(wanted, chosen).length)
  return (
    <form
      className="compare-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (request) void experiments.start(request)
      }}
    >
      <VersionField wanted={wanted} offered={offered} onChange={change} />
      <div className="field">
        <label htmlFor={nameId}>{say('compare.name')}</label>
        <input
          id={nameId}
          type="text"
          maxLength={200}
          value={wanted.name}
          placeholder={shownName(chosen.version?.dataSet.name ?? '')}
          onChange={({ target }) => change({ name: target.value })}
        />
      </div>
      <ArmFields wanted={wanted} offered={offered} chosen={chosen} onChange={change} />
      <RunFields
        settings={wanted.settings}
        questions={chosen.version?.version.counts.test ?? 0}
        judges={offered.bases}
        onChange={(settings) => change({ settings })}
      />
      <StartFailure versionId={chosen.version?.version.id} />
      <div className="compare-start">
        <button type="submit" className="loud" disabled={busy || request === null}>
          <Play className="icon" aria-hidden />
          {say('compare.start')}
        </button>
        <p className="field-hint figures" role="status">
          {say('compare.will-ask', { count: answers })}
        </p>
      </div>
    </form>
  )
}

function Missing({ words, button, view }: { readonly words: WordsKey; readonly button: WordsKey; readonly view: ViewName }) {
  const { layout } = useApp()
  return (
    <div className="compare-empty">
      <p>{say(words)}</p>
      <button type="button" className="loud" onClick={() => layout.setState({ view })}>
        {say(button)}
      </button>
    </div>
  )
}

function Body() {
  const { profile } = useApp()
  const models = useProfile((state) => state.models)
  const adapters = useTuning((state) => state.adapters)
  const modelsFailure = useProfile((state) => state.failures.models)
  const sets = useTuning((state) => state.dataSets)
  const setsFailure = useTuning((state) => state.failures.get('data-sets'))
  useEffect(() => void profile.findModels(), [profile])
  if (!sets && setsFailure) return <FailureNote failure={setsFailure} lead={say('tune.data-sets-failed')} />
  if (!models && modelsFailure) return <FailureNote failure={modelsFailure} lead={say('models.failed')} onAgain={() => profile.findModels()} />
  if (!sets || !models) return <p role="status">{say('compare.looking-new')}</p>
  const offered = offeredOf(sets, models.models, adapters ?? [])
  if (offered.versions.length === 0) return <Missing words="compare.no-version" button="compare.go-tune" view="tune" />
  if (offered.bases.length === 0 && offered.adapters.length === 0) return <Missing words="compare.no-model" button="compare.go-models" view="models" />
  return <Form offered={offered} />
}

export function NewExperiment() {
  const { experiments } = useApp()
  useEffect(() => () => experiments.dismiss('start'), [experiments])
  return (
    <>
      <CompareHead title={say('compare.new')} within />
      <Body />
    </>
  )
}
