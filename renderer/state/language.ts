/** Which language the window speaks: the one chosen, or the first of the system's that it knows. */
import { languageFor } from '../../core/types/language.ts'
import type { Settings } from '../../core/types/settings.ts'
import { speak, spokenLanguage } from '../../core/words/words.ts'

/** What is drawn already has to be drawn anew. */
export async function speakChosen(chosen: Settings['language']): Promise<void> {
  await speak(chosen === 'system' ? languageFor(navigator.languages) : chosen)
  document.documentElement.lang = spokenLanguage()
}
