/** What can be done to an experiment: paused, gone on with, asked anew where it failed, removed. */
import { Pause, Play, RotateCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Experiment } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useExperimentsWork } from '../../state/app.ts'
import { answersOf } from '../../state/experiments.ts'
import { Dialog } from '../dialog.tsx'
import { FailureNote } from '../failure-note.tsx'
import { shownName } from '../inert-characters.ts'

function RemoveDialog({ experiment: { id, name, done }, onClose }: { readonly experiment: Experiment; readonly onClose: () => void }) {
  const { experiments } = useApp()
  const remove = () => {
    onClose()
    void experiments.remove(id)
  }
  return (
    <Dialog title={say('compare.remove-title', { name: shownName(name) })} onClose={onClose}>
      <p>{say('compare.remove-cost', { count: done })}</p>
      <div className="actions">
        <button type="button" onClick={onClose}>
          {say('shell.cancel')}
        </button>
        <button type="button" className="danger" onClick={remove}>
          {say('compare.remove')}
        </button>
      </div>
    </Dialog>
  )
}

export function ExperimentActions({ experiment }: { readonly experiment: Experiment }) {
  const { experiments } = useApp()
  const { id, name, state, failed, leaks } = experiment
  const busy = useExperimentsWork((work) => work.busy.has(id))
  const failure = useExperimentsWork((work) => work.failures.get(id))
  const [removing, setRemoving] = useState(false)
  const goesOn = state === 'working' || state === 'waiting'
  const unfinished = !goesOn && leaks.length === 0 && experiment.done < answersOf(experiment)
  return (
    <>
      <div className="experiment-actions">
        {goesOn ? (
          <button type="button" disabled={busy} aria-label={say('compare.pause-named', { name })} onClick={() => experiments.pause(id)}>
            <Pause className="icon" aria-hidden />
            {say('compare.pause')}
          </button>
        ) : null}
        {unfinished ? (
          <button type="button" disabled={busy} aria-label={say('compare.resume-named', { name })} onClick={() => experiments.resume(id, false)}>
            <Play className="icon" aria-hidden />
            {say('compare.resume')}
          </button>
        ) : null}
        {!goesOn && failed > 0 ? (
          <button type="button" disabled={busy} aria-label={say('compare.again-named', { name })} onClick={() => experiments.resume(id, true)}>
            <RotateCw className="icon" aria-hidden />
            {say('compare.again', { count: failed })}
          </button>
        ) : null}
        <button type="button" className="bare" disabled={busy} aria-label={say('compare.remove-named', { name })} onClick={() => setRemoving(true)}>
          <Trash2 className="icon" aria-hidden />
          {say('compare.remove')}
        </button>
      </div>
      {failure ? <FailureNote failure={failure} onDismiss={() => experiments.dismiss(id)} /> : null}
      {removing ? <RemoveDialog experiment={experiment} onClose={() => setRemoving(false)} /> : null}
    </>
  )
}
