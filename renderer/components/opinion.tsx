/** What a person thinks of an answer: good or poor, and how it should have read, written in its place. */
import { PencilLine, ThumbsDown, ThumbsUp } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { Failure } from '../../core/errors.ts'
import { type AnswerRating, correctionLimit, type Opinion } from '../../core/types/conversation.ts'
import { say } from '../../core/words/words.ts'
import { failureOf } from '../client/failure.ts'
import type { Exchange } from '../state/answer.ts'
import { useApp } from '../state/app.ts'
import { isComposing } from './composing.ts'
import { FailureNote } from './failure-note.tsx'
import './opinion.css'

/** The opinion that is kept, and how to give another. */
export function useOpinion(exchange: Exchange) {
  const { session } = useApp()
  const [editing, setEditing] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    opener.current?.focus()
    setEditing(false)
    setFailure(null)
  }
  const judge = async (opinion: Opinion) => {
    setFailure(null)
    try {
      await session.judge(exchange.id, opinion)
      if (opinion.correction !== undefined) close()
    } catch (error) {
      setFailure(failureOf(error))
    }
  }
  return { exchange, editing, failure, opener, close, judge, toggle: () => (editing ? close() : setEditing(true)), dismiss: () => setFailure(null) }
}

type Judged = ReturnType<typeof useOpinion>

const rates = [
  { rating: 'good', word: 'conversations.rate-good', Shape: ThumbsUp },
  { rating: 'poor', word: 'conversations.rate-poor', Shape: ThumbsDown },
] as const satisfies readonly { rating: AnswerRating; word: string; Shape: unknown }[]

/** Among the actions of the answer. */
export function OpinionButtons({ exchange, editing, opener, judge, toggle }: Judged) {
  return (
    <>
      {rates.map(({ rating, word, Shape }) => (
        <button
          key={rating}
          type="button"
          className="bare square opinion-rate"
          aria-label={say(word)}
          title={say(word)}
          aria-pressed={exchange.rating === rating}
          onClick={() => void judge({ rating: exchange.rating === rating ? null : rating })}
        >
          <Shape className="icon" aria-hidden />
        </button>
      ))}
      <button ref={opener} type="button" className="bare" aria-expanded={editing} onClick={toggle}>
        <PencilLine className="icon" aria-hidden />
        {say('conversations.write-better')}
      </button>
    </>
  )
}

function useFocusAtStart(): RefObject<HTMLTextAreaElement | null> {
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    box.current?.focus()
    box.current?.setSelectionRange(0, 0)
    box.current?.form?.scrollIntoView({ block: 'nearest' })
  }, [])
  return box
}

function BetterForm({ exchange, close, judge }: Judged) {
  const [text, setText] = useState(exchange.correction ?? exchange.text)
  const box = useFocusAtStart()
  const words = text.trim()
  const unchanged = words === '' || words === (exchange.correction ?? exchange.text).trim()
  const save = () => {
    if (!unchanged) void judge({ correction: words })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <form
      className="opinion-form"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <textarea
        ref={box}
        className="as-written"
        dir="auto"
        rows={4}
        maxLength={correctionLimit}
        aria-label={say('conversations.better-label')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="question-form-actions">
        {exchange.correction === null ? null : (
          <button type="button" className="bare" onClick={() => void judge({ correction: null })}>
            {say('conversations.better-remove')}
          </button>
        )}
        <button type="button" onClick={close}>
          {say('shell.cancel')}
        </button>
        <button type="submit" className="loud" disabled={unchanged}>
          {say('conversations.better-save')}
        </button>
      </div>
    </form>
  )
}

/** Beneath the actions of the answer: the form, or what was written. */
export function OpinionBelow(judged: Judged) {
  const { exchange, editing, failure, dismiss } = judged
  return (
    <>
      {editing ? <BetterForm {...judged} /> : null}
      {failure ? <FailureNote failure={failure} onDismiss={dismiss} /> : null}
      {exchange.correction === null || editing ? null : (
        <details className="opinion-better">
          <summary>{say('conversations.written-better')}</summary>
          <p className="as-written" dir="auto">
            {exchange.correction}
          </p>
        </details>
      )}
    </>
  )
}
