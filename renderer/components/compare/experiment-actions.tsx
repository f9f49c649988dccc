/** What can be done to an experiment: paused, gone on with, asked anew where it failed, removed. */
import { Pause, Play, RotateCw, Trash2 } from 'lucide-react'
import type { Experiment } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useExperimentsWork } from '../../state/app.ts'
import { answersOf } from '../../state/experiments.ts'
import { FailureNote } from '../failure-note.tsx'
import { shownName } from '../inert-characters.ts'
import { SureButton } from '../sure-button.tsx'

export function ExperimentActions({ experiment }: { readonly experiment: Experiment }) {
  const { experiments } = useApp()
  const { id, name, state, failed, leaks } = experiment
  const busy = useExperimentsWork((work) => work.busy.has(id))
  const failure = useExperimentsWork((work) => work.failures.get(id))
  const named = { name: shownName(name) }
  const goesOn = state === 'working' || state === 'waiting'
  const unfinished = !goesOn && leaks.length === 0 && experiment.done < answersOf(experiment)
  return (
    <>
      <div className="experiment-actions">
        {goesOn ? (
          <button type="button" disabled={busy} aria-label={say('compare.pause-named', named)} onClick={() => experiments.pause(id)}>
            <Pause className="icon" aria-hidden />
            {say('compare.pause')}
          </button>
        ) : null}
        {unfinished ? (
          <button type="button" disabled={busy} aria-label={say('compare.resume-named', named)} onClick={() => experiments.resume(id, false)}>
            <Play className="icon" aria-hidden />
            {say('compare.resume')}
          </button>
        ) : null}
        {!goesOn && failed > 0 ? (
          <button type="button" disabled={busy} aria-label={say('compare.again-named', named)} onClick={() => experiments.resume(id, true)}>
            <RotateCw className="icon" aria-hidden />
            {say('compare.again', { count: failed })}
          </button>
        ) : null}
        <SureButton
          shape={Trash2}
          words={say('compare.remove')}
          label={say('compare.remove-named', named)}
          title={say('compare.remove-title', named)}
          cost={say('compare.remove-cost', { count: experiment.done })}
          disabled={busy}
          onSure={() => experiments.remove(id)}
        />
      </div>
      {failure ? <FailureNote failure={failure} onDismiss={() => experiments.dismiss(id)} /> : null}
    </>
  )
}
