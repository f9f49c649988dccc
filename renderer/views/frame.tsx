/** The window: rail, work, evidence, and the status line beneath; what lives as long as the window starts here. */
import { type CSSProperties, useEffect } from 'react'
import { useStore } from 'zustand'
import { DropVeil } from '../components/drop-veil.tsx'
import { EvidencePanel } from '../components/evidence-panel.tsx'
import { FaultLine } from '../components/fault-line.tsx'
import { FolderPicker, ModelFilePicker } from '../components/folder-picker.tsx'
import { Palette } from '../components/palette.tsx'
import { Rail } from '../components/rail.tsx'
import { Shortcuts } from '../components/shortcuts.tsx'
import { StatusLine } from '../components/status-line.tsx'
import { useKeys } from '../components/use-keys.ts'
import { useNotices } from '../components/use-notices.ts'
import { useEngine, useLanguage, useTheme } from '../components/use-window.ts'
import { type App, useApp, useLibrary } from '../state/app.ts'
import { openConversation, rememberConversation } from '../state/conversations.ts'
import { obey } from '../state/obey.ts'
import { AskView } from './ask-view.tsx'
import { CompareView } from './compare-view.tsx'
import { FirstMinute } from './first-minute.tsx'
import { LibraryView } from './library-view.tsx'
import { ModelsView } from './models-view.tsx'
import { SettingsView } from './settings-view.tsx'
import { TuneView } from './tune-view.tsx'
import './frame.css'

/** The conversations, the menu, and what the small window hands over. */
function useConversations(app: App): void {
  useEffect(() => {
    const ending = new AbortController()
    void app.history.follow(ending.signal)
    const forget = rememberConversation(app)
    return () => {
      ending.abort()
      forget()
    }
  }, [app])
  useEffect(() => app.bridge?.onMenu((command) => obey(app, command)), [app])
  useEffect(() => app.bridge?.onOpenConversation((id) => void openConversation(app, id)), [app])
}

function Work() {
  const { layout } = useApp()
  const view = useStore(layout, (state) => state.view)
  const empty = useLibrary((state) => state.sources?.length === 0)
  if (view === 'models') return <ModelsView />
  if (view === 'tune') return <TuneView />
  if (view === 'compare') return <CompareView />
  if (view === 'settings') return <SettingsView />
  if (empty) return <FirstMinute />
  return view === 'ask' ? <AskView /> : <LibraryView />
}

/** They go on for long: the status line tells of them wherever one is. */
function useExperiments({ experiments }: App): void {
  useEffect(() => {
    const ending = new AbortController()
    void experiments.follow(ending.signal)
    return () => ending.abort()
  }, [experiments])
}

/** Drafting, installing and training go on for long as well. */
function useTraining({ tuning }: App): void {
  useEffect(() => {
    const ending = new AbortController()
    void tuning.follow(ending.signal)
    return () => ending.abort()
  }, [tuning])
}

export function Frame() {
  const app = useApp()
  useEngine(app)
  useConversations(app)
  useExperiments(app)
  useTraining(app)
  useTheme(app)
  useKeys(app)
  useNotices()
  return <Columns key={useLanguage(app)} />
}

function Columns() {
  const { layout, evidence } = useApp()
  const { railWidth, evidenceWidth, railFolded, view, said } = useStore(layout)
  const evidenceOpen = useStore(evidence.store, (state) => state.open && state.citations.length > 0 && state.view === view)
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
      <ModelFilePicker />
      <Shortcuts />
      <Palette />
      <DropVeil />
    </div>
  )
}
