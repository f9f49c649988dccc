/** The conversations that are kept, in the rail: new, searched, walked with the arrow keys; only what is in sight is drawn. */
import { Plus, Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { ListedConversation } from '../../core/types/conversation.ts'
import { say } from '../../core/words/words.ts'
import { useApp, useHistory } from '../state/app.ts'
import { startConversation } from '../state/conversations.ts'
import { type Group, type Line, linesOf } from '../state/day-groups.ts'
import { FailureNote } from './failure-note.tsx'
import { formatMonth } from './format.ts'
import { HistoryRow } from './history-row.tsx'
import { MenuButton } from './menu-button.tsx'
import { useNow } from './use-now.ts'
import './history.css'

const words = { pinned: 'conversations.pinned', today: 'conversations.today', yesterday: 'conversations.yesterday', week: 'conversations.week' } as const

function groupName(group: Group): string {
  return group.kind === 'month' ? formatMonth(group.at) : say(words[group.kind])
}

function Head() {
  const app = useApp()
  const { history } = app
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <div className="history-head">
      <button type="button" className="history-new" onClick={() => startConversation(app)}>
        <Plus className="icon" aria-hidden />
        {say('conversations.new')}
      </button>
      <MenuButton label={say('conversations.more')} entries={[{ word: say('conversations.import'), run: () => chooser.current?.click() }]} tabIndex={0} />
      <input
        ref={chooser}
        type="file"
        accept="application/json,.json"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void history.import(file)
        }}
      />
    </div>
  )
}

function SearchField({ onDown }: { readonly onDown: () => void }) {
  const { history } = useApp()
  const query = useHistory((state) => state.query)
  return (
    <div className="history-search">
      <Search className="icon" aria-hidden />
      <input
        id="history-search"
        type="text"
        role="searchbox"
        aria-label={say('conversations.search')}
        placeholder={say('conversations.search')}
        maxLength={500}
        value={query}
        onChange={(event) => history.search(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') onDown()
          else if (event.key === 'Escape' && query !== '') history.search('')
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {query === '' ? null : (
        <button type="button" className="bare square" aria-label={say('conversations.clear-search')} onClick={() => history.search('')}>
          <X className="icon" aria-hidden />
        </button>
      )}
    </div>
  )
}

/** What a search found, or why nothing is listed. */
function Note({ count }: { readonly count: number }) {
  const { history } = useApp()
  const { query, listed, more, failure, actionFailure } = useHistory((state) => state)
  const searching = query.trim() !== ''
  const note =
    listed === null
      ? failure
        ? null
        : say('conversations.loading')
      : count === 0
        ? say(searching ? 'conversations.none-found' : 'conversations.none')
        : searching
          ? say(more ? 'conversations.found-more' : 'conversations.found', { count })
          : null
  return (
    <>
      {failure ? <FailureNote failure={failure} lead={say('conversations.failed')} onAgain={() => history.refresh()} /> : null}
      {actionFailure ? <FailureNote failure={actionFailure} onDismiss={() => history.dismiss()} /> : null}
      <p className={note === null ? 'unseen' : 'history-note'} role="status">
        {note}
      </p>
    </>
  )
}

/** The row that Tab stops at, and the focus as it walks from row to row, or on from one that was deleted. */
function useWalk(listed: readonly ListedConversation[], lines: readonly Line[]) {
  const [reached, setReached] = useState(0)
  const [walks, setWalks] = useState(0)
  const list = useRef<VirtualizerHandle>(null)
  const box = useRef<HTMLDivElement>(null)
  /** How long the list was when the row with the focus was deleted. */
  const before = useRef<number | null>(null)
  const walked = useRef(0)
  const length = listed.length
  const at = Math.min(reached, Math.max(0, length - 1))
  const line = lines.findIndex((one) => one.kind === 'conversation' && one.index === at)
  useEffect(() => {
    // Once with each walk.
    if (walks === walked.current) return
    walked.current = walks
    list.current?.scrollToIndex(line, { align: 'nearest' })
    box.current?.querySelector<HTMLElement>(`[data-conversation="${at}"]`)?.focus()
  }, [walks, at, line])
  useEffect(() => {
    if (before.current === null || length >= before.current) return
    before.current = null
    if (length === 0) document.getElementById('history-search')?.focus()
    else setWalks((count) => count + 1)
  }, [length])
  const walkTo = (index: number) => {
    setReached(Math.max(0, Math.min(length - 1, index)))
    setWalks((count) => count + 1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    if (to < 0) document.getElementById('history-search')?.focus()
    else walkTo(to)
  }
  const deleted = () => {
    before.current = length
  }
  return { at, line, list, box, setReached, walkTo, onKeyDown, deleted }
}

export function History() {
  const { history } = useApp()
  const listed = useHistory((state) => state.listed) ?? []
  const now = useNow()
  const lines = linesOf(listed, now)
  const { at, line, list, box, setReached, walkTo, onKeyDown, deleted } = useWalk(listed, lines)
  const remove = (one: ListedConversation) => {
    deleted()
    void history.remove(one)
  }
  return (
    <section className="history" aria-label={say('conversations.list')}>
      <Head />
      <SearchField onDown={() => walkTo(0)} />
      <Note count={listed.length} />
      {/* The rows take the keys; what they do not take comes here. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div ref={box} className="history-list" onKeyDown={onKeyDown}>
        <Virtualizer
          ref={list}
          data={lines}
          as="ul"
          item="li"
          keepMounted={line < 0 ? [] : [line]}
          onScroll={(offset) => {
            if (box.current && offset > box.current.scrollHeight - 3 * box.current.clientHeight) void history.loadMore()
          }}
        >
          {(one) =>
            one.kind === 'group' ? (
              <h3 key={one.key}>{groupName(one.group)}</h3>
            ) : (
              <HistoryRow key={one.key} one={one.one} index={one.index} reached={one.index === at} onReach={setReached} onRemove={remove} />
            )
          }
        </Virtualizer>
      </div>
    </section>
  )
}
