/** Every model there is: what it is, where it is loaded, and what can be done with it. Adapters stand under their base. */
import type { ChatModelInfo, LoadedModel } from '../../../core/types/model.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useModelsWork, useProfile } from '../../state/app.ts'
import { unscaled } from '../../state/profile.ts'
import { FailureNote } from '../failure-note.tsx'
import { formatBytes, formatCount, formatRate } from '../format.ts'
import { modelParts } from '../model-name.ts'
import { capabilitiesOf, modelTitle } from '../model-words.ts'
import { SureButton } from '../sure-button.tsx'
import { NumberField } from './number-field.tsx'

function memoryWords({ size, gpuShare }: LoadedModel): string {
  if (size === null) return say('models.loaded')
  const values = { size: formatBytes(size), percent: Math.round((gpuShare ?? 0) * 100) }
  if (gpuShare === null || gpuShare === 0) return say('models.loaded-cpu', values)
  return say(gpuShare >= 0.995 ? 'models.loaded-gpu' : 'models.loaded-both', values)
}

function costWords({ engine, size }: ChatModelInfo): string {
  if (size === null) return say('models.remove-cost-unknown')
  return say(engine === 'gguf' ? 'models.remove-cost-file' : 'models.remove-cost', { size: formatBytes(size) })
}

function Actions({ model }: { readonly model: ChatModelInfo }) {
  const { models, profile } = useApp()
  const chosen = useProfile((state) => state.chosen)
  const busy = useModelsWork((state) => state.busy.has(model.name))
  const name = modelTitle(model.name)
  const answers = chosen !== null && unscaled(chosen) === model.name
  if (busy) return <p role="status">{say('models.working')}</p>
  return (
    <>
      {model.adapter !== null && model.adapter.passed !== true ? (
        <span>{say(model.adapter.passed === false ? 'training.not-passed' : 'training.unchecked')}</span>
      ) : answers ? (
        <strong className="model-answers">{say('models.in-use')}</strong>
      ) : (
        <button type="button" aria-label={say('models.use-named', { name })} onClick={() => profile.change({ model: model.name })}>
          {say('models.use')}
        </button>
      )}
      {model.engine === 'server' || model.adapter ? null : (
        <button
          type="button"
          className="bare"
          aria-label={say(model.loaded ? 'models.unload-named' : 'models.load-named', { name })}
          onClick={() => (model.loaded ? models.unload(model.name) : models.load(model.name))}
        >
          {say(model.loaded ? 'models.unload' : 'models.load')}
        </button>
      )}
      {model.engine === 'gguf' && !model.adapter ? (
        <button type="button" className="bare" aria-label={say('models.add-adapter-named', { name })} onClick={() => models.chooseFile(model.name)}>
          {say('models.add-adapter')}
        </button>
      ) : null}
      {model.engine === 'server' ? null : (
        <SureButton
          words={say('models.remove')}
          label={say('models.remove-named', { name })}
          title={say('models.remove-sure', { name })}
          cost={costWords(model)}
          onSure={() => models.remove(model.name)}
        />
      )}
    </>
  )
}

/** The context that the user chose, or how strongly an adapter speaks. */
function Chosen({ model }: { readonly model: ChatModelInfo }) {
  const { profile } = useApp()
  const settings = useProfile((state) => state.settings)
  const chosen = useProfile((state) => state.chosen)
  const name = modelTitle(model.name)
  if (model.adapter) {
    // an adapter speaks up by being used, not by a change of its strength
    if (chosen === null || unscaled(chosen) !== model.name) return <span>{say('models.scale-is', { scale: formatRate(model.adapter.scale) })}</span>
    const scale = modelParts(chosen).scale ?? model.adapter.scale
    return (
      <NumberField
        label={say('models.scale', { name })}
        value={scale}
        range={[0, 4]}
        step={0.1}
        placeholder=""
        onChange={(value) => profile.change({ model: value === null ? model.name : `${model.name}@${value}` })}
      />
    )
  }
  return (
    <>
      <span>{model.contextTokens === null ? '' : formatCount(model.contextTokens)}</span>
      <NumberField
        label={say('models.context-of', { name })}
        value={settings?.contextTokens[model.name] ?? null}
        range={[512, model.contextTokens ?? 1_048_576]}
        step={512}
        placeholder={say('models.context-hint')}
        onChange={(value) => {
          const { [model.name]: _, ...others } = settings?.contextTokens ?? {}
          void profile.change({ contextTokens: value === null ? others : { ...others, [model.name]: value } })
        }}
      />
    </>
  )
}

