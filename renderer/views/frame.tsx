/** The window: rail, work, evidence, and the status line beneath; what lives as long as the window starts here. */
import { type CSSProperties, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { spokenLanguage } from '../../core/words/words.ts'
import { DropVeil } from '../components/drop-veil.tsx'
import { EvidencePanel } from '../components/evidence-panel.tsx'
import { FaultLine } from '../components/fault-line.tsx'
import { FolderPicker } from '../components/folder-picker.tsx'
import { Palette } from '../components/palette.tsx'
import { Rail } from '../components/rail.tsx'
import { Shortcuts } from '../components/shortcuts.tsx'
import { StatusLine } from '../components/status-line.tsx'
import { useKeys } from '../components/use-keys.ts'
import { type App, useApp, useLibrary, useProfile } from '../state/app.ts'
import { rememberConversation } from '../state/conversations.ts'
import { speakChosen } from '../state/language.ts'
import { obey } from '../state/obey.ts'
import { AskView } from './ask-view.tsx'
import { FirstMinute } from './first-minute.tsx'
import { LibraryView } from './library-view.tsx'
import { SettingsView } from './settings-view.tsx'
import './frame.css'

/** Follows the library, and loads the profile again after each loss of the engine. */
function useEngine(app: App): void {
  useEffect(() => {
    const ending = new AbortController()
    void app.library.follow(ending.signal)
    return () => ending.abort()
  }, [app])
  useEffect(() => {
    const ending = new AbortController()
    void app.history.follow(ending.signal)
    const forget = rememberConversation(app)
    return () => {
      ending.abort()
      forget()
    }
  }, [app])
  useEffect(() => {
    void app.profile.load()
    return app.connection.state.subscribe(({ state }, before) => {
      if (state === 'open' && before.state === 'lost') void app.profile.load()
    })
  }, [app])
  useEffect(() => app.bridge?.onMenu((command) => obey(app, command)), [app])
}

function useTheme(app: App): void {
  const chosen = useProfile((state) => state.settings?.theme)
  const theme = useStore(app.layout, (state) => state.theme)
  useEffect(() => {
    if (chosen) app.layout.setState({ theme: chosen })
  }, [app, chosen])
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
}

function Work() {
  const { layout } = useApp()
  const view = useStore(layout, (state) => state.view)
  const empty = useLibrary((state) => state.sources?.length === 0)
  if (view === 'settings') return <SettingsView />
  if (empty) return <FirstMinute />
  return view === 'ask' ? <AskView /> : <LibraryView />
}

/** Draws everything anew when another language is spoken: words are chosen as they are drawn. */
function useLanguage(app: App): string {
  const chosen = useProfile((state) => state.settings?.language)
  const [spoken, setSpoken] = useState(spokenLanguage)
  useEffect(() => {
    if (chosen === undefined) return
    app.layout.setState({ language: chosen })
    void speakChosen(chosen).then(() => setSpoken(spokenLanguage()))
  }, [app, chosen])
  return spoken
}

export function Frame() {
  const app = useApp()
  useEngine(app)
  useTheme(app)
  useKeys(app)
  return <Columns key={useLanguage(app)} />
}

function Columns() {
  const { layout, evidence } = useApp()
  const { railWidth, evidenceWidth, railFolded, view, said } = useStore(layout)
  const evidenceOpen = useStore(evidence.store, ({ open, citations }) => open && citations.length > 0) && view === 'ask'
  return (
    <div className="frame" style={{ '--rail-width': railFolded ? '3.25rem' : `${railWidth}px`, '--evidence-width': `${evidenceWidth}px` } as CSSProperties}>
      <div className={evidenceOpen ? 'columns columns-evidence' : 'columns'}>
        <Rail />
        <main className="work">
          <FaultLine key={view}>
            <Work />
          </FaultLine>
        </main>
        {evidenceOpen ? (
          <FaultLine>
            <EvidencePanel />
          </FaultLine>
        ) : null}
      </div>
      <StatusLine />
      <p className="unseen" role="status">
        {said}
      </p>
      <FolderPicker />
      <Shortcuts />
      <Palette />
      <DropVeil />
    </div>
  )
}
