/** Everything the window can do, the conversations and the models, found by typing a few letters of their names. */
import { type KeyboardEvent, useId, useState } from 'react'
import { useStore } from 'zustand'
import { say, type WordsKey } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { isComposing } from './composing.ts'
import { Dialog } from './dialog.tsx'
import { type Entry, type Group, groups, remember } from './palette-entries.ts'
import { usePalette } from './use-palette.ts'
import { useTake } from './use-take.ts'
import './palette.css'

const groupWords = {
  recent: 'shell.palette-recent',
  actions: 'shell.palette-actions',
  conversations: 'shell.palette-conversations',
  models: 'shell.palette-models',
} as const satisfies Record<Group, WordsKey>

const ends: Readonly<Record<string, number>> = { Home: 0, End: -1 }

interface ListProps {
  readonly id: string
  readonly entries: readonly Entry[]
  readonly current: Entry | undefined
  readonly onChoose: (entry: Entry) => void
}

function List({ id, entries, current, onChoose }: ListProps) {
  return (
    <div id={id} role="listbox" aria-label={say('shell.palette')} className="palette-list">
      {groups.map((group) => {
        const own = entries.filter((entry) => entry.group === group)
        if (own.length === 0) return null
        return (
          <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
            <p id={`${id}-${group}`} className="palette-group">
              {say(groupWords[group])}
            </p>
            {own.map((entry) => (
              // The keys are the field's: it keeps the focus.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <div
                key={entry.id}
                id={`${id}-${entries.indexOf(entry)}`}
                ref={(element) => {
                  if (entry === current) element?.scrollIntoView({ block: 'nearest' })
                }}
                role="option"
                aria-selected={entry === current}
                className="as-written"
                onClick={() => onChoose(entry)}
              >
                {entry.name}
              </div>
            ))}
          </div>
        )
      })}
    </div>
  )
}

function OpenPalette({ onClose }: { readonly onClose: () => void }) {
  const app = useApp()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const { entries, followed } = usePalette(typed)
  const index = Math.min(at, entries.length - 1)
  const current = entries[index]
  const choose = (entry: Entry) => {
    remember(app, entry)
    onClose()
    // The dialog gives the focus back first.
    setTimeout(() => entry.run(app))
  }
  const take = useTake(followed || current?.group !== 'conversations', current, choose)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event)) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const end = typed === '' || event.ctrlKey ? ends[event.key] : undefined
    if (step !== 0) setAt((index + step + entries.length) % Math.max(1, entries.length))
    else if (end !== undefined) setAt((end + entries.length) % Math.max(1, entries.length))
    else if (event.key === 'Enter') take.now()
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={say('shell.palette')} className="palette" onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-label={say('shell.palette-find')}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={current ? `${id}-${index}` : undefined}
        placeholder={say('shell.palette-find')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
          take.forget()
        }}
        onKeyDown={onKeyDown}
      />
      <List id={id} entries={entries} current={current} onChoose={choose} />
      {entries.length === 0 ? (
        <p className="quiet" role="status">
          {say('shell.palette-none')}
        </p>
      ) : null}
    </Dialog>
  )
}

export function Palette() {
  const { layout } = useApp()
  const open = useStore(layout, (state) => state.paletteOpen)
  return open ? <OpenPalette onClose={() => layout.setState({ paletteOpen: false })} /> : null
}
