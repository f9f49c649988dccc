/** Limits the question to kinds of files and to days on which they changed. */
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { kindNames, kindsOf, withKind, withSpan } from '../state/scope.ts'
import { kindWords } from './kind-words.ts'

/** `2025-03-01` as the field wants it, in this computer's time zone. */
function dayOf(at: number | undefined): string {
  if (at === undefined) return ''
  const date = new Date(at)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** Midnight at its beginning, or at that of the day so many later; undefined where the field is empty. */
function midnightOf(day: string, later: number): number | undefined {
  const [year, month, date] = day.split('-').map(Number)
  return year && month && date ? new Date(year, month - 1, date + later).getTime() : undefined
}

export function ScopeFilters({ id }: { readonly id: string }) {
  const { draft } = useApp()
  const scope = useStore(draft.store, (state) => state.scope)
  const chosen = kindsOf(scope)
  const { from, to } = scope.modified ?? {}
  const limit = (ends: { readonly from?: number | undefined; readonly to?: number | undefined }) =>
    draft.limit((now) => withSpan(now, Object.fromEntries(Object.entries({ from, to, ...ends }).filter(([, at]) => at !== undefined))))
  return (
    <div id={id} className="scope-filters" role="group" aria-label={say('ask.filters')}>
      <fieldset>
        <legend>{say('ask.filter-kinds')}</legend>
        <div className="scope-kinds">
          {kindNames.map((kind) => (
            <label key={kind}>
              <input
                type="checkbox"
                checked={chosen.includes(kind)}
                onChange={(event) => {
                  const on = event.currentTarget.checked
                  draft.limit((now) => withKind(now, kind, on))
                }}
              />
              <span>{say(kindWords[kind])}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{say('ask.filter-changed')}</legend>
        <div className="scope-days">
          <label>
            <span>{say('ask.filter-from')}</span>
            <input
              type="date"
              value={dayOf(from)}
              max={dayOf(to === undefined ? undefined : to - 1)}
              onChange={(event) => limit({ from: midnightOf(event.target.value, 0) })}
            />
          </label>
          <label>
            <span>{say('ask.filter-to')}</span>
            <input
              type="date"
              value={dayOf(to === undefined ? undefined : to - 1)}
              min={dayOf(from)}
              onChange={(event) => limit({ to: midnightOf(event.target.value, 1) })}
            />
          </label>
        </div>
      </fieldset>
    </div>
  )
}
