/** The way from view to view. Views that do not exist yet are absent. */
import { Boxes, ChartNoAxesGantt, History, Keyboard, LibraryBig, MessagesSquare, PanelLeft, Settings2, SlidersHorizontal } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { say, type WordsKey } from '../../core/words/words.ts'
import { useApp, useSession } from '../state/app.ts'
import { railRange, type ViewName } from '../state/layout.ts'
import { Divider } from './divider.tsx'
import { History as HistoryList } from './history.tsx'
import { Mark } from './mark.tsx'
import './rail.css'

const entries = [
  ['ask', 'shell.ask', MessagesSquare],
  ['library', 'shell.library', LibraryBig],
  ['models', 'models.title', Boxes],
  ['tune', 'tune.title', SlidersHorizontal],
  ['compare', 'compare.title', ChartNoAxesGantt],
  ['settings', 'shell.settings', Settings2],
] as const satisfies readonly (readonly [ViewName, WordsKey, typeof MessagesSquare])[]

/** On a small window the conversations lie over the work while they are wanted: until one is shown, or another view. */
function useOverlay(view: ViewName) {
  const [open, setOpen] = useState(false)
  const showing = useSession((state) => state.showing)
  useEffect(() => {
    setOpen(false)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- whatever comes to be shown
  }, [view, showing])
  return { open, toggle: () => setOpen(!open) }
}

export function Rail() {
  const { layout } = useApp()
  const { view, railFolded, railWidth } = useStore(layout)
  const overlay = useOverlay(view)
  return (
    <nav className={`rail${railFolded ? ' rail-folded' : ''}${overlay.open ? ' rail-open' : ''}`} aria-label={say('shell.rail')}>
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
      <button type="button" className="bare square rail-history" aria-expanded={overlay.open} aria-label={say('conversations.list')} onClick={overlay.toggle}>
        <History className="icon" aria-hidden />
      </button>
      {railFolded && !overlay.open ? null : <HistoryList />}
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
