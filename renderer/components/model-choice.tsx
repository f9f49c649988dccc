/** Who answers: quotes, or one of Ollama's models on this computer. */
import { RefreshCw } from 'lucide-react'
import { type ChatModelInfo, type OllamaState, oldestOllama } from '../../core/types/model.ts'
import { advice, say } from '../../core/words/words.ts'
import { useApp, useProfile } from '../state/app.ts'
import { answererOf } from '../state/profile.ts'
import { Field } from './field.tsx'
import { formatBytes, formatCount } from './format.ts'

function facts(model: ChatModelInfo): string {
  return [
    model.parameters,
    model.quantization,
    model.size === null ? null : formatBytes(model.size),
    model.contextTokens === null ? null : say('settings.context', { tokens: formatCount(model.contextTokens) }),
  ]
    .filter((fact) => fact !== null)
    .join(' · ')
}

function State({ ollama }: { readonly ollama: OllamaState | null }) {
  const { profile } = useApp()
  const looking = useProfile((state) => state.looking)
  const words = !ollama
    ? say('settings.ollama-looking')
    : ollama.state === 'ready'
      ? say('settings.ollama-ready', { version: ollama.version ?? '', address: ollama.address, count: ollama.models.length })
      : advice(ollama.state, { address: ollama.address, version: ollama.version ?? '', needed: oldestOllama })
  return (
    <div className={ollama && ollama.state !== 'ready' ? 'ollama ollama-missing' : 'ollama'}>
      <p role="status">{words}</p>
      <button type="button" disabled={looking} onClick={() => profile.findModels()}>
        <RefreshCw className="icon" aria-hidden />
        {say(looking ? 'settings.looking' : 'settings.look-again')}
      </button>
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
  const { ollama, chosen } = useProfile((state) => state)
  const address = useProfile((state) => state.settings?.ollamaAddress ?? '')
  const refused = useProfile((state) => state.refused)
  const models = ollama?.models ?? []
  const missing = chosen !== null && !models.some(({ name }) => name === chosen)
  return (
    <section className="settings-section" aria-labelledby="settings-answers">
      <h2 id="settings-answers">{say('settings.answers')}</h2>
      <State ollama={ollama} />
      <fieldset className="choices">
        <legend className="unseen">{say('settings.model')}</legend>
        <Choice value={null} title={say('settings.quotes')} note={say('settings.quotes-note')} chosen={chosen === null} />
        {missing && ollama ? (
          <Choice
            value={chosen}
            title={chosen}
            note={say(answererOf({ chosen, ollama }).standsIn === 'model-missing' ? 'settings.model-not-there' : 'settings.model-away')}
            chosen
          />
        ) : null}
        {models.map((model) => (
          <Choice key={model.name} value={model.name} title={model.name} note={facts(model)} chosen={model.name === chosen} />
        ))}
      </fieldset>
      {refused?.name === 'model' ? (
        <p className="field-failure" role="alert">
          {advice(refused.failure.code, refused.failure.details)}
        </p>
      ) : null}
      {ollama && ollama.blocked.length > 0 ? <p className="field-hint">{say('settings.blocked', { names: ollama.blocked.join(', ') })}</p> : null}
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