function Row({ model }: { readonly model: ChatModelInfo }) {
  const { models } = useApp()
  const failure = useModelsWork((state) => state.failures.get(model.name))
  const { loaded, adapter } = model
  const short = loaded?.contextTokens && model.contextTokens && loaded.contextTokens < Math.min(2_048, model.contextTokens)
  return (
    <>
      <tr className={adapter ? 'model-adapter' : undefined}>
        <th scope="row">
          <bdi>{adapter ? adapter.name : modelTitle(model.name)}</bdi>
          {adapter ? <span className="quiet">{say('models.adapter-of', { base: modelTitle(adapter.base) })}</span> : null}
        </th>
        <td>{[model.family, model.parameters, model.quantization].filter((fact) => fact !== null).join(' · ')}</td>
        <td className="number">{model.size === null ? '' : formatBytes(model.size)}</td>
        <td className="figures model-context">
          <Chosen model={model} />
        </td>
        <td>{capabilitiesOf(model)}</td>
        <td className="figures">
          {loaded ? memoryWords(loaded) : say('models.not-loaded')}
          {short ? <span className="model-short">{say('models.less-context', { tokens: formatCount(loaded.contextTokens ?? 0) })}</span> : null}
        </td>
        <td className="model-actions">
          <Actions model={model} />
        </td>
      </tr>
      {failure ? (
        <tr>
          <td colSpan={7}>
            <FailureNote failure={failure} onDismiss={() => models.dismiss(model.name)} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

/** Each adapter right after its base. */
function inOrder(models: readonly ChatModelInfo[]): readonly ChatModelInfo[] {
  const bases = models.filter(({ adapter }) => adapter === null)
  const under = (base: ChatModelInfo) => models.filter(({ adapter }) => adapter?.base === base.name)
  const orphans = models.filter(({ adapter }) => adapter !== null && !bases.some(({ name }) => name === adapter.base))
  return [...bases.flatMap((base) => [base, ...under(base)]), ...orphans]
}

export function ModelTable({ models }: { readonly models: readonly ChatModelInfo[] }) {
  const { profile } = useApp()
  const chosen = useProfile((state) => state.chosen)
  const gone = chosen !== null && !models.some(({ name }) => name === unscaled(chosen))
  return (
    <section className="settings-section" aria-labelledby="models-table">
      <div className="models-head">
        <h2 id="models-table">{say('models.table')}</h2>
        {chosen === null ? null : (
          <button type="button" className="bare" onClick={() => profile.change({ model: null })}>
            {say('models.use-quotes')}
          </button>
        )}
      </div>
      {gone ? <p className="models-gone">{say('models.chosen-gone', { name: modelTitle(chosen) })}</p> : null}
      {models.length === 0 ? (
        <p className="field-hint">{say('models.none')}</p>
      ) : (
        <div className="models-scroll" role="group" aria-labelledby="models-table" tabIndex={0}>
          <table className="models-table">
            <thead>
              <tr>
                <th scope="col">{say('models.name')}</th>
                <th scope="col">{say('models.family')}</th>
                <th scope="col" className="number">
                  {say('models.size')}
                </th>
                <th scope="col">{say('models.context')}</th>
                <th scope="col">{say('models.can')}</th>
                <th scope="col">{say('models.memory')}</th>
                <th scope="col">{say('models.what-to-do')}</th>
              </tr>
            </thead>
            <tbody>
              {inOrder(models).map((model) => (
                <Row key={model.name} model={model} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
