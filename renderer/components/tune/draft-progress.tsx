/** How far drafting is, by true counts; how it ended, and what was kept. */
import { Square } from 'lucide-react'
import type { DataSet } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { joined } from '../format.ts'

export function DraftProgress({ dataSet: { id, progress } }: { readonly dataSet: DataSet }) {
  const { tuning } = useApp()
  const busy = useTuning((state) => state.busy.has(id))
  if (!progress) return null
  const { state, done, total, drafted, removed, failure } = progress
  const counts = say('command-line.tune.drafted', { drafted, removed })
  if (failure) return <FailureNote failure={failure} lead={joined([say('tune.draft-failed'), counts])} />
  if (state !== 'working') {
    return (
      <p className="quiet figures" role="status">
        {counts}
      </p>
    )
  }
  return (
    <div className="tune-progress">
      <progress aria-label={say('tune.drafting')} {...(total > 0 ? { max: total, value: done } : {})} />
      <p className="figures">{say('command-line.tune.progress', { done, total, drafted })}</p>
      <button type="button" disabled={busy} onClick={() => tuning.work(id, (client) => client.dataSets.stopDraft({ id }))}>
        <Square className="icon" aria-hidden />
        {say('tune.stop')}
      </button>
    </div>
  )
}
