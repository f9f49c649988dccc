/** Whether this computer can train, and what installing the trainer would fetch, from where and how large. */
import { Download, Square, Trash2 } from 'lucide-react'
import type { TrainerState } from '../../../core/types/training.ts'
import { trainerStateWords } from '../../../core/words/training.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { formatBytes, joined } from '../format.ts'
import { SureButton } from '../sure-button.tsx'
import { ToldFailure } from './told-failure.tsx'
import { deviceWords } from './training-words.ts'

function Facts({ trainer: { state, python, device, download, size, hosts, packages } }: { readonly trainer: TrainerState }) {
  const fetches = state === 'missing' || state === 'failed' || state === 'installing'
  return (
    <>
      <p>
        {python ? say('tune.with-python', { version: python.version }) : null} {device ? say('tune.trains-on', { device: deviceWords(device) }) : null}
      </p>
      {device === 'cpu' ? <p>{say('tune.slow')}</p> : null}
      {device === 'cuda' && fetches ? <p>{say('tune.nvidia')}</p> : null}
      {fetches && download !== null && size !== null ? (
        <p className="figures">{say('training.fetches', { download: formatBytes(download), hosts: joined(hosts), size: formatBytes(size) })}</p>
      ) : null}
      {packages.length > 0 ? (
        <details>
          <summary>{say('tune.packages', { count: packages.length })}</summary>
          <p className="mono tune-packages">{packages.join(' ')}</p>
        </details>
      ) : null}
    </>
  )
}

function Installing({ trainer: { installed, download } }: { readonly trainer: TrainerState }) {
  const { tuning } = useApp()
  const told = installed !== null && download !== null
  return (
    <div className="tune-progress">
      <progress aria-label={say('training.trainer-installing')} {...(told ? { max: download, value: installed } : {})} />
      {told ? <p className="figures">{say('training.installing', { done: formatBytes(installed), total: formatBytes(download) })}</p> : null}
      <button type="button" onClick={() => tuning.work('install', (client) => client.training.stopInstall())}>
        <Square className="icon" aria-hidden />
        {say('tune.stop')}
      </button>
    </div>
  )
}

export function TrainerCard() {
  const { tuning } = useApp()
  const trainer = useTuning((state) => state.trainer)
  const failure = useTuning((state) => state.failures.get('trainer'))
  const busy = useTuning((state) => state.busy.has('install'))
  if (!trainer) {
    if (failure) return <FailureNote failure={failure} lead={say('tune.trainer-failed')} />
    return <p role="status">{say('tune.trainer-looking')}</p>
  }
  const { state, failure: why, size } = trainer
  return (
    <div className={state === 'unfit' ? 'engine engine-missing' : 'engine'}>
      <p>
        <strong>{trainerStateWords(state)}</strong>
      </p>
      {why ? <FailureNote failure={why} /> : null}
      {state === 'unfit' ? null : <Facts trainer={trainer} />}
      {state === 'installing' ? <Installing trainer={trainer} /> : null}
      {state === 'missing' || state === 'failed' ? (
        <button type="button" className="loud" disabled={busy} onClick={() => tuning.work('install', (client) => client.training.install())}>
          <Download className="icon" aria-hidden />
          {say('tune.install')}
        </button>
      ) : null}
      {state === 'ready' ? (
        <SureButton
          shape={Trash2}
          words={say('tune.uninstall')}
          label={say('tune.uninstall')}
          title={say('tune.uninstall')}
          cost={say('tune.uninstall-cost', { size: formatBytes(size ?? 0) })}
          disabled={busy}
          onSure={() => tuning.work('install', (client) => client.training.uninstall())}
        />
      ) : null}
      <ToldFailure about="install" />
    </div>
  )
}
