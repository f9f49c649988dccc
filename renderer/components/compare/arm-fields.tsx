/** Which arms are compared: the four, with their base and adapter, and any further model. */
import { Plus, X } from 'lucide-react'
import { type ArmKind, armKinds } from '../../../core/types/experiment.ts'
import type { ChatModelInfo } from '../../../core/types/model.ts'
import { armWords } from '../../../core/words/experiment.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { joined } from '../format.ts'
import { LabelledChoice } from '../labelled.tsx'
import { modelTitle } from '../model-words.ts'
import { ArmShape } from './dot-strip.tsx'
import { type Chosen, mostArms, type Offered, type PlainArm, takesAdapter, type Wanted } from './new-request.ts'

interface Props {
  readonly wanted: Wanted
  readonly offered: Offered
  readonly chosen: Chosen
  readonly onChange: (changes: Partial<Wanted>) => void
}

const hints: Readonly<Record<ArmKind, WordsKey>> = {
  base: 'compare.arm-base-hint',
  rag: 'compare.arm-rag-hint',
  tuned: 'compare.arm-tuned-hint',
  hybrid: 'compare.arm-hybrid-hint',
}

interface ModelFieldProps {
  readonly label: string
  readonly models: readonly ChatModelInfo[]
  readonly value: string
  readonly hint?: string
  readonly unfit?: ReadonlySet<string>
  readonly onChange: (name: string) => void
}

function ModelField({ label, models, value, hint, unfit, onChange }: ModelFieldProps) {
  const titleOf = (name: string) => (unfit?.has(name) ? joined([modelTitle(name), say('training.unchecked')]) : modelTitle(name))
  const options = models.map(({ name }) => [name, titleOf(name)] as const)
  return <LabelledChoice label={label} hint={hint} value={value} options={options} disabled={models.length === 0} onChange={onChange} />
}

function FourArms({ wanted, chosen, onChange }: Omit<Props, 'offered'>) {
  return (
    <fieldset className="compare-arms">
      <legend>{say('compare.arms')}</legend>
      {armKinds.map((kind) => {
        const model = takesAdapter(kind) ? chosen.adapter : chosen.base
        const on = model !== undefined && wanted.kinds.includes(kind)
        return (
          <label key={kind} className="compare-arm">
            <input
              type="checkbox"
              checked={on}
              disabled={model === undefined}
              onChange={() => onChange({ kinds: on ? wanted.kinds.filter((one) => one !== kind) : [...wanted.kinds, kind] })}
            />
            <ArmShape kind={kind} />
            <span className="compare-arm-name">{armWords(kind)}</span>
            <span className="field-hint">{say(hints[kind])}</span>
          </label>
        )
      })}
    </fieldset>
  )
}

interface FurtherProps {
  readonly arm: PlainArm
  readonly at: number
  readonly offered: Offered
  readonly onChange: (arm: PlainArm | null) => void
}

function FurtherArm({ arm, at, offered: { bases, adapters }, onChange }: FurtherProps) {
  const modelsFor = (kind: ArmKind) => (takesAdapter(kind) ? [...adapters, ...bases] : bases)
  const models = modelsFor(arm.kind)
  const change = (kind: ArmKind) => {
    const model = modelsFor(kind).find(({ name }) => name === arm.model) ?? modelsFor(kind)[0]
    if (model) onChange({ kind, model: model.name })
  }
  return (
    <li className="further-arm">
      <select
        aria-label={say('compare.further-kind', { n: at + 1 })}
        value={arm.kind}
        onChange={(event) => change(armKinds.find((one) => one === event.target.value) ?? 'base')}
      >
        {armKinds.map((kind) => (
          <option key={kind} value={kind}>
            {armWords(kind)}
          </option>
        ))}
      </select>
      <select aria-label={say('compare.further-model', { n: at + 1 })} value={arm.model} onChange={(event) => onChange({ ...arm, model: event.target.value })}>
        {models.map(({ name }) => (
          <option key={name} value={name}>
            {modelTitle(name)}
          </option>
        ))}
      </select>
      <button type="button" className="bare square" aria-label={say('compare.further-remove', { n: at + 1 })} onClick={() => onChange(null)}>
        <X className="icon" aria-hidden />
      </button>
    </li>
  )
}

export function ArmFields({ wanted, offered, chosen, onChange }: Props) {
  const { bases, adapters } = offered
  const { further } = wanted
  const another = bases.find(({ name }) => name !== chosen.base?.name) ?? bases[0]
  return (
    <>
      <div className="compare-models">
        <ModelField label={say('compare.base')} models={bases} value={chosen.base?.name ?? ''} onChange={(base) => onChange({ base })} />
        <ModelField
          label={say('compare.adapter')}
          models={adapters}
          value={chosen.adapter?.name ?? ''}
          unfit={offered.unfit}
          onChange={(adapter) => onChange({ adapter })}
          {...(adapters.length === 0 ? { hint: say('compare.no-adapter') } : {})}
        />
      </div>
      <FourArms wanted={wanted} chosen={chosen} onChange={onChange} />
      {further.length > 0 ? (
        <ul className="further-arms" aria-label={say('compare.further')}>
          {further.map((arm, at) => (
            <FurtherArm
              key={at}
              arm={arm}
              at={at}
              offered={offered}
              onChange={(changed) => onChange({ further: further.flatMap((one, index) => (index === at ? (changed ? [changed] : []) : [one])) })}
            />
          ))}
        </ul>
      ) : null}
      <button
        type="button"
        className="compare-add"
        disabled={another === undefined || further.length + wanted.kinds.length >= mostArms}
        onClick={() => another && onChange({ further: [...further, { kind: 'rag', model: another.name }] })}
      >
        <Plus className="icon" aria-hidden />
        {say('compare.add-arm')}
      </button>
    </>
  )
}
