/** What answers in the conversation that is shown: the usual model, another one, or quotes; an adapter as strongly as one likes. */
import { useId } from 'react'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { unscaled } from '../state/profile.ts'
import { modelParts } from './model-name.ts'
import { modelTitle } from './model-words.ts'
import { NumberField } from './models/number-field.tsx'
import { useAnswerer } from './use-answerer.ts'

const usually = ''
const quotes = 'quotes'
const valueOf = (name: string | null) => (name === null ? quotes : `model ${unscaled(name)}`)

/** A model by its name, or quotes. */
export function answererTitle(name: string | null): string {
  return name === null ? say('ask.model-quotes') : modelTitle(name)
}

function Strength({ name, scale }: { readonly name: string; readonly scale: number }) {
  const { session } = useApp()
  return (
    <span className="composer-strength">
      <span aria-hidden>{say('ask.strength')}</span>
      <NumberField
        label={say('models.scale', { name: modelTitle(name) })}
        value={scale}
        range={[0, 4]}
        step={0.1}
        placeholder=""
        onChange={(value) => session.answerBy(value === null ? name : `${name}@${value}`)}
      />
    </span>
  )
}

export function ModelSelect() {
  const { session } = useApp()
  const { own, usual, wanted, models } = useAnswerer()
  const id = useId()
  const listed = models?.models ?? []
  if (listed.length === 0 && own === undefined) return null
  const differs = own !== undefined && own !== usual
  const mayAnswer = listed.filter((model) => model.adapter === null || model.adapter.passed === true)
  const offered = [null, ...mayAnswer.map(({ name }) => name)].filter((name) => valueOf(name) !== valueOf(usual) || (differs && valueOf(name) === valueOf(own)))
  const gone = differs && !offered.some((name) => valueOf(name) === valueOf(own)) ? own : null
  const adapter = listed.find(({ name }) => wanted !== null && name === unscaled(wanted))?.adapter
  const choose = (value: string) => session.answerBy(value === usually ? undefined : (offered.find((name) => valueOf(name) === value) ?? null))
  return (
    <>
      <span className="composer-model">
        <label className="unseen" htmlFor={id}>
          {say('ask.model')}
        </label>
        <select id={id} value={differs ? valueOf(own) : usually} onChange={(event) => choose(event.target.value)}>
          <option value={usually}>{say('ask.model-usual', { model: answererTitle(usual) })}</option>
          {offered.map((name) => (
            <option key={valueOf(name)} value={valueOf(name)}>
              {answererTitle(name)}
            </option>
          ))}
          {gone === null ? null : <option value={valueOf(gone)}>{say('ask.model-gone', { model: modelTitle(gone) })}</option>}
        </select>
      </span>
      {wanted !== null && adapter ? <Strength name={unscaled(wanted)} scale={modelParts(wanted).scale ?? adapter.scale} /> : null}
    </>
  )
}
