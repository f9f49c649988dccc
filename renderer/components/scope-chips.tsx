/** What the question is limited to, each limit with the button that lifts it. */
import { AtSign, CalendarDays, Files, Shapes, X } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { kindsOf, type Span, withKind, withoutFiles, withoutPath, withSpan } from '../state/scope.ts'
import { FileTasks } from './file-tasks.tsx'
import { baseName, formatDay } from './format.ts'
import { shownName } from './inert-characters.ts'
import { kindWords } from './kind-words.ts'
import { useNamedFiles } from './use-named-files.ts'

const none: readonly string[] = []

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
    <li className="chip" title={title === undefined ? undefined : shownName(title)}>
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

/** What can be done with the files that are named, other than asking of them; nothing where a folder is among them. */
function Tasks({ paths }: { readonly paths: readonly string[] }) {
  const { draft } = useApp()
  const files = useNamedFiles(paths)
  if (files === null) return null
  // Their names alone are no question.
  const clear = () => {
    const { text } = draft.store.getState()
    if (files.reduce((rest, { name }) => rest.replace(name, ''), text).trim() === '') draft.write('')
  }
  return (
    <div className="chip-tasks">
      <FileTasks files={files} onRead={clear} />
    </div>
  )
}

export function ScopeChips() {
  const { draft } = useApp()
  const scope = useStore(draft.store, (state) => state.scope)
  const { paths = none, fileIds = none, modified } = scope
  const kinds = kindsOf(scope)
  if (paths.length === 0 && fileIds.length === 0 && kinds.length === 0 && !modified) return null
  return (
    <div className="chips-row">
      <ul className="chips" aria-label={say('ask.chips')}>
        {paths.map((path) => (
          <Chip
            key={path}
            shape={<AtSign className="icon" aria-hidden />}
            name={shownName(baseName(path))}
            title={path}
            onRemove={() => draft.limit((now) => withoutPath(now, path))}
          />
        ))}
        {fileIds.length === 0 ? null : (
          <Chip
            shape={<Files className="icon" aria-hidden />}
            name={say('conversations.chosen', { count: fileIds.length })}
            onRemove={() => draft.limit(withoutFiles)}
          />
        )}
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
      {paths.length === 0 ? null : <Tasks paths={paths} />}
    </div>
  )
}
