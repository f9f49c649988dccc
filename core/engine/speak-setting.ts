/** The engine writes sentences too, in exports and counted answers: in the language that was chosen in Settings. */
import { languageFor } from '../types/language.ts'
import type { Settings } from '../types/settings.ts'
import { speak } from '../words/words.ts'

/** `locales`: what the system prefers, the likeliest first. */
export async function speakSetting({ language }: Pick<Settings, 'language'>, locales: readonly string[]): Promise<void> {
  await speak(language === 'system' ? languageFor(locales) : language)
}
