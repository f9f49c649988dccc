/** What every window does for as long as it lives: follow the engine, and look and speak as the settings say. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { spokenLanguage } from '../../core/words/words.ts'
import { wait } from '../client/wait.ts'
import { type App, useProfile } from '../state/app.ts'
import { speakChosen } from '../state/language.ts'

/** Milliseconds before settings that could not be followed are followed again. */
const pause = 2_000

/** They may be changed by another window, or by the command line. */
async function followSettings({ client, profile }: App, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const settings of await client.settings.follow(undefined, { signal })) profile.store.setState({ settings })
    } catch {
      // The engine went; that is said where its loss is shown.
    }
    await wait(pause, signal)
  }
}

/** Follows the library and the settings, and loads the profile again after each loss of the engine. */
export function useEngine(app: App): void {
  useEffect(() => {
    const ending = new AbortController()
    void app.library.follow(ending.signal)
    void followSettings(app, ending.signal)
    return () => ending.abort()
  }, [app])
  useEffect(() => {
    void app.profile.load()
    return app.connection.state.subscribe(({ state }, before) => {
      if (state === 'open' && before.state === 'lost') void app.profile.load()
    })
  }, [app])
}

export function useTheme(app: App): void {
  const chosen = useProfile((state) => state.settings?.theme)
  const theme = useStore(app.layout, (state) => state.theme)
  useEffect(() => {
    if (chosen) app.layout.setState({ theme: chosen })
  }, [app, chosen])
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
}

/** The language that is spoken: everything is drawn anew when it changes, as words are chosen while drawing. */
export function useLanguage(app: App): string {
  const chosen = useProfile((state) => state.settings?.language)
  const [spoken, setSpoken] = useState(spokenLanguage)
  useEffect(() => {
    if (chosen === undefined) return
    app.layout.setState({ language: chosen })
    void speakChosen(chosen).then(() => setSpoken(spokenLanguage()))
  }, [app, chosen])
  return spoken
}
