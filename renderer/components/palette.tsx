/** Everything the window can do, found by typing a few letters of it. */
import { type KeyboardEvent, useId, useState } from 'react'
import { useStore } from 'zustand'
import { say, type WordsKey } from '../../core/words/words.ts'
import { type App, useApp } from '../state/app.ts'
import { findConversations, startConversation, undoDeletion } from '../state/conversations.ts'
import { obey } from '../state/obey.ts'
import { Dialog } from './dialog.tsx'
import { focusQuestion } from './use-keys.ts'
import './palette.css'

interface Command {
  readonly word: WordsKey
  readonly run: (app: App) => unknown
  /** Absent: always. */
  readonly offered?: (app: App) => boolean
}

const runState = ({ library }: App) => library.store.getState().run?.state

const commands: readonly Command[] = [
  { word: 'shell.key-ask', run: focusQuestion },
  { word: 'shell.ask', run: (app) => obey(app, 'show-ask') },
  { word: 'shell.library', run: (app) => obey(app, 'show-library') },
  { word: 'library.report-title', run: ({ layout }) => layout.setState({ view: 'library', report: { sourceId: null } }) },
  { word: 'shell.settings', run: (app) => obey(app, 'show-settings') },
  { word: 'library.choose-folder', run: (app) => obey(app, 'add-folder') },
  { word: 'library.choose-files', run: (app) => obey(app, 'add-files') },
  { word: 'library.pause', run: ({ library }) => library.pause(true), offered: (app) => ['scanning', 'working'].includes(runState(app) ?? '') },
  { word: 'library.resume', run: ({ library }) => library.pause(false), offered: (app) => runState(app) === 'paused' },
  { word: 'conversations.new', run: startConversation },
  { word: 'conversations.search', run: findConversations },
  { word: 'conversations.undo', run: undoDeletion, offered: ({ history }) => history.store.getState().notice?.undo != null },
  { word: 'ask.stop', run: ({ session }) => session.stop(), offered: ({ session }) => session.isAnswering() },
  { word: 'shell.key-rail', run: (app) => obey(app, 'toggle-rail') },
  { word: 'shell.key-evidence', run: (app) => obey(app, 'toggle-evidence'), offered: ({ evidence }) => evidence.store.getState().citations.length > 0 },
  { word: 'shell.theme-system', run: ({ profile }) => profile.change({ theme: 'system' }) },
  { word: 'shell.theme-light', run: ({ profile }) => profile.change({ theme: 'light' }) },
  { word: 'shell.theme-dark', run: ({ profile }) => profile.change({ theme: 'dark' }) },
  { word: 'shell.shortcuts', run: (app) => obey(app, 'show-shortcuts') },
]

/** Those in which every word that was typed occurs. */
function matching(typed: string, app: App): readonly Command[] {
  const wanted = typed.toLowerCase().split(/\s+/)
  return commands.filter(({ word, offered }) => (offered?.(app) ?? true) && wanted.every((part) => say(word).toLowerCase().includes(part)))
}

function OpenPalette({ onClose }: { readonly onClose: () => void }) {
  const app = useApp()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const found = matching(typed, app)
  const current = found[Math.min(at, found.length - 1)]
  const choose = (command: Command | undefined) => {
    if (!command) return
    onClose()
    // The dialog gives the focus back first.
    setTimeout(() => command.run(app))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setAt((Math.min(at, found.length - 1) + step + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter') choose(current)
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
        aria-activedescendant={current ? `${id} ${current.word}` : undefined}
        placeholder={say('shell.palette-find')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={say('shell.palette')} className="palette-list">
        {found.map((command) => (
          // The keys are the field's: it keeps the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={command.word}
            id={`${id} ${command.word}`}
            ref={(element) => {
              if (command === current) element?.scrollIntoView({ block: 'nearest' })
            }}
            role="option"
            aria-selected={command === current}
            onClick={() => choose(command)}
          >
            {say(command.word)}
          </div>
        ))}
      </div>
      {found.length === 0 ? (
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
