/** One kept conversation: opened at a press, renamed in its place, and a menu of all that can be done with it. */
import { LoaderCircle } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import type { ConversationHit, ListedConversation } from '../../core/types/conversation.ts'
import { say } from '../../core/words/words.ts'
import { useApp, useSession } from '../state/app.ts'
import { openConversation } from '../state/conversations.ts'
import { isComposing } from './composing.ts'
import { shownName } from './inert-characters.ts'
import { MenuButton, type MenuEntry } from './menu-button.tsx'
import { saveConversation } from './save-conversation.ts'

const longestTitle = 200

/** The snippet with the words that were found marked. */
function Snippet({ hit }: { readonly hit: ConversationHit }) {
  const parts: ReactNode[] = []
  let from = 0
  for (const { start, end } of hit.marks) {
    if (start < from) continue
    parts.push(hit.snippet.slice(from, start), <mark key={start}>{hit.snippet.slice(start, end)}</mark>)
    from = end
  }
  const place = { title: null, question: 'conversations.in-question', answer: 'conversations.in-answer', citation: 'conversations.in-citation' } as const
  const word = place[hit.place]
  return (
    <span className="history-snippet">
      {word ? <span className="unseen">{say(word)} </span> : null}
      <bdi>
        {parts}
        {hit.snippet.slice(from)}
      </bdi>
    </span>
  )
}

function Rename({ one, onClose }: { readonly one: ListedConversation; readonly onClose: () => void }) {
  const { history } = useApp()
  const [title, setTitle] = useState(one.title)
  const left = useRef(false)
  const close = (save: boolean) => {
    if (left.current) return
    left.current = true
    const words = title.trim()
    if (save && words !== '' && words !== one.title) void history.rename(one.id, words)
    onClose()
  }
  return (
    <input
      ref={(element) => element?.focus()}
      type="text"
      className="history-rename"
      aria-label={say('conversations.rename-title', { title: one.title })}
      maxLength={longestTitle}
      value={title}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTitle(event.target.value)}
      onBlur={() => close(true)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (isComposing(event) || (event.key !== 'Enter' && event.key !== 'Escape')) return
        event.preventDefault()
        close(event.key === 'Enter')
      }}
    />
  )
}

interface Props {
  readonly one: ListedConversation
  readonly index: number
  /** The one row that Tab stops at. */
  readonly reached: boolean
  readonly onReach: (index: number) => void
  readonly onRemove: (one: ListedConversation) => void
}

export function HistoryRow({ one, index, reached, onReach, onRemove }: Props) {
  const app = useApp()
  const { history } = app
  const current = useSession((state) => state.conversationId === one.id)
  const answering = useSession((state) => state.answering.has(one.id))
  const [renaming, setRenaming] = useState(false)
  const row = useRef<HTMLButtonElement>(null)
  const hits = (one.hits ?? []).filter(({ place }) => place !== 'title').slice(0, 2)
  const open = () => {
    onReach(index)
    void openConversation(app, one.id, one.hits?.find(({ messageId }) => messageId !== null)?.messageId)
  }
  const print = async () => {
    await openConversation(app, one.id)
    // It is drawn first.
    setTimeout(() => window.print())
  }
  const entries: readonly MenuEntry[] = [
    { word: say('conversations.rename'), run: () => setRenaming(true) },
    { word: say(one.pinned ? 'conversations.unpin' : 'conversations.pin'), run: () => history.pin(one.id, !one.pinned) },
    { word: say('conversations.export-markdown'), run: () => saveConversation(app, one.id, 'markdown') },
    { word: say('conversations.export-html'), run: () => saveConversation(app, one.id, 'html') },
    { word: say('conversations.export-json'), run: () => saveConversation(app, one.id, 'json') },
    { word: say('conversations.export-pdf'), run: print },
    { word: say('conversations.delete'), run: () => onRemove(one) },
  ]
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'F2') setRenaming(true)
    else if (event.key === 'Delete') onRemove(one)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  if (renaming)
    return (
      <Rename
        one={one}
        onClose={() => {
          setRenaming(false)
          // The row is drawn first.
          setTimeout(() => row.current?.focus())
        }}
      />
    )
  return (
    <div className="history-row" data-current={current ? 'true' : undefined}>
      <button
        ref={row}
        type="button"
        className="bare history-open"
        data-conversation={index}
        tabIndex={reached ? 0 : -1}
        aria-current={current ? 'true' : undefined}
        aria-keyshortcuts="F2 Delete"
        title={shownName(one.title)}
        onClick={open}
        onFocus={() => onReach(index)}
        onKeyDown={onKeyDown}
      >
        <span className="history-title">
          <bdi>{shownName(one.title)}</bdi>
          {answering ? <LoaderCircle className="icon history-answering" aria-label={say('conversations.answering')} role="img" /> : null}
        </span>
        {hits.map((hit) => (
          <Snippet key={`${hit.messageId} ${hit.place}`} hit={hit} />
        ))}
      </button>
      <MenuButton label={say('conversations.actions', { title: one.title })} entries={entries} tabIndex={reached ? 0 : -1} />
    </div>
  )
}
