/** Cleaning, and everything that was taken out with its reason. */
import { Eraser } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { DataSet, Removal } from '../../../core/types/data-set.ts'
import { removalWords } from '../../../core/words/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { ScrollTable } from '../compare/scroll-table.tsx'
import { FailureNote } from '../failure-note.tsx'
import { withoutTurning } from '../inert-characters.ts'
import { useCall } from '../use-call.ts'
import { ToldFailure } from './told-failure.tsx'

const pageSize = 100

/** How many of each reason, the most frequent first. */
function byReason(removals: readonly Removal[]): readonly (readonly [Removal['reason'], number])[] {
  const counts = new Map<Removal['reason'], number>()
  for (const { reason } of removals) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)
}

function Removals({ id }: { readonly id: string }) {
  const { client } = useApp()
  const [limit, setLimit] = useState(pageSize)
  const call = useCallback((signal: AbortSignal) => client.dataSets.removals({ id, limit: Math.min(500, limit) }, { signal }), [client, id, limit])
  const result = useCall(call)
  if (result.state === 'failed') return <FailureNote failure={result.failure} onAgain={result.again} />
  if (result.state === 'working') return <p role="status">{say('models.working')}</p>
  const { total, removals } = result.value
  if (total === 0) return <p className="quiet">{say('command-line.tune.cleaned', { count: 0 })}</p>
  return (
    <>
      <ul className="removal-reasons figures">
        {byReason(removals).map(([reason, count]) => (
          <li key={reason}>
            <strong>{count}</strong> {removalWords(reason)}
          </li>
        ))}
      </ul>
      <ScrollTable label={say('tune.removals')} head={[{ word: say('tune.input') }, { word: say('tune.removals') }]}>
        {removals.map(({ reason, input, line }, at) => (
          <tr key={at}>
            <td className="as-written">{withoutTurning(input)}</td>
            <td>
              {removalWords(reason)}
              {line === null ? null : <span className="quiet figures"> ({say('tune.line', { line })})</span>}
            </td>
          </tr>
        ))}
      </ScrollTable>
      {removals.length < total && limit < 500 ? (
        <button type="button" onClick={() => setLimit(limit + pageSize)}>
          {say('tune.more')}
        </button>
      ) : null}
    </>
  )
}

export function CleanPart({ dataSet: { id, counts } }: { readonly dataSet: DataSet }) {
  const { tuning } = useApp()
  const busy = useTuning((state) => state.busy.has(`clean ${id}`))
  const [removed, setRemoved] = useState<number | null>(null)
  const [open, setOpen] = useState(false)
  const clean = async () => {
    const done = await tuning.work(`clean ${id}`, (client) => client.dataSets.clean({ id }))
    if (done) setRemoved(done.removed)
  }
  const total = counts.waiting + counts.accepted + counts.rejected
  return (
    <section className="settings-section" aria-labelledby="tune-clean">
      <h2 id="tune-clean">{say('tune.clean')}</h2>
      <p className="field-hint">{say('tune.clean-hint')}</p>
      <div className="tune-actions">
        <button type="button" disabled={busy || total === 0} onClick={() => void clean()}>
          <Eraser className="icon" aria-hidden />
          {say('tune.clean')}
        </button>
        <p className="figures" role="status">
          {busy ? say('models.working') : removed === null ? '' : say('command-line.tune.cleaned', { count: removed })}
        </p>
      </div>
      <ToldFailure about={`clean ${id}`} />
      <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{say('tune.removals')}</summary>
        {open ? <Removals key={`${total} ${removed ?? ''}`} id={id} /> : null}
      </details>
    </section>
  )
}
