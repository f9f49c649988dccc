/** The window's entry: connect to the engine, build the app, draw it. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { passValues } from '../core/words/words.ts'
import { clientOver, connectToEngine } from './client/client.ts'
import { LinkAsker } from './components/answer/offered-link.tsx'
import { shownValue } from './components/inert-characters.ts'
import { AppProvider, createApp } from './state/app.ts'
import { speakChosen } from './state/language.ts'
import { Frame } from './views/frame.tsx'
import { QuickAsk } from './views/quick-ask.tsx'
import './theme/fonts.css'
import './theme/tokens.css'
import './theme/base.css'

const bridge = window.alcove ?? null
const connection = connectToEngine(bridge, window.location)
const app = createApp({ client: clientOver(connection.link), bridge, connection, storage: window.localStorage })
const root = document.getElementById('root')
if (!root) throw new Error('The page has no root')
passValues(shownValue)
await speakChosen(app.layout.getState().language)
createRoot(root).render(
  <StrictMode>
    <AppProvider value={app}>
      <LinkAsker asks={bridge === null}>{window.location.hash === '#quick' ? <QuickAsk /> : <Frame />}</LinkAsker>
    </AppProvider>
  </StrictMode>,
)
