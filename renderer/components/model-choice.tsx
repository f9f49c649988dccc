/** Who answers: quotes, or a model of any engine. */
import { type ModelsState, oldestOllama } from '../../core/types/model.ts'
import { advice, say } from '../../core/words/words.ts'
import { useApp, useProfile } from '../state/app.ts'
import { answererOf } from '../state/profile.ts'
import { Field } from './field.tsx'
import { joined } from './format.ts'
import { modelFacts, modelTitle } from './model-words.ts'
import { LookAgain } from './models/look-again.tsx'

function State({ models }: { readonly models: ModelsState | null }) {
  const ollama = models?.engines.find(({ kind }) => kind === 'ollama')
  const count = models?.models.filter(({ engine }) => engine === 'ollama').length ?? 0
  const words = !ollama
    ? say('settings.ollama-looking')
    : ollama.state === 'ready'
      ? say('settings.ollama-ready', { version: ollama.version ?? '', address: ollama.address ?? '', count })
      : advice(ollama.state, { address: ollama.address ?? '', version: ollama.version ?? '', needed: oldestOllama })
  return (
    <div className={ollama && ollama.state !== 'ready' ? 'ollama ollama-missing' : 'ollama'}>
      <p role="status">{words}</p>
      <LookAgain />
    </div>
  )
}

interface ChoiceProps {
  readonly value: string | null
  readonly title: string
  readonly note: string
  readonly chosen: boolean
}

function Choice({ value, title, note, chosen }: ChoiceProps) {
  const { profile } = useApp()
  return (
    <label className="choice">
      <input type="radio" name="model" checked={chosen} onChange={() => profile.change({ model: value })} />
      <span className="choice-title">{title}</span>
      <span className="choice-note">{note}</span>
    </label>
  )
}

export function ModelChoice() {
  const { profile } = useApp()
  const { models: found, chosen } = useProfile((state) => state)
  const address = useProfile((state) => state.settings?.ollamaAddress ?? '')
  const refused = useProfile((state) => state.refused)
  const models = found?.models ?? []
  const blocked = found?.blocked ?? []
  const missing = chosen !== null && !models.some(({ name }) => name === chosen)
  return (
    <section className="settings-section" aria-labelledby="settings-answers">
      <h2 id="settings-answers">{say('settings.answers')}</h2>
      <State models={found} />
      <fieldset className="choices">
        <legend className="unseen">{say('settings.model')}</legend>
        <Choice value={null} title={say('settings.quotes')} note={say('settings.quotes-note')} chosen={chosen === null} />
        {missing && found ? (
          <Choice
            value={chosen}
            title={chosen}
            note={say(answererOf({ chosen, models: found }).standsIn === 'model-missing' ? 'settings.model-not-there' : 'settings.model-away')}
            chosen
          />
        ) : null}
        {models.map((model) => (
          <Choice key={model.name} value={model.name} title={modelTitle(model.name)} note={modelFacts(model)} chosen={model.name === chosen} />
        ))}
      </fieldset>
      {refused?.name === 'model' ? (
        <p className="field-failure" role="alert">
          {advice(refused.failure.code, refused.failure.details)}
        </p>
      ) : null}
      {blocked.length > 0 ? <p className="field-hint">{say('settings.blocked', { names: joined(blocked) })}</p> : null}
      <Field
        label={say('settings.ollama-address')}
        hint={say('settings.ollama-address-hint')}
        type="url"
        value={address}
        failure={refused?.name === 'ollamaAddress' ? refused.failure : null}
        onChange={(value) => profile.change({ ollamaAddress: value })}
      />
    </section>
  )
}
