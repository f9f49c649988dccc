/** Models that could be fetched, weighed against this computer's memory, and the downloads under way. */
import { useCallback, useState } from 'react'
import type { ModelsState, Pull, Suggestion } from '../../../core/types/model.ts'
import { advice, say, type WordsKey } from '../../../core/words/words.ts'
import { useApp, useModelsWork } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { formatBytes } from '../format.ts'
import { capabilitiesOf } from '../model-words.ts'
import { useCall } from '../use-call.ts'

function pullWords({ state, stage, completed, total, bytesPerSecond, failure, model }: Pull): string {
  const values = { done: formatBytes(completed), total: formatBytes(total), rate: formatBytes(bytesPerSecond ?? 0) }
  if (failure) return advice(failure.code, { model, ...failure.details })
  if (state === 'done') return say('models.pull-done')
  if (state === 'stopped') return say('models.pull-stopped', values)
  if (stage === 'download') return say(bytesPerSecond ? 'models.pull-download' : 'models.pull-download-plain', values)
  return say(stage === 'manifest' ? 'models.pull-manifest' : stage === 'verify' ? 'models.pull-verify' : 'models.pull-finish')
}

function Download({ pull }: { readonly pull: Pull }) {
  const { models } = useApp()
  const { state, model, total, completed } = pull
  return (
    <li className={state === 'failed' ? 'pull pull-failed' : 'pull'}>
      <strong>
        <bdi>{model}</bdi>
      </strong>
      {state === 'working' ? <progress aria-label={model} {...(total > 0 ? { max: total, value: completed } : {})} /> : null}
      <span className="figures">{pullWords(pull)}</span>
      {state === 'working' ? (
        <button type="button" className="bare" aria-label={say('models.fetch-cancel-named', { name: model })} onClick={() => models.cancel(pull.id)}>
          {say('models.fetch-cancel')}
        </button>
      ) : state === 'done' ? null : (
        <button type="button" className="bare" aria-label={say('models.fetch-resume-named', { name: model })} onClick={() => models.pull(model)}>
          {say('models.fetch-resume')}
        </button>
      )}
    </li>
  )
}

function Downloads() {
  const pulls = useModelsWork((state) => state.pulls)
  if (pulls.length === 0) return null
  return (
    <>
      <h3>{say('models.pulls')}</h3>
      <ul className="pulls">
        {pulls.map((pull) => (
          <Download key={pull.id} pull={pull} />
        ))}
      </ul>
    </>
  )
}

const verdicts: Readonly<Record<Suggestion['fit'], WordsKey>> = { fits: 'models.fits', tight: 'models.tight', 'too-large': 'models.too-large' }

function SuggestionRow({ suggestion, have, ready }: { readonly suggestion: Suggestion; readonly have: boolean; readonly ready: boolean }) {
  const { models } = useApp()
  const under = useModelsWork((state) => state.pulls.some(({ model, state: at }) => model === suggestion.name && at === 'working'))
  const { name, family, parameters, quantization, size, memory, fit } = suggestion
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{[family, parameters, quantization].join(' · ')}</td>
      <td>{capabilitiesOf(suggestion)}</td>
      <td className="number">{formatBytes(size)}</td>
      <td className="number">{formatBytes(memory)}</td>
      <td>
        <span className={`fit fit-${fit}`}>{say(verdicts[fit])}</span>
      </td>
      <td>
        {have ? (
          <span className="quiet">{say('models.fetch-have')}</span>
        ) : (
          <button
            type="button"
            disabled={!ready || under}
            aria-label={say('models.fetch-named', { name, size: formatBytes(size) })}
            onClick={() => models.pull(name)}
          >
            {say('models.fetch-start')}
          </button>
        )}
      </td>
    </tr>
  )
}

function Suggestions({ found, ready }: { readonly found: ModelsState; readonly ready: boolean }) {
  const { client } = useApp()
  const [all, setAll] = useState(false)
  const call = useCallback((signal: AbortSignal) => client.models.suggestions(undefined, { signal }), [client])
  const result = useCall(call)
  if (result.state === 'failed') return <FailureNote failure={result.failure} />
  if (result.state === 'working') return null
  const { memory, suggestions } = result.value
  const tooLarge = suggestions.filter(({ fit }) => fit === 'too-large')
  const shown = all ? suggestions : suggestions.filter(({ fit }) => fit !== 'too-large')
  return (
    <>
      <p className="field-hint">{say('models.fetch-hint', { memory: formatBytes(memory) })}</p>
      <div className="models-scroll" role="group" aria-labelledby="models-fetch" tabIndex={0}>
        <table className="models-table">
          <thead>
            <tr>
              <th scope="col">{say('models.name')}</th>
              <th scope="col">{say('models.family')}</th>
              <th scope="col">{say('models.can')}</th>
              <th scope="col" className="number">
                {say('models.download')}
              </th>
              <th scope="col" className="number">
                {say('models.needs')}
              </th>
              <th scope="col">{say('models.verdict')}</th>
              <th scope="col">{say('models.what-to-do')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((suggestion) => (
              <SuggestionRow key={suggestion.name} suggestion={suggestion} have={found.models.some(({ name }) => name === suggestion.name)} ready={ready} />
            ))}
          </tbody>
        </table>
      </div>
      {tooLarge.length > 0 && !all ? (
        <p>
          <button type="button" className="link" onClick={() => setAll(true)}>
            {say('models.show-all', { count: tooLarge.length })}
          </button>
        </p>
      ) : null}
    </>
  )
}

function ByName() {
  const { models } = useApp()
  const [name, setName] = useState('')
  return (
    <form
      className="models-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') void models.pull(name.trim())
        setName('')
      }}
    >
      <label htmlFor="models-fetch-name">{say('models.fetch-name')}</label>
      <input
        id="models-fetch-name"
        type="text"
        className="mono"
        value={name}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" disabled={name.trim() === ''}>
        {say('models.fetch-start')}
      </button>
    </form>
  )
}

export function ModelFetch({ found }: { readonly found: ModelsState }) {
  const failure = useModelsWork((state) => state.failures.get('fetch'))
  const ready = found.engines.some(({ kind, state }) => kind === 'ollama' && state === 'ready')
  return (
    <section className="settings-section" aria-labelledby="models-fetch">
      <h2 id="models-fetch">{say('models.fetch')}</h2>
      {ready ? <ByName /> : <p className="field-hint">{say('models.fetch-no-ollama')}</p>}
      {failure ? <FailureNote failure={failure} /> : null}
      <Downloads />
      <Suggestions found={found} ready={ready} />
    </section>
  )
}
