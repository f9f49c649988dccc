/** Question by question, page by page; all, or only where arms differ. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Experiment, Measure } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { useApp } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { useRefreshed } from '../use-refreshed.ts'
import { QuestionRow } from './question-row.tsx'
import './questions.css'

/** Questions of a page. */
const pageSize = 20

interface Props {
  readonly experiment: Experiment
  readonly main: Measure | null
  readonly version: string
}

interface CheckProps {
  readonly word: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

function Check({ word, on, onChange }: CheckProps) {
  return (
    <label className="compare-check">
      <input type="checkbox" checked={on} onChange={({ target }) => onChange(target.checked)} />
      {word}
    </label>
  )
}

function Walk({ skip, total, onSkip }: { readonly skip: number; readonly total: number; readonly onSkip: (skip: number) => void }) {
  return (
    <nav className="compare-walk" aria-label={say('compare.pages')}>
      <button type="button" className="bare" disabled={skip === 0} onClick={() => onSkip(Math.max(0, skip - pageSize))}>
        <ChevronLeft className="icon" aria-hidden />
        {say('compare.page-before')}
      </button>
      <span className="figures" role="status">
        {say('compare.page-of', { from: Math.min(total, skip + 1), to: Math.min(total, skip + pageSize), total })}
      </span>
      <button type="button" className="bare" disabled={skip + pageSize >= total} onClick={() => onSkip(skip + pageSize)}>
        {say('compare.page-after')}
        <ChevronRight className="icon" aria-hidden />
      </button>
    </nav>
  )
}

export function QuestionsPart({ experiment: { id, arms }, main, version }: Props) {
  const { client, evidence } = useApp()
  const [differing, setDiffering] = useState(false)
  const [differences, setDifferences] = useState(true)
  const [skip, setSkip] = useState(0)
  const section = useRef<HTMLElement>(null)
  const call = useCallback(
    async (signal: AbortSignal) => ({ skip, ...(await client.experiments.rows({ id, differing, skip, limit: pageSize }, { signal })) }),
    [client, id, differing, skip],
  )
  const { value, failure, again } = useRefreshed(call, version)
  useEffect(
    () => () => {
      // Its numerals go with this part.
      if (evidence.store.getState().view === 'compare') evidence.close()
    },
    [evidence],
  )
  /** Another page is read from its beginning. */
  const walk = (to: number) => {
    setSkip(to)
    section.current?.focus()
    section.current?.scrollIntoView({ block: 'start' })
  }
  return (
    <section ref={section} className="compare-part" aria-label={say('compare.part-questions')} aria-busy={value?.skip !== skip} tabIndex={-1}>
      <div className="compare-checks">
        <Check
          word={say('compare.differing')}
          on={differing}
          onChange={(on) => {
            setDiffering(on)
            setSkip(0)
          }}
        />
        <Check word={say('compare.show-differences')} on={differences} onChange={setDifferences} />
        {differences ? (
          <p className="field-hint compare-legend">
            <ins>{say('compare.legend-added')}</ins> <del>{say('compare.legend-missing')}</del>
          </p>
        ) : null}
      </div>
      {failure ? <FailureNote failure={failure} lead={say('compare.rows-failed')} onAgain={again} /> : null}
      {value === null ? (
        failure ? null : (
          <p role="status">{say('compare.looking-questions')}</p>
        )
      ) : value.total === 0 ? (
        <p className="quiet" role="status">
          {say(differing ? 'compare.none-differ' : 'compare.none-answered')}
        </p>
      ) : (
        <>
          {value.rows.map((row, at) => (
            <QuestionRow key={row.example.id} row={row} n={value.skip + at + 1} arms={arms} main={main} differences={differences} />
          ))}
          <Walk skip={value.skip} total={value.total} onSkip={walk} />
        </>
      )}
    </section>
  )
}
