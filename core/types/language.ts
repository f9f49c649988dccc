/** The languages that people can choose, and how one is chosen from what a system prefers. */
export const languages = ['en', 'de', 'es', 'fr', 'ja', 'zh'] as const
export type Language = (typeof languages)[number]

/** Each in its own language. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  zh: '简体中文',
}

/** `preferred`: BCP 47 tags or POSIX locales (`de_AT.UTF-8`), the likeliest first. English where none is spoken here. */
export function languageFor(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const [primary = ''] = tag.toLowerCase().split(/[-_.@]/u)
    const found = languages.find((language) => language === primary)
    if (found) return found
  }
  return 'en'
}
