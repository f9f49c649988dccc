/** Which of our languages a text is in: kana and Han tell themselves, the rest by its small words. */
import { languageOf } from '../../text/question-words.ts'

export type TextLanguage = 'en' | 'de' | 'es' | 'fr' | 'ja' | 'zh'

export function languageOfText(text: string): TextLanguage {
  const sample = text.slice(0, 4_000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const kana = sample.match(/[\p{sc=Hiragana}\p{sc=Katakana}]/gu)?.length ?? 0
  const han = sample.match(/\p{sc=Han}/gu)?.length ?? 0
  if (kana + han > letters / 3) return kana > letters / 20 ? 'ja' : 'zh'
  return languageOf(sample)
}
