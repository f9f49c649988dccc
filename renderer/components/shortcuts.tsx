/** Everything the keyboard does, listed. */
import { useStore } from 'zustand'
import { say, type WordsKey } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { views } from '../state/layout.ts'
import { Dialog } from './dialog.tsx'
import { apple } from './this-keyboard.ts'
import './shortcuts.css'

const control = apple ? '⌘' : 'Ctrl'
const alternate = apple ? '⌥' : 'Alt'

const list: readonly (readonly [keys: readonly string[], word: WordsKey])[] = [
  [['/'], 'shell.key-ask'],
  [apple ? [control, 'N'] : [alternate, 'N'], 'conversations.new'],
  [['Shift', control, 'F'], 'conversations.search'],
  [['Enter'], 'shell.key-send'],
  [['Shift', 'Enter'], 'shell.key-break'],
  [['@'], 'shell.key-mention'],
  [['['], 'shell.key-previous'],
  [[']'], 'shell.key-next'],
  [[control, 'C'], 'shell.key-copy'],
  [['Esc'], 'shell.key-close'],
  [[control, 'K'], 'shell.key-palette'],
  [[alternate, `1–${views.length}`], 'shell.key-view'],
  [[control, 'B'], 'shell.key-rail'],
  [[control, '.'], 'shell.key-evidence'],
  [['A', 'R', 'E', 'U'], 'tune.shortcut'],
  [['?'], 'shell.key-shortcuts'],
]

export function Shortcuts() {
  const { layout } = useApp()
  const open = useStore(layout, (state) => state.shortcutsOpen)
  const close = () => layout.setState({ shortcutsOpen: false })
  if (!open) return null
  return (
    <Dialog title={say('shell.shortcuts')} className="shortcuts" onClose={close}>
      <dl>
        {list.map(([keys, word]) => (
          <div key={word}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{say(word)}</dd>
          </div>
        ))}
      </dl>
      <div className="actions">
        <button type="button" onClick={close}>
          {say('shell.close')}
        </button>
      </div>
    </Dialog>
  )
}
