/** The way from view to view. Views that do not exist yet are absent. */
import { Keyboard, LibraryBig, MessagesSquare, PanelLeft, Settings2 } from 'lucide-react'
import { useStore } from 'zustand'
import { say, type WordsKey } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { railRange, type ViewName } from '../state/layout.ts'
import { Divider } from './divider.tsx'
import { History } from './history.tsx'
import { Mark } from './mark.tsx'
import './rail.css'

const entries = [
  ['ask', 'shell.ask', MessagesSquare],
  ['library', 'shell.library', LibraryBig],
  ['settings', 'shell.settings', Settings2],
] as const satisfies readonly (readonly [ViewName, WordsKey, typeof MessagesSquare])[]

export function Rail() {
  const { layout } = useApp()
  const { view, railFolded, railWidth } = useStore(layout)
  return (
    <nav className={railFolded ? 'rail rail-folded' : 'rail'} aria-label={say('shell.rail')}>
      <p className="rail-name">
        <Mark />
        <span className="rail-word">{say('shell.name')}</span>
      </p>
      <ul className="rail-views">
        {entries.map(([name, word, Shape]) => (
          <li key={name}>
            <button
              type="button"
              className="bare"
              data-view={name}
              aria-current={view === name ? 'page' : undefined}
              title={railFolded ? say(word) : undefined}
              onClick={() => layout.setState({ view: name, report: null })}
            >
              <Shape className="icon" aria-hidden />
              <span className="rail-word">{say(word)}</span>
            </button>
          </li>
        ))}
      </ul>
      {railFolded ? null : <History />}
      <div className="rail-foot">
        <button
          type="button"
          className="bare square"
          aria-label={say(railFolded ? 'shell.unfold-rail' : 'shell.fold-rail')}
          title={say(railFolded ? 'shell.unfold-rail' : 'shell.fold-rail')}
          onClick={() => layout.setState({ railFolded: !railFolded })}
        >
          <PanelLeft className="icon" aria-hidden />
        </button>
        <button
          type="button"
          className="bare square"
          aria-label={say('shell.shortcuts')}
          title={say('shell.shortcuts')}
          onClick={() => layout.setState({ shortcutsOpen: true })}
        >
          <Keyboard className="icon" aria-hidden />
        </button>
      </div>
      <Divider
        label={say('shell.rail-width')}
        width={railWidth}
        range={railRange}
        column="before"
        onChange={(width) => layout.setState({ railWidth: width, railFolded: false })}
      />
    </nav>
  )
}
