/** The keys that work everywhere. A key that writes is left alone where people write. */
import { useEffect } from 'react'
import type { App } from '../state/app.ts'
import { findConversations, startConversation, undoDeletion } from '../state/conversations.ts'
import { views } from '../state/layout.ts'

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type="radio"]):not([type="checkbox"])'))
}

export function focusQuestion(app: App): void {
  app.layout.setState({ view: 'ask' })
  // The view is drawn first.
  setTimeout(() => document.getElementById('question')?.focus())
}

/** Closes the panel and gives the focus back to what opened it, or to the numeral of the citation that was walked to. */
export function closeEvidence(app: App): void {
  const { citations, index, opener } = app.evidence.store.getState()
  const n = String(citations[index]?.n)
  app.evidence.close()
  const answers = document.querySelectorAll('article')
  const answer = opener?.closest('article') ?? answers[answers.length - 1]
  const stays = opener?.isConnected && opener !== document.body && (opener.dataset['numeral'] ?? n) === n
  const target = stays ? opener : answer?.querySelector<HTMLElement>(`[data-numeral="${n}"]`)
  ;(target ?? document.getElementById('question'))?.focus()
}

function walk(app: App, step: 1 | -1): boolean {
  if (app.evidence.store.getState().citations.length === 0) return false
  app.layout.setState({ view: app.evidence.store.getState().view })
  app.evidence.walk(step)
  return true
}

function onPlainKey(app: App, key: string): boolean {
  switch (key) {
    case '/':
      focusQuestion(app)
      return true
    case '?':
      app.layout.setState({ shortcutsOpen: true })
      return true
    case '[':
      return walk(app, -1)
    case ']':
      return walk(app, 1)
    default:
      return false
  }
}

function onControlKey(app: App, event: KeyboardEvent): boolean {
  switch (event.key.toLowerCase()) {
    case 'n':
      startConversation(app)
      return true
    case 'b':
      app.layout.setState(({ railFolded }) => ({ railFolded: !railFolded }))
      return true
    case 'k':
      app.layout.setState({ paletteOpen: true })
      return true
    case 'f':
      return event.shiftKey && findConversations(app)
    case 'z':
      return !isWriting(event.target) && undoDeletion(app)
    case '.':
      app.evidence.toggle()
      return true
    default:
      return false
  }
}

function onKey(app: App, event: KeyboardEvent): boolean {
  if (event.isComposing || document.querySelector('dialog[open]')) return false
  if (event.key === 'Escape') {
    const { open, view } = app.evidence.store.getState()
    if (!open || app.layout.getState().view !== view) return false
    closeEvidence(app)
    return true
  }
  if (event.altKey && !event.ctrlKey && !event.metaKey) {
    // Browsers keep Ctrl+N to themselves; on a Mac this key writes.
    if (event.code === 'KeyN' && !/Mac/.test(navigator.userAgent)) {
      startConversation(app)
      return true
    }
    const view = views[Number(/^Digit([1-9])$/.exec(event.code)?.[1]) - 1]
    if (view) app.layout.setState({ view })
    return view !== undefined
  }
  if (event.ctrlKey || event.metaKey) return onControlKey(app, event)
  return !isWriting(event.target) && onPlainKey(app, event.key)
}

export function useKeys(app: App): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && onKey(app, event)) event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [app])
}
