/** One training: how far it is, its curves, its log, and what can be done to it. */
import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Download,
  LoaderCircle,
  type LucideIcon,
  Pause,
  Play,
  Square,
  Trash2,
  TriangleAlert,
} from 'lucide-react'
import { useCallback, useState } from 'react'
import type { Training, TrainingState } from '../../../core/types/training.ts'
import { trainingStateWords } from '../../../core/words/training.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { formatMoment, joined } from '../format.ts'
import { shownName, withoutTurning } from '../inert-characters.ts'
import { modelTitle } from '../model-words.ts'
import { StateTag, type Tone } from '../state-tag.tsx'
import { SureButton } from '../sure-button.tsx'
import { useRefreshed } from '../use-refreshed.ts'
import { ItemHead } from './item-head.tsx'
import { LossPlot } from './loss-plot.tsx'
import { ToldFailure } from './told-failure.tsx'
import { progressWords, settingsWords } from './training-words.ts'

const looks: Readonly<Record<TrainingState, readonly [LucideIcon, Tone]>> = {
  waiting: [CircleDashed, 'quiet'],
  preparing: [LoaderCircle, 'working'],
  training: [LoaderCircle, 'working'],
  paused: [CirclePause, 'weak'],
  done: [CircleCheck, 'supported'],
  failed: [TriangleAlert, 'unsupported'],
  stopped: [CircleX, 'quiet'],
}

/** The base as it was named. */
function baseOf({ base }: Pick<Training, 'base'>): string {
  return base.kind === 'model' ? base.name : base.model
}

function Log({ training: { id, step, state } }: { readonly training: Training }) {
  const { client } = useApp()
  const call = useCallback((signal: AbortSignal) => client.training.log({ id }, { signal }), [client, id])
  const { value, failure, again } = useRefreshed(call, `${state} ${step}`)
  if (failure) return <FailureNote failure={failure} onAgain={again} />
  if (!value) return <p role="status">{say('models.working')}</p>
  if (value.lines.length === 0) return <p className="quiet">{say('tune.log-empty')}</p>
  return (
    <pre className="tune-log" tabIndex={0} aria-label={say('tune.log')}>
      {withoutTurning(value.lines.join('\n'))}
    </pre>
  )
}

function Failed({ training }: { readonly training: Training }) {
  const { tuning } = useApp()
  const { id, failure: { code, details } = { code: 'unexpected', details: {} } } = training
  const [words, Shape, run] =
    code === 'trainer-missing'
      ? ([say('tune.install'), Download, () => tuning.work('install', (client) => client.training.install())] as const)
      : ([say('library.resume'), Play, () => tuning.work(id, (client) => client.training.resume({ id }))] as const)
  return (
    <FailureNote
      failure={{ code, details: { base: modelTitle(baseOf(training)), model: modelTitle(baseOf(training)), ...details } }}
      action={
        <button type="button" onClick={run}>
          <Shape className="icon" aria-hidden />
          {words}
        </button>
      }
    />
  )
}

function Actions({ training: { id, name, state } }: { readonly training: Training }) {
  const { tuning } = useApp()
  const busy = useTuning((store) => store.busy.has(id))
  const named = { name: shownName(name) }
  const under = state === 'training' || state === 'preparing' || state === 'waiting'
  const goesOn = under || state === 'paused' || state === 'failed'
  return (
    <div className="tune-actions">
      {under ? (
        <button
          type="button"
          disabled={busy}
          aria-label={say('tune.pause-named', named)}
          onClick={() => tuning.work(id, (client) => client.training.pause({ id }))}
        >
          <Pause className="icon" aria-hidden />
          {say('library.pause')}
        </button>
      ) : null}
      {state === 'paused' ? (
        <button
          type="button"
          disabled={busy}
          aria-label={say('tune.resume-named', named)}
          onClick={() => tuning.work(id, (client) => client.training.resume({ id }))}
        >
          <Play className="icon" aria-hidden />
          {say('library.resume')}
        </button>
      ) : null}
      {goesOn ? (
        <SureButton
          shape={Square}
          words={say('tune.stop')}
          label={say('tune.stop-named', named)}
          title={say('tune.stop-sure', named)}
          cost={say('tune.stop-cost')}
          disabled={busy}
          onSure={() => tuning.work(id, (client) => client.training.stop({ id }))}
        />
      ) : (
        <SureButton
          shape={Trash2}
          words={say('tune.remove')}
          label={say('tune.remove-named', named)}
          title={say('models.remove-sure', named)}
          cost={say('tune.remove-training')}
          disabled={busy}
          onSure={() => tuning.work(id, (client) => client.training.remove({ id }))}
        />
      )}
    </div>
  )
}

export function TrainingRow({ training }: { readonly training: Training }) {
  const { id, name, state, steps, step, tooLong, examples, createdAt } = training
  const [logOpen, setLogOpen] = useState(false)
  const [shape, tone] = looks[state]
  const under = state === 'training' || state === 'preparing' || state === 'paused'
  return (
    <li className="tune-item">
      <ItemHead name={name}>
        <StateTag shape={shape} words={trainingStateWords(state)} tone={tone} />
      </ItemHead>
      <p className="quiet figures">{joined([modelTitle(baseOf(training)), settingsWords(training), formatMoment(createdAt)])}</p>
      {under ? <progress aria-label={shownName(name)} {...(steps > 0 ? { max: steps, value: step } : {})} /> : null}
      <p className="figures">{progressWords(training)}</p>
      {examples > 0 && tooLong > 0 ? <p className="quiet">{say('training.too-long', { count: tooLong })}</p> : null}
      {state === 'failed' ? <Failed training={training} /> : null}
      <LossPlot training={training} />
      <details open={logOpen} onToggle={({ currentTarget }) => setLogOpen(currentTarget.open)}>
        <summary>{say('tune.log')}</summary>
        {logOpen ? <Log training={training} /> : null}
      </details>
      <Actions training={training} />
      <ToldFailure about={id} />
    </li>
  )
}
