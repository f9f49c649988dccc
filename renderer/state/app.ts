/** Everything the views draw from, built once and handed down. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Bridge } from '../client/bridge.ts'
import type { Client } from '../client/client.ts'
import type { Connection } from '../client/connection.ts'
import { createDraft, type Draft } from './draft.ts'
import { createEvidence, type Evidence } from './evidence.ts'
import { createExperimentsWork, type ExperimentsWork, type ExperimentsWorkState } from './experiments.ts'
import { createHistory, type History, type HistoryState } from './history.ts'
import { createIntake, type Intake } from './intake.ts'
import { createLayout, type Layout } from './layout.ts'
import { createLibrary, type Library, type LibraryState } from './library.ts'
import { createModelsWork, type ModelsWork, type ModelsWorkState } from './models.ts'
import { createProfile, type Profile, type ProfileState } from './profile.ts'
import { createSession, type Session } from './session.ts'
import type { SessionState } from './session-state.ts'
import { createTuning, type Tuning, type TuningState } from './tuning.ts'

export interface App {
  readonly client: Client
  /** Null in browser mode. */
  readonly bridge: Bridge | null
  readonly connection: Connection
  readonly library: Library
  readonly intake: Intake
  readonly session: Session
  /** The conversations that are kept. */
  readonly history: History
  /** The question being written. */
  readonly draft: Draft
  readonly evidence: Evidence
  readonly profile: Profile
  readonly models: ModelsWork
  readonly experiments: ExperimentsWork
  readonly tuning: Tuning
  readonly layout: Layout
  /** What the browser remembers of this window. */
  readonly storage: Storage
}

export function createApp(parts: { readonly client: Client; readonly bridge: Bridge | null; readonly connection: Connection; readonly storage: Storage }): App {
  const library = createLibrary(parts.client)
  const profile = createProfile(parts.client)
  const session = createSession(
    parts.client,
    () => crypto.randomUUID(),
    () => profile.store.getState().chosen,
  )
  const layout = createLayout(parts.storage)
  return {
    client: parts.client,
    bridge: parts.bridge,
    connection: parts.connection,
    library,
    intake: createIntake(parts.client, parts.bridge, library),
    session,
    history: createHistory(parts.client, session),
    draft: createDraft(() => crypto.randomUUID()),
    evidence: createEvidence(),
    profile,
    models: createModelsWork(parts.client, parts.bridge, profile),
    experiments: createExperimentsWork(parts.client, layout),
    tuning: createTuning(parts.client, layout, profile),
    layout,
    storage: parts.storage,
  }
}

const AppContext = createContext<App | null>(null)
export const AppProvider = AppContext.Provider

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('A view was drawn outside the app')
  return app
}

export const useLibrary = <T>(select: (state: LibraryState) => T): T => useStore(useApp().library.store, select)
export const useSession = <T>(select: (state: SessionState) => T): T => useStore(useApp().session.store, select)
export const useProfile = <T>(select: (state: ProfileState) => T): T => useStore(useApp().profile.store, select)
export const useHistory = <T>(select: (state: HistoryState) => T): T => useStore(useApp().history.store, select)
export const useModelsWork = <T>(select: (state: ModelsWorkState) => T): T => useStore(useApp().models.store, select)
export const useExperimentsWork = <T>(select: (state: ExperimentsWorkState) => T): T => useStore(useApp().experiments.store, select)
export const useTuning = <T>(select: (state: TuningState) => T): T => useStore(useApp().tuning.store, select)
