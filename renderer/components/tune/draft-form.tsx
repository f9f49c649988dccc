/** What examples are drafted from, of which kinds, and by whom. */
import { PenLine } from 'lucide-react'
import { useState } from 'react'
import { type DataSet, exampleKinds } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useLibrary, useProfile, useTuning } from '../../state/app.ts'
import { baseName } from '../format.ts'
import { shownName } from '../inert-characters.ts'
import { Labelled, LabelledCheck, LabelledChoice, LabelledNumber } from '../labelled.tsx'
import { modelTitle } from '../model-words.ts'
import { kindWords } from './data-set-words.ts'
import { draftOf, planOf, type WantedDraft } from './draft-plan.ts'
import { ToldFailure } from './told-failure.tsx'

interface PartProps {
  readonly wanted: WantedDraft
  readonly onChange: (changes: Partial<WantedDraft>) => void
}

const toggled = <T,>(all: readonly T[], one: T): readonly T[] => (all.includes(one) ? all.filter((other) => other !== one) : [...all, one])

function Kinds({ wanted: { kinds, model }, onChange }: PartProps) {
  return (
    <fieldset className="tune-checks">
      <legend>{say('tune.kinds')}</legend>
      {exampleKinds.map((kind) => (
        <LabelledCheck
          key={kind}
          label={say(kindWords[kind])}
          on={kinds.includes(kind) && (kind !== 'rewriting' || model !== '')}
          disabled={kind === 'rewriting' && model === ''}
          onChange={() => onChange({ kinds: toggled(kinds, kind) })}
        />
      ))}
    </fieldset>
  )
}

function Sources({ wanted: { without, conversations }, onChange }: PartProps) {
  const sources = useLibrary((state) => state.sources) ?? []
  return (
    <fieldset className="tune-checks">
      <legend>{say('tune.sources')}</legend>
      {sources.map(({ id, path }) => (
        <LabelledCheck key={id} label={shownName(baseName(path))} on={!without.includes(id)} onChange={() => onChange({ without: toggled(without, id) })} />
      ))}
      <LabelledCheck
        label={say('tune.conversations')}
        hint={say('tune.conversations-hint')}
        on={conversations}
        onChange={(on) => onChange({ conversations: on })}
      />
    </fieldset>
  )
}

function Writers({ wanted: { model, judge, threshold }, onChange }: PartProps) {
  const models = useProfile((state) => state.models)?.models ?? []
  const named = models.filter(({ adapter }) => adapter === null).map(({ name }) => [name, modelTitle(name)] as const)
  return (
    <div className="tune-fields">
      <LabelledChoice
        label={say('tune.writer')}
        value={model}
        options={[['', say('tune.no-model')], ...named]}
        onChange={(value) => onChange({ model: value })}
      />
      <LabelledChoice
        label={say('tune.judge')}
        value={judge}
        options={[['', say('tune.no-judge')], ...named]}
        onChange={(value) => onChange({ judge: value })}
      />
      {judge === '' ? null : (
        <LabelledNumber label={say('tune.threshold')} value={threshold} range={[0, 100]} onChange={(value) => onChange({ threshold: value })} />
      )}
    </div>
  )
}

function Lines({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <Labelled label={label}>
      {(ids) => <textarea {...ids} rows={3} required maxLength={20_000} value={value} onChange={({ target }) => onChange(target.value)} />}
    </Labelled>
  )
}

/** What only some kinds need. */
function KindFields({ wanted: { kinds, model, labels, fields, style }, onChange }: PartProps) {
  return (
    <>
      {kinds.includes('classification') ? <Lines label={say('tune.labels')} value={labels} onChange={(value) => onChange({ labels: value })} /> : null}
      {kinds.includes('extraction') ? <Lines label={say('tune.fields')} value={fields} onChange={(value) => onChange({ fields: value })} /> : null}
      {kinds.includes('rewriting') && model !== '' ? (
        <Lines label={say('tune.style')} value={style} onChange={(value) => onChange({ style: value.slice(0, 2_000) })} />
      ) : null}
    </>
  )
}

function Amounts({ wanted: { perDocument, distractors, unanswerable }, onChange }: PartProps) {
  return (
    <div className="tune-fields">
      <LabelledNumber label={say('tune.per-document')} value={perDocument} range={[1, 1_000]} onChange={(value) => onChange({ perDocument: value })} />
      <LabelledNumber label={say('tune.distractors')} value={distractors} range={[0, 4]} onChange={(value) => onChange({ distractors: value })} />
      <LabelledNumber
        label={say('tune.unanswerable')}
        hint={say('tune.unanswerable-hint')}
        value={unanswerable}
        range={[0, 50]}
        onChange={(value) => onChange({ unanswerable: value })}
      />
    </div>
  )
}

export function DraftForm({ dataSet: { id, plan } }: { readonly dataSet: DataSet }) {
  const { tuning } = useApp()
  const sourceIds = (useLibrary((state) => state.sources) ?? []).map((source) => source.id)
  const [wanted, setWanted] = useState(() => draftOf(plan, sourceIds))
  const busy = useTuning((state) => state.busy.has(`draft ${id}`))
  const change = (changes: Partial<WantedDraft>) => setWanted((before) => ({ ...before, ...changes }))
  const asked = planOf(wanted, sourceIds)
  return (
    <form
      className="tune-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (asked) void tuning.work(`draft ${id}`, (client) => client.dataSets.draft({ id, plan: asked }))
      }}
    >
      <p className="field-hint">{say('tune.draft-hint')}</p>
      <Kinds wanted={wanted} onChange={change} />
      <KindFields wanted={wanted} onChange={change} />
      <Sources wanted={wanted} onChange={change} />
      <Writers wanted={wanted} onChange={change} />
      <Amounts wanted={wanted} onChange={change} />
      <ToldFailure about={`draft ${id}`} />
      <div className="tune-actions">
        <button type="submit" className="loud" disabled={busy || asked === null}>
          <PenLine className="icon" aria-hidden />
          {say('tune.start-draft')}
        </button>
      </div>
    </form>
  )
}
