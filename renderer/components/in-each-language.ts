/** What writes numbers, dates and names for people, made once for each language that is spoken. */
import { spokenLanguage } from '../../core/words/words.ts'

export function inEachLanguage<T>(make: (language: string) => T): () => T {
  const made = new Map<string, T>()
  return () => {
    const language = spokenLanguage()
    const known = made.get(language) ?? make(language)
    made.set(language, known)
    return known
  }
}
