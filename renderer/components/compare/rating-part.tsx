/** Two answers side by side with their arms hidden: which is better, by the keys 1, 2 and 0; at the end, how often each arm won. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../core/errors.ts'
import type { BlindPair, ExperimentResults } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { failureOf } from '../../client/failure.ts'
import { useApp } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { formatCount } from '../format.ts'
import { withoutTurning } from '../inert-characters.ts'
import { useCall } from '../use-call.ts'
import { armTitle } from './experiment-words.ts'
import { ScrollTable } from './scroll-table.tsx'
import './questions.css'

type Better = 'left' | 'right' | 'neither'

const choices = [
  ['1', 'left', 'compare.left-better'],
  ['0', 'neither', 'compare.neither-better'],
  ['2', 'right', 'compare.right-better'],
] as const

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('textarea, select, input:not([type="radio"]):not([type="checkbox"])')
}

/** The keys work wherever the focus is, as long as nobody writes. */
function useRatingKeys(rate: (better: Better) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target) || document.querySelector('dialog[open]')) return
      const choice = choices.find(([key]) => key === event.key)
      if (!choice) return
      event.preventDefault()
      rate(choice[1])
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [rate])
}

function Side({ word, text }: { readonly word: string; readonly text: string }) {
  return (
    <section className="blind-side" aria-label={word}>
      <h3>{word}</h3>
      {text === '' ? <p className="quiet">{say('experiment.says-not')}</p> : <p className="arm-answer-text as-written">{withoutTurning(text)}</p>}
    </section>
  )
}

function Pair({ pair, busy, onRate }: { readonly pair: BlindPair; readonly busy: boolean; readonly onRate: (better: Better) => void }) {
  useRatingKeys(onRate)
  return (
    <>
      <div className="experiment-progress">
        <progress aria-label={say('compare.rating')} max={Math.max(1, pair.total)} value={pair.rated} />
        <p className="figures" role="status">
          {say('compare.rated-of', { rated: pair.rated, total: pair.total })}
        </p>
      </div>
      <h2 className="as-written">{withoutTurning(pair.input)}</h2>
      <p className="as-written">
        <span className="quiet">{say('experiment.report-reference')}</span>{' '}
        {pair.reference === '' ? say('experiment.not-said') : withoutTurning(pair.reference)}
      </p>
      <div className="blind-pair">
        <Side word={say('compare.left')} text={pair.left} />
        <Side word={say('compare.right')} text={pair.right} />
      </div>
      <div className="blind-choices">
        {choices.map(([key, better, word]) => (
          <button key={key} type="button" aria-disabled={busy} aria-keyshortcuts={key} onClick={() => onRate(better)}>
            <kbd aria-hidden>{key}</kbd>
            {say(word)}
          </button>
        ))}
      </div>
    </>
  )
}

function Tally({ results: { experiment, arms } }: { readonly results: ExperimentResults }) {
  const head = [
    { word: say('experiment.report-arm') },
    ...(['compare.won', 'compare.tied', 'compare.lost'] as const).map((key) => ({ word: say(key), number: true })),
  ]
  return (
    <ScrollTable label={say('experiment.report-rated')} head={head}>
      {experiment.arms.map((arm) => {
        const rated = arms.find(({ armId }) => armId === arm.id)?.rated
        return (
          <tr key={arm.id}>
            <th scope="row">{armTitle(arm, experiment.arms)}</th>
            {(['won', 'tied', 'lost'] as const).map((count) => (
              <td key={count} className="number">
                {formatCount(rated?.[count] ?? 0)}
              </td>
            ))}
          </tr>
        )
      })}
    </ScrollTable>
  )
}

const focused = (heading: HTMLElement | null) => heading?.focus()

/** Asked for anew, as the last rating is in it. */
function End({ id }: { readonly id: string }) {
  const { client } = useApp()
  const call = useCallback((signal: AbortSignal) => client.experiments.results({ id }, { signal }), [client, id])
  const results = useCall(call)
  if (results.state === 'failed') return <FailureNote failure={results.failure} onAgain={results.again} />
  if (results.state === 'working') return null
  const rated = results.value.arms.some(({ rated: { won, tied, lost } }) => won + tied + lost > 0)
  if (!rated)
    return (
      <p className="quiet" role="status">
        {say('compare.no-pair')}
      </p>
    )
  return (
    <>
      <h2 tabIndex={-1} ref={focused}>
        {say('compare.rated-all')}
      </h2>
      <Tally results={results.value} />
    </>
  )
}

export function RatingPart({ id }: { readonly id: string }) {
  const { client } = useApp()
  const call = useCallback((signal: AbortSignal) => client.experiments.pair({ id }, { signal }), [client, id])
  const first = useCall(call)
  const [next, setNext] = useState<{ readonly pair: BlindPair | null } | null>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const pair = next ? next.pair : first.state === 'done' ? first.value : null
  const rate = useCallback(
    (better: Better) => {
      if (pair === null || busy) return
      setBusy(true)
      setFailure(null)
      client.experiments
        .rate({ id, pairId: pair.id, better })
        .then(
          (following) => setNext({ pair: following }),
          (error: unknown) => setFailure(failureOf(error)),
        )
        .finally(() => setBusy(false))
    },
    [client, id, pair, busy],
  )
  return (
    <section className="compare-part compare-rating" aria-label={say('compare.part-rating')}>
      <p className="field-hint">{say('compare.rating-hint')}</p>
      {failure ? <FailureNote failure={failure} lead={say('compare.rating-failed')} onDismiss={() => setFailure(null)} /> : null}
      {first.state === 'failed' && !next ? <FailureNote failure={first.failure} onAgain={first.again} /> : null}
      {first.state === 'working' && !next ? <p role="status">{say('models.working')}</p> : null}
      {pair ? <Pair pair={pair} busy={busy} onRate={rate} /> : first.state === 'done' || next ? <End id={id} /> : null}
    </section>
  )
}
