/** The mention being typed in a box, what it could name, and the keys that choose. */
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { NameFound } from '../../core/types/library.ts'
import { useApp } from '../state/app.ts'
import { withPath } from '../state/scope.ts'
import { type Mention, mentionAt, withName } from './mention.ts'
import { optionId } from './mention-list.tsx'
import { useCompletion } from './use-completion.ts'
import { useTake } from './use-take.ts'

export interface Mentions {
  readonly id: string
  /** Empty: there is no list. */
  readonly names: readonly NameFound[]
  readonly at: number
  /** Of the option that Enter takes. */
  readonly activeId: string | undefined
  pick(named: NameFound): void
  /** True where the key was one of the list's. */
  key(event: KeyboardEvent): boolean
  /** The caret may have moved. */
  moved(): void
}

const same = (one: Mention | null, other: Mention | null) => one?.start === other?.start && one?.query === other?.query

export function useMentions(box: RefObject<HTMLTextAreaElement | null>): Mentions {
  const { draft } = useApp()
  const text = useStore(draft.store, (state) => state.text)
  const id = useId()
  const [mention, setMention] = useState<Mention | null>(null)
  /** Where the list was put away with Esc: it comes back with the next `@`. */
  const [putAway, setPutAway] = useState<number | null>(null)
  const [at, setAt] = useState(0)
  const [caret, setCaret] = useState<number | null>(null)
  const wanted = mention !== null && mention.start !== putAway ? mention.query : null
  const found = useCompletion(wanted)
  const names = found && wanted !== null ? found.names : []
  const current = Math.min(at, names.length - 1)

  const moved = () => {
    const element = box.current
    const collapsed = element && element.selectionStart === element.selectionEnd
    const now = collapsed ? mentionAt(element.value, element.selectionStart) : null
    if (same(now, mention)) return
    setMention(now)
    setAt(0)
    take.forget()
    if (now === null || now.start !== putAway) setPutAway(null)
  }
  // The caret stands behind the name once it is drawn.
  useLayoutEffect(() => {
    if (caret === null) return
    box.current?.setSelectionRange(caret, caret)
    setCaret(null)
  }, [box, caret])

  const pick = (named: NameFound) => {
    if (mention === null) return
    const next = withName(text, mention, named.name)
    draft.write(next.text)
    draft.limit((scope) => withPath(scope, named.path))
    setCaret(next.caret)
    setMention(null)
  }
  const take = useTake(found === null || found.query === wanted, names[current], pick)
  const key = ({ key: pressed, shiftKey }: KeyboardEvent): boolean => {
    if (names.length === 0) return false
    const step = pressed === 'ArrowDown' ? 1 : pressed === 'ArrowUp' ? -1 : 0
    if (step !== 0) setAt((current + step + names.length) % names.length)
    else if (pressed === 'Escape') setPutAway(mention?.start ?? null)
    else if ((pressed !== 'Enter' && pressed !== 'Tab') || shiftKey) return false
    else take.now()
    return true
  }
  return { id, names, at: current, activeId: names.length > 0 ? optionId(id, current) : undefined, pick, key, moved }
}
