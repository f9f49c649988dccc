/**
 * Answers as they are compared: lower case, compatible forms made one (NFKC), no punctuation, English without its articles
 * (SQuAD's script); for other languages as MLQA does it: punctuation of all scripts goes, and in scripts without blanks
 * every character is a token. Pure.
 */
import { languageOf } from '../../text/question-words.ts'
import { unspaced } from '../../text/terms.ts'

/** Unicode's punctuation, and the ASCII signs that SQuAD takes for it. */
const punctuation = /[\p{P}$+<=>^`|~]/gu
const articles = new Set(['a', 'an', 'the'])
const piece = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])\\P{White_Space})+`, 'gu')

/**
 * The text is plain: without citation markers, Markdown and thinking. `language`: as in BCP 47; null: guessed from the text
 * (English where it tells nothing). An answer of nothing but articles ("A") keeps them.
 */
export function answerTokens(text: string, language: string | null = null): readonly string[] {
  const tokens = text.normalize('NFKC').toLowerCase().replace(punctuation, '').match(piece) ?? []
  if (!isEnglish(language ?? languageOf(text))) return tokens
  const telling = tokens.filter((token) => !articles.has(token))
  return telling.length > 0 ? telling : tokens
}

function isEnglish(language: string): boolean {
  return /^en(?:$|[-_])/iu.test(language)
}
