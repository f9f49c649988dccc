/** The question of an exchange: its words and pictures, copied, put in other words in its place, and the way to its other wordings. */
import { Pencil } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { questionLimit } from '../../core/types/answer.ts'
import type { QuestionImage } from '../../core/types/conversation.ts'
import { say } from '../../core/words/words.ts'
import type { Exchange } from '../state/answer.ts'
import { useApp } from '../state/app.ts'
import type { Step } from '../state/tree.ts'
import { BranchSwitch } from './branch-switch.tsx'
import { isComposing } from './composing.ts'
import { CopyButton } from './copy-button.tsx'
import { useCall } from './use-call.ts'

function Picture({ image, n }: { readonly image: QuestionImage; readonly n: number }) {
  const { client } = useApp()
  const { id } = image
  const fetched = useCall(useCallback((signal) => client.conversations.image({ id }, { signal }), [client, id]))
  const [address, setAddress] = useState<string | null>(null)
  const blob = fetched.state === 'done' ? fetched.value.picture : null
  useEffect(() => {
    if (!blob) return undefined
    const made = URL.createObjectURL(blob)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return address ? <img src={address} alt={say('conversations.image', { n })} /> : <span className="question-picture-room" />
}

interface FormProps {
  readonly exchange: Exchange
  readonly onClose: () => void
}

function EditForm({ exchange, onClose }: FormProps) {
  const { session } = useApp()
  const [text, setText] = useState(exchange.question)
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    box.current?.focus()
    box.current?.setSelectionRange(box.current.value.length, box.current.value.length)
  }, [])
  const words = text.trim()
  const send = () => {
    if (words === '') return
    onClose()
    void session.edit(exchange.id, words)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Enter' && !event.shiftKey) send()
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <form
      className="question-form"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        ref={box}
        className="as-written"
        dir="auto"
        rows={2}
        maxLength={questionLimit}
        aria-label={say('conversations.edit-label')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="question-form-actions">
        <button type="button" onClick={onClose}>
          {say('shell.cancel')}
        </button>
        <button type="submit" className="loud" disabled={words === ''}>
          {say('ask.send')}
        </button>
      </div>
    </form>
  )
}

interface Props {
  readonly exchange: Exchange
  readonly step: Step | null
  /** An answer is being given: nothing else can be asked meanwhile. */
  readonly busy: boolean
}

export function Question({ exchange, step, busy }: Props) {
  const [editing, setEditing] = useState<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const open = editing === exchange.questionKey && !busy
  const close = () => {
    setEditing(null)
    // The button is drawn first.
    setTimeout(() => button.current?.focus())
  }
  return (
    <header className="question">
      <h2 id={`question-${exchange.id}`} className={open ? 'as-written unseen' : 'as-written'}>
        {exchange.question}
      </h2>
      {open ? (
        <EditForm exchange={exchange} onClose={close} />
      ) : (
        <div className="question-tools">
          {step ? <BranchSwitch label={say('conversations.wordings')} versions={step.wordings} shown={exchange.id} /> : null}
          <CopyButton text={exchange.question} label={say('conversations.copy-question')} small />
          {step && !busy && exchange.task === null ? (
            <button
              ref={button}
              type="button"
              className="bare square"
              aria-label={say('ask.edit')}
              title={say('ask.edit')}
              onClick={() => setEditing(exchange.questionKey)}
            >
              <Pencil className="icon" aria-hidden />
            </button>
          ) : null}
        </div>
      )}
      {exchange.images.length > 0 ? (
        <div className="question-pictures">
          {exchange.images.map((image, at) => (
            <Picture key={image.id} image={image} n={at + 1} />
          ))}
        </div>
      ) : null}
    </header>
  )
}
