/** The programs that run models: how each was found, and what to do where it was not. */
import { Trash2 } from 'lucide-react'
import { type EngineState, type ModelsState, oldestOllama } from '../../../core/types/model.ts'
import { advice, say, type WordsKey } from '../../../core/words/words.ts'
import { useApp } from '../../state/app.ts'
import { engineIdOf } from '../../state/profile.ts'
import { joined } from '../format.ts'
import { LookAgain } from './look-again.tsx'

/** What to do, step by step, where one sentence is not enough. */
const steps: Readonly<Record<string, readonly WordsKey[]>> = {
  'ollama-absent': ['models.absent-1', 'models.absent-2', 'models.absent-3'],
  'ollama-hung': ['models.hung-1'],
  'ollama-too-old': ['models.too-old-1'],
  'network-locked': ['models.locked-1'],
}

function nameOf({ kind, id }: EngineState): string {
  if (kind === 'ollama') return say('models.ollama')
  return kind === 'gguf' ? say('models.own-engine') : say('models.server', { id })
}

function Found({ engine, count }: { readonly engine: EngineState; readonly count: number }) {
  const { address, version, state } = engine
  if (state !== 'ready') return <p>{advice(state, { address: address ?? '', version: version ?? '', needed: oldestOllama })}</p>
  if (address === null) return <p>{say('models.engine-ready-plain', { count })}</p>
  return <p>{say('models.engine-ready', { version: version ?? '', address, count })}</p>
}

interface EngineProps {
  readonly engine: EngineState
  readonly count: number
  /** Others have models, and nothing that is wanted of it is missed. */
  readonly needless: boolean
  readonly quotes: boolean
}

function Engine({ engine, count, needless, quotes }: EngineProps) {
  const { models } = useApp()
  const { state, remote, cloud, kind, id, address } = engine
  if (state === 'ollama-absent' && needless) {
    return (
      <li className="engine">
        <h3>{nameOf(engine)}</h3>
        <p>{say('models.not-needed', { address: address ?? '' })}</p>
      </li>
    )
  }
  return (
    <li className={state === 'ready' ? 'engine' : 'engine engine-missing'}>
      <h3>{nameOf(engine)}</h3>
      <Found engine={engine} count={count} />
      {steps[state] ? (
        <ol>
          {steps[state].map((step) => (
            <li key={step}>{say(step)}</li>
          ))}
        </ol>
      ) : null}
      {state !== 'ready' && quotes ? <p>{say('models.meanwhile')}</p> : null}
      {remote ? <p className="engine-remote">{say('models.remote')}</p> : null}
      {cloud ? <p className="quiet">{say(cloud === 'on' ? 'models.cloud-on' : 'models.cloud-off')}</p> : null}
      {kind === 'server' ? (
        <button type="button" className="bare" onClick={() => models.removeServer(id)}>
          <Trash2 className="icon" aria-hidden />
          {say('models.server-remove', { id })}
        </button>
      ) : null}
    </li>
  )
}

export function EngineList({ found }: { readonly found: ModelsState }) {
  const { engines, models, blocked, chosen } = found
  return (
    <section className="settings-section" aria-labelledby="models-engines">
      <div className="models-head">
        <h2 id="models-engines">{say('models.engines')}</h2>
        <LookAgain />
      </div>
      <ul className="engines">
        {engines.map((engine) => (
          <Engine
            key={`${engine.kind} ${engine.id}`}
            engine={engine}
            count={models.filter(({ engineId, adapter }) => engineId === engine.id && adapter === null).length}
            needless={models.length > 0 && (chosen === null || engineIdOf(chosen) !== engine.id)}
            quotes={models.length === 0}
          />
        ))}
      </ul>
      {blocked.length > 0 ? <p className="field-hint">{say('models.blocked', { names: joined(blocked) })}</p> : null}
    </section>
  )
}
