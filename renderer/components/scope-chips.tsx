/** What the question is limited to, each limit with the button that lifts it. */
import { AtSign, CalendarDays, Shapes, X } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { kindsOf, type Span, withKind, withoutPath, withSpan } from '../state/scope.ts'
import { baseName, formatDay } from './format.ts'
import { kindWords } from './kind-words.ts'

interface ChipProps {
  readonly shape: ReactNode
  readonly name: string
  readonly title?: string
  readonly onRemove: () => void
}

function focusBox(): void {
  document.getElementById('question')?.focus()
}

/** Arrows walk over the chips, Delete and Backspace take one away. */
function onKeyDown(event: KeyboardEvent<HTMLButtonElement>, onRemove: () => void): void {
  const all = [...document.querySelectorAll<HTMLElement>('.chip-remove')]
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step !== 0) (all[all.indexOf(event.currentTarget) + (event.currentTarget.matches(':dir(rtl)') ? -step : step)] ?? event.currentTarget).focus()
  else if (event.key === 'Delete' || event.key === 'Backspace') onRemove()
  else return
  event.preventDefault()
}

export function Chip({ shape, name, title, onRemove }: ChipProps) {
  const remove = () => {
    onRemove()
    focusBox()
  }
  return (
    <li className="chip" title={title}>
      {shape}
      <bdi className="chip-name">{name}</bdi>
      <button
        type="button"
        className="bare chip-remove"
        aria-label={say('ask.chip-remove', { name })}
        onClick={remove}
        onKeyDown={(event) => onKeyDown(event, remove)}
      >
        <X className="icon" aria-hidden />
      </button>
    </li>
  )
}

/** The end is shown as the last day that counts. */
function spanWords({ from, to }: Span): string {
  const first = from === undefined ? null : formatDay(from)
  const last = to === undefined ? null : formatDay(to - 1)
  if (first !== null && last !== null) return say('ask.changed-between', { from: first, to: last })
  return first === null ? say('ask.changed-until', { to: last ?? '' }) : say('ask.changed-since', { from: first })
}

export function ScopeChips() {
  const { draft } = useApp()
  const scope = useStore(draft.store, (state) => state.scope)
  const { paths = [], modified } = scope
  const kinds = kindsOf(scope)
  if (paths.length === 0 && kinds.length === 0 && !modified) return null
  return (
    <ul className="chips" aria-label={say('ask.chips')}>
      {paths.map((path) => (
        <Chip
          key={path}
          shape={<AtSign className="icon" aria-hidden />}
          name={baseName(path)}
          title={path}
          onRemove={() => draft.limit((now) => withoutPath(now, path))}
        />
      ))}
      {kinds.map((kind) => (
        <Chip
          key={kind}
          shape={<Shapes className="icon" aria-hidden />}
          name={say(kindWords[kind])}
          onRemove={() => draft.limit((now) => withKind(now, kind, false))}
        />
      ))}
      {modified ? (
        <Chip shape={<CalendarDays className="icon" aria-hidden />} name={spanWords(modified)} onRemove={() => draft.limit((now) => withSpan(now, {}))} />
      ) : null}
    </ul>
  )
}
