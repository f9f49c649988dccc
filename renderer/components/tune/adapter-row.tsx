/** One adapter: where it comes from, whether it may answer, and what it is put to. */
import { ListChecks, Trash2, Undo2, Upload } from 'lucide-react'
import { useState } from 'react'
import type { Adapter } from '../../../core/types/adapter.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { useApp, useProfile, useTuning } from '../../state/app.ts'
import { unscaled } from '../../state/profile.ts'
import { type AdapterWork, adapterId } from '../../state/tuning.ts'
import { formatBytes, formatMoment, formatRate, joined } from '../format.ts'
import { shownName } from '../inert-characters.ts'
import { modelTitle } from '../model-words.ts'
import { SureButton } from '../sure-button.tsx'
import { CheckResults, Staleness } from './adapter-facts.tsx'
import { DeployDialog } from './deploy-form.tsx'
import { ItemHead } from './item-head.tsx'
import { ToldFailure } from './told-failure.tsx'

const stages: Readonly<Record<Exclude<AdapterWork['stage'], 'preflight' | 'done'>, WordsKey>> = {
  hash: 'training.stage-hash',
  upload: 'training.stage-upload',
  create: 'training.stage-create',
  check: 'training.stage-check',
}

function workWords({ stage, done, total }: AdapterWork): string {
  if (stage === 'preflight') return say('training.checking', { done, total })
  return stage === 'done' ? '' : say(stages[stage], { percent: total > 0 ? Math.floor((done / total) * 100) : 0 })
}

function Progress({ name, work }: { readonly name: string; readonly work: AdapterWork }) {
  return (
    <div className="tune-progress">
      <progress aria-label={name} {...(work.total > 0 ? { max: work.total, value: work.done } : {})} />
      <p className="figures" role="status">
        {workWords(work)}
      </p>
    </div>
  )
}

function Use({ adapter }: { readonly adapter: Adapter }) {
  const { profile } = useApp()
  const chosen = useProfile((state) => state.chosen)
  const { model, base, preflight } = adapter
  if (chosen !== null && unscaled(chosen) === model) {
    return (
      <>
        <strong className="model-answers">{say('models.in-use')}</strong>
        <button type="button" aria-label={say('tune.to-base-named', { name: modelTitle(base) })} onClick={() => profile.change({ model: base })}>
          <Undo2 className="icon" aria-hidden />
          {say('tune.to-base')}
        </button>
      </>
    )
  }
  if (!preflight?.passed) return null
  return (
    <button type="button" className="loud" aria-label={say('models.use-named', { name: modelTitle(model) })} onClick={() => profile.change({ model })}>
      {say('models.use')}
    </button>
  )
}

function Actions({ adapter }: { readonly adapter: Adapter }) {
  const { tuning } = useApp()
  const [deploying, setDeploying] = useState(false)
  const { model, name, preflight, size } = adapter
  const busy = useTuning((state) => state.busy.has(adapterId(model)))
  const named = { name: shownName(name) }
  return (
    <div className="tune-actions">
      <Use adapter={adapter} />
      <button type="button" disabled={busy} aria-label={say('tune.check-named', named)} onClick={() => tuning.check(model)}>
        <ListChecks className="icon" aria-hidden />
        {say(preflight ? 'tune.check-again' : 'tune.check')}
      </button>
      <button type="button" disabled={busy || !preflight?.passed} aria-label={say('tune.deploy-named', named)} onClick={() => setDeploying(true)}>
        <Upload className="icon" aria-hidden />
        {say('tune.deploy')}
      </button>
      <SureButton
        shape={Trash2}
        words={say('tune.remove')}
        label={say('tune.remove-named', named)}
        title={say('models.remove-sure', named)}
        cost={say('tune.remove-adapter', { size: formatBytes(size) })}
        disabled={busy}
        onSure={() => tuning.removeAdapter(model)}
      />
      {deploying ? <DeployDialog adapter={adapter} onClose={() => setDeploying(false)} /> : null}
    </div>
  )
}

function Deployments({ adapter: { model, deployments } }: { readonly adapter: Adapter }) {
  const { tuning } = useApp()
  const busy = useTuning((state) => state.busy.has(adapterId(model)))
  return deployments.map((deployment) => {
    const name = shownName(deployment.model)
    return (
      <p key={deployment.model} className="adapter-deployment">
        <span>{say('tune.in-ollama', { name })}</span>
        <button
          type="button"
          className="bare"
          disabled={busy}
          aria-label={say('tune.withdraw-named', { name })}
          onClick={() => tuning.removeAdapter(model, deployment.model)}
        >
          {say('tune.withdraw')}
        </button>
      </p>
    )
  })
}

export function AdapterRow({ adapter }: { readonly adapter: Adapter }) {
  const { model, name, base, size, origin, addedAt, preflight, validationLoss } = adapter
  const work = useTuning((state) => state.adapterWork.get(model))
  const facts = [
    say('models.adapter-of', { base: modelTitle(base) }),
    say(origin === 'trained' ? 'training.trained-here' : 'training.from-outside'),
    formatBytes(size),
    ...(validationLoss === null ? [] : [say('tune.validation-loss', { loss: formatRate(validationLoss) })]),
    formatMoment(addedAt),
  ]
  return (
    <li className="tune-item">
      <ItemHead name={name}>{preflight ? null : <span className="quiet">{say('training.unchecked')}</span>}</ItemHead>
      <p className="quiet figures">{joined(facts)}</p>
      <Staleness adapter={adapter} />
      <CheckResults adapter={adapter} />
      {work ? <Progress name={shownName(name)} work={work} /> : null}
      <Deployments adapter={adapter} />
      <Actions adapter={adapter} />
      <ToldFailure about={adapterId(model)} />
    </li>
  )
}
