/** What a training would take, before it starts: memory, whether this computer has it, and time once a few steps were tried. */
import { Gauge } from 'lucide-react'
import { useState } from 'react'
import type { TrainingEstimate, TrainingSettings } from '../../../core/types/training.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { formatBytes, formatDuration } from '../format.ts'
import { ToldFailure } from './told-failure.tsx'
import { deviceWords } from './training-words.ts'

const fits: Readonly<Record<TrainingEstimate['fit'], WordsKey>> = { fits: 'models.fits', tight: 'models.tight', 'too-large': 'models.too-large' }

function Estimated({ estimate: { steps, examples, device, seconds, memory, fit, tooLong, warning } }: { readonly estimate: TrainingEstimate }) {
  const time = seconds === null ? say('tune.no-time') : formatDuration(seconds)
  return (
    <div role="status" className="tune-estimate">
      <p className="figures">
        {say('training.estimated', { steps, examples, device: deviceWords(device), time, size: formatBytes(memory) })}{' '}
        <span className={`fit fit-${fit}`}>{say(fits[fit])}</span>
      </p>
      {tooLong > 0 ? <p>{say('training.too-long', { count: tooLong })}</p> : null}
      {warning ? <p className="tune-few">{say('training.few')}</p> : null}
    </div>
  )
}

interface Props {
  /** Null while something is missing. */
  readonly request: { readonly versionId: string; readonly base: string; readonly settings: readonly TrainingSettings[] } | null
}

export function EstimatePart({ request }: Props) {
  const { tuning } = useApp()
  const busy = useTuning((state) => state.busy.has('estimate'))
  const [estimate, setEstimate] = useState<{ readonly of: string; readonly estimate: TrainingEstimate } | null>(null)
  // What was estimated for other settings is not shown for these.
  const asked = JSON.stringify(request)
  const ask = async (dryRun: boolean) => {
    if (!request) return
    const { versionId, base: name, settings } = request
    const made = await tuning.work('estimate', (client) =>
      client.training.estimate({ versionId, base: { kind: 'model', name }, settings: [...settings], dryRun }),
    )
    setEstimate(made && { of: asked, estimate: made })
  }
  return (
    <>
      <div className="tune-actions">
        <button type="button" disabled={busy || request === null} onClick={() => void ask(false)}>
          <Gauge className="icon" aria-hidden />
          {say('tune.estimate')}
        </button>
        <button type="button" className="bare" disabled={busy || request === null} onClick={() => void ask(true)}>
          {say('tune.try-steps')}
        </button>
        {busy ? <p role="status">{say('tune.estimating')}</p> : null}
      </div>
      {estimate?.of === asked && !busy ? <Estimated estimate={estimate.estimate} /> : null}
      <ToldFailure about="estimate" />
    </>
  )
}
