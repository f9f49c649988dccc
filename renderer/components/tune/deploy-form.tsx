/** Puts an adapter into Ollama: by which route, what it takes on disk, under which name. */
import { Upload } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { Adapter, AdapterRoute } from '../../../core/types/adapter.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { useApp } from '../../state/app.ts'
import { Dialog } from '../dialog.tsx'
import { FailureNote } from '../failure-note.tsx'
import { formatBytes } from '../format.ts'
import { shownName } from '../inert-characters.ts'
import { Labelled } from '../labelled.tsx'
import { useCall } from '../use-call.ts'

type OllamaRoute = Exclude<AdapterRoute, 'live'>

const routeWords: Readonly<Record<OllamaRoute, WordsKey>> = { merged: 'tune.route-merged', adapter: 'tune.route-adapter' }

/** A name that Ollama takes. */
function usualName({ base, name }: Adapter): string {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/^gguf:/u, '')
      .replace(/[^a-z0-9._-]+/gu, '-')
  return `${plain(base)}-${plain(name)}`.slice(0, 80)
}

interface Route {
  readonly route: AdapterRoute
  readonly possible: boolean
  readonly size: number | null
}

function Routes({
  routes,
  chosen,
  onChoose,
}: {
  readonly routes: readonly Route[]
  readonly chosen: OllamaRoute
  readonly onChoose: (route: OllamaRoute) => void
}) {
  return (
    <fieldset className="tune-checks">
      <legend className="unseen">{say('tune.deploy')}</legend>
      {routes.flatMap(({ route, possible, size }) =>
        route === 'live'
          ? []
          : [
              <label key={route} className="tune-check">
                <input type="radio" name="tune-route" checked={chosen === route} disabled={!possible} onChange={() => onChoose(route)} />
                <span>
                  {say(routeWords[route])}
                  <span className="field-hint figures">
                    {say(possible ? 'training.possible' : 'training.not-possible')}
                    {size === null ? '' : ` · ${formatBytes(size)}`}
                  </span>
                </span>
              </label>,
            ],
      )}
    </fieldset>
  )
}

export function DeployDialog({ adapter, onClose }: { readonly adapter: Adapter; readonly onClose: () => void }) {
  const { client, tuning } = useApp()
  const { model } = adapter
  const [name, setName] = useState(usualName(adapter))
  const [wanted, setWanted] = useState<OllamaRoute>('merged')
  const call = useCallback((signal: AbortSignal) => client.adapters.routes({ model }, { signal }), [client, model])
  const result = useCall(call)
  const routes = result.state === 'done' ? result.value.routes : []
  const possible = routes.some(({ route, possible: can }) => route === wanted && can)
  return (
    <Dialog title={say('tune.deploy-named', { name: shownName(adapter.name) })} onClose={onClose}>
      <form
        className="tune-form"
        onSubmit={(event) => {
          event.preventDefault()
          onClose()
          void tuning.deploy(model, wanted, name.trim())
        }}
      >
        {result.state === 'failed' ? <FailureNote failure={result.failure} onAgain={result.again} /> : null}
        {result.state === 'working' ? <p role="status">{say('models.working')}</p> : <Routes routes={routes} chosen={wanted} onChoose={setWanted} />}
        <Labelled label={say('tune.ollama-name')}>
          {(ids) => (
            <input
              {...ids}
              type="text"
              className="mono"
              required
              maxLength={100}
              spellCheck={false}
              autoComplete="off"
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Labelled>
        <div className="actions">
          <button type="button" onClick={onClose}>
            {say('shell.cancel')}
          </button>
          <button type="submit" className="loud" disabled={!possible || name.trim() === ''}>
            <Upload className="icon" aria-hidden />
            {say('tune.deploy')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
