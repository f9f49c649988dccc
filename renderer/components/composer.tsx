/** Where a question is written: Enter sends, Shift+Enter breaks, Enter while a word is being composed does neither. */
import { ArrowUp, SlidersHorizontal, Square } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { useApp, useLibrary } from '../state/app.ts'
import { questionOf, type Sent } from '../state/draft.ts'
import { prepareWhileWriting } from '../state/preparing.ts'
import { limitsOf, within, withSource } from '../state/scope.ts'
import { Attachments } from './attachments.tsx'
import { ComposerNotes, useHindrance } from './composer-notes.tsx'
import { isComposing } from './composing.ts'
import { baseName } from './format.ts'
import { shownName } from './inert-characters.ts'
import { MentionList } from './mention-list.tsx'
import { ModelSelect } from './model-select.tsx'
import { pastedIn } from './pasted.ts'
import { ScopeChips } from './scope-chips.tsx'
import { ScopeFilters } from './scope-filters.tsx'
import { takeFiles } from './take-files.ts'
import { useMentions } from './use-mentions.ts'
import './composer.css'

function ScopeChoice() {
  const { draft } = useApp()
  const sources = useLibrary((state) => state.sources) ?? []
  const chosen = useStore(draft.store, ({ scope }) => within(scope, sources).sourceIds?.[0])
  const id = useId()
  return (
    <span className="composer-scope">
      <label className="unseen" htmlFor={id}>
        {say('ask.scope')}
      </label>
      <select id={id} value={chosen ?? ''} onChange={(event) => draft.limit((scope) => withSource(scope, event.target.value || null))}>
        <option value="">{say('ask.scope-all')}</option>
        {sources.map((source) => (
          <option key={source.id} value={source.id}>
            {shownName(baseName(source.path))}
          </option>
        ))}
      </select>
    </span>
  )
}

interface BoxProps {
  readonly listSide: 'above' | 'below'
  readonly onEnter: () => void
}

function Box({ listSide, onEnter }: BoxProps) {
  const app = useApp()
  const { draft } = app
  const text = useStore(draft.store, (state) => state.text)
  const box = useRef<HTMLTextAreaElement>(null)
  const mentions = useMentions(box)
  useEffect(() => prepareWhileWriting(app), [app])
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return
    if (mentions.key(event)) event.preventDefault()
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      onEnter()
    } else if (event.key === 'Backspace' && text === '') {
      const chips = event.currentTarget.form?.querySelectorAll<HTMLElement>('.chip-remove')
      chips?.[chips.length - 1]?.focus()
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const pasted = pastedIn(event.clipboardData)
    if (pasted.kind === 'words') return
    event.preventDefault()
    if (pasted.kind === 'images') draft.attachImages(pasted.images)
    else if (pasted.kind === 'long-text') draft.attachText(pasted.text)
    else void takeFiles(app, event.clipboardData)
  }
  return (
    <div className={`composer-box composer-list-${listSide}`}>
      <textarea
        ref={box}
        id="question"
        className="as-written"
        dir="auto"
        rows={1}
        placeholder={say('ask.placeholder')}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={mentions.activeId ? mentions.id : undefined}
        aria-activedescendant={mentions.activeId}
        value={text}
        onChange={(event) => draft.write(event.target.value)}
        onKeyDown={onKeyDown}
        onSelect={mentions.moved}
        onBlur={mentions.moved}
        onPaste={onPaste}
      />
      {mentions.names.length > 0 ? <MentionList id={mentions.id} names={mentions.names} at={mentions.at} onPick={mentions.pick} /> : null}
      <span className="unseen" role="status">
        {mentions.names.length > 0 ? say('ask.mention-count', { count: mentions.names.length }) : ''}
      </span>
    </div>
  )
}

interface Props {
  readonly running: boolean
  readonly onSend: (sent: Sent) => void
  readonly onStop: () => void
  /** Where there is room for what `@` could name. */
  readonly listSide?: 'above' | 'below'
}

export function Composer({ running, onSend, onStop, listSide = 'above' }: Props) {
  const { draft, library } = useApp()
  const empty = useStore(draft.store, (state) => questionOf(state) === '')
  const limits = useStore(draft.store, ({ scope }) => limitsOf(scope))
  const hindrance = useHindrance()
  const [filtering, setFiltering] = useState(false)
  const filtersId = useId()
  const sendable = !empty && !running && hindrance === null

  const send = () => {
    if (!sendable) return
    const state = draft.store.getState()
    onSend({
      text: questionOf(state),
      scope: within(state.scope, library.store.getState().sources ?? []),
      images: state.images.map(({ content }) => content),
    })
    draft.sent()
    setFiltering(false)
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <label className="unseen" htmlFor="question">
        {say('ask.question')}
      </label>
      <Attachments />
      <ScopeChips />
      <Box listSide={listSide} onEnter={send} />
      {filtering ? <ScopeFilters id={filtersId} /> : null}
      <ComposerNotes hindrance={hindrance} />
      <div className="composer-bar">
        <ScopeChoice />
        <ModelSelect />
        <button
          type="button"
          className="bare"
          aria-expanded={filtering}
          aria-controls={filtering ? filtersId : undefined}
          onClick={() => setFiltering(!filtering)}
        >
          <SlidersHorizontal className="icon" aria-hidden />
          {limits > 0 ? say('ask.filters-set', { count: limits }) : say('ask.filters')}
        </button>
        {running ? (
          <button type="button" className="composer-send" onClick={onStop}>
            <Square className="icon" aria-hidden />
            {say('ask.stop')}
          </button>
        ) : (
          <button type="submit" className="loud composer-send" disabled={!sendable}>
            <ArrowUp className="icon" aria-hidden />
            {say('ask.send')}
          </button>
        )}
      </div>
    </form>
  )
}
