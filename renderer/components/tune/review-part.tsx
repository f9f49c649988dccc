/** The examples of a data set, looked through one by one, by keyboard as well as by pointer. */
import { CheckCheck, ListFilter, Undo2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Failure } from '../../../core/errors.ts'
import type { DataSet, ExamplePassage } from '../../../core/types/data-set.ts'
import { exampleStateWords } from '../../../core/words/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { failureOf } from '../../client/failure.ts'
import { useApp } from '../../state/app.ts'
import { isComposing } from '../composing.ts'
import { FailureNote } from '../failure-note.tsx'
import { ExampleRow } from './example-row.tsx'
import { openPassage } from './open-passage.ts'
import { type Filter, noFilter } from './review-calls.ts'
import { ReviewFilters } from './review-filters.tsx'
import { useReview } from './use-review.ts'
import './review.css'

const isField = (target: EventTarget) => target instanceof HTMLElement && target.matches('input, textarea, select')

function useFailure() {
  const [failure, setFailure] = useState<Failure | null>(null)
  return {
    failure,
    dismiss: () => setFailure(null),
    catching: (task: Promise<unknown>) =>
      void task.then(
        () => setFailure(null),
        (error: unknown) => setFailure(failureOf(error)),
      ),
  }
}

function KeysHint() {
  const keys = { next: 'J', back: 'K', accept: 'A', reject: 'R', edit: 'E', undo: 'U', open: 'P' }
  return <p className="field-hint review-keys">{say('tune.keys', keys)}</p>
}

export function ReviewPart({ dataSet }: { readonly dataSet: DataSet }) {
  const app = useApp()
  const { id, counts, progress, changedAt } = dataSet
  const [filter, setFilter] = useState<Filter>(noFilter)
  const [editing, setEditing] = useState<string | null>(null)
  const opening = useFailure()
  const total = counts.waiting + counts.accepted + counts.rejected
  const review = useReview(id, filter, {
    among: `${total} ${progress?.state ?? ''}`,
    within: `${changedAt} ${counts.waiting} ${counts.accepted}`,
  })
  const list = useRef<HTMLOListElement>(null)
  const { reviewed, failure } = review
  const current = reviewed?.examples[reviewed.index]
  const currentId = current?.id
  const wasEditing = useRef(false)
  useEffect(() => {
    // The focus goes along with what is at hand, where it was among the examples.
    const among = wasEditing.current || list.current?.contains(document.activeElement)
    wasEditing.current = editing !== null
    if (among && editing === null && currentId !== undefined) list.current?.querySelector<HTMLElement>(`[data-example="${CSS.escape(currentId)}"]`)?.focus()
  }, [currentId, editing])

  const open = (passage: ExamplePassage | undefined) => passage && opening.catching(openPassage(app, passage))
  const decide = (exampleId: string, state: 'accepted' | 'rejected') => {
    app.layout.setState({ said: exampleStateWords(state) })
    review.review([exampleId], state, exampleId === review.current()?.id)
  }
  const onKey = (key: string): boolean => {
    const one = review.current()
    if (!one) return false
    const golden = one.passages.find((passage) => passage.golden)
    const deeds: Readonly<Record<string, () => unknown>> = {
      j: () => review.move(1),
      arrowdown: () => review.move(1),
      k: () => review.move(-1),
      arrowup: () => review.move(-1),
      a: () => decide(one.id, 'accepted'),
      r: () => decide(one.id, 'rejected'),
      e: () => setEditing(one.id),
      u: () => review.undo(),
      p: () => open(golden),
    }
    const deed = deeds[key.toLowerCase()]
    deed?.()
    return deed !== undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return
    if (onKey(event.key)) event.preventDefault()
  }
  const waiting = reviewed?.examples.filter(({ state }) => state === 'waiting') ?? []
  return (
    <section className="settings-section" aria-labelledby="tune-examples">
      <h2 id="tune-examples">{say('tune.examples')}</h2>
      {counts.personalData > 0 ? <p className="tune-personal">{say('command-line.tune.personal-data', { count: counts.personalData })}</p> : null}
      {total > 0 ? <ReviewFilters filter={filter} onChange={(changes) => setFilter((before) => ({ ...before, ...changes }))} /> : null}
      {failure ? <FailureNote failure={failure} lead={say('tune.examples-failed')} onDismiss={review.dismiss} /> : null}
      {opening.failure ? <FailureNote failure={opening.failure} onDismiss={opening.dismiss} /> : null}
      {reviewed === null ? (
        failure ? null : (
          <p role="status">{say('tune.examples-looking')}</p>
        )
      ) : reviewed.examples.length === 0 ? (
        <p>{say(total === 0 ? 'tune.no-examples' : 'tune.none-fit')}</p>
      ) : (
        <>
          <KeysHint />
          <div className="tune-actions">
            {waiting.length === 0 && counts.waiting > 0 ? (
              <button type="button" onClick={() => setFilter({ ...noFilter, state: 'waiting' })}>
                <ListFilter className="icon" aria-hidden />
                {say('tune.show-waiting', { count: counts.waiting })}
              </button>
            ) : (
              <button
                type="button"
                disabled={waiting.length === 0}
                onClick={() =>
                  review.review(
                    waiting.map((one) => one.id),
                    'accepted',
                    false,
                  )
                }
              >
                <CheckCheck className="icon" aria-hidden />
                {say('tune.accept-all', { count: waiting.length })}
              </button>
            )}
            <button type="button" className="bare" disabled={reviewed.steps.length === 0} onClick={() => review.undo()}>
              <Undo2 className="icon" aria-hidden />
              {say('tune.undo')}
            </button>
          </div>
          <ol ref={list} className="examples" onKeyDown={onKeyDown}>
            {reviewed.examples.map((example, index) => (
              <li
                key={example.id}
                className={`example example-is-${example.state}`}
                data-example={example.id}
                aria-current={index === reviewed.index ? 'true' : undefined}
                tabIndex={index === reviewed.index ? 0 : -1}
                onFocus={() => index !== reviewed.index && review.goTo(example.id)}
              >
                <ExampleRow
                  example={example}
                  editing={editing === example.id}
                  onReview={(state) => state !== 'waiting' && decide(example.id, state)}
                  onEdit={() => setEditing(example.id)}
                  onCancel={() => setEditing(null)}
                  onSave={(text) => {
                    setEditing(null)
                    review.edit(example, text)
                  }}
                  onOpen={open}
                />
              </li>
            ))}
          </ol>
          {reviewed.more ? (
            <button type="button" className="tune-more" onClick={() => review.more()}>
              {say('tune.more')}
            </button>
          ) : null}
        </>
      )}
    </section>
  )
}
