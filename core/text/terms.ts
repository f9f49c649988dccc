/**
 * The words by which passages are found: one analysis for text and question, of our own, so that the index
 * need only count. Compatible forms are made one (NFKC: ligatures, full width), accents of Latin and Greek
 * letters fall away, English words lose their endings (Porter), numbers stay whole (1,234.5 is 1234.5), and
 * scripts written without blanks become pairs of characters.
 */
import { stemmer } from 'stemmer'

/** Longer words are cut: they are data, not language. UTF-16 code units. */
const longest = 64

/** Scripts whose words are not set apart by blanks, or whose endings grow onto the word (Hangul). */
export const unspaced = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}ー々〆'
const piece = new RegExp(
  [
    '\\d+(?:[.,]\\d+)*(?![\\p{L}\\p{N}])', // a number with its separators
    `[${unspaced}][${unspaced}\\p{M}]*`,
    `(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+(?:['’](?![${unspaced}])\\p{L}+)*`, // a word, don't included
  ].join('|'),
  'gu',
)
const isUnspaced = new RegExp(`^[${unspaced}]`, 'u')
const thousands = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g
const accents = /([\p{sc=Latin}\p{sc=Greek}])\p{M}+/gu
const wholeLetters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ς: 'σ' }
const wholeLetter = new RegExp(`[${Object.keys(wholeLetters).join('')}]`, 'g')

const stopWords = new Set(
  `a about an and are as at be been being but by can could did do does for from had has have he her his how i if in into is it its me my of on or our
   she should so than that the their them then there these they this those to us was we were what when where which who whom why will with would you your`
    .split(/\s+/)
    .map(stem),
)

/** Every term of the text, in order. Never holds a blank. */
export function terms(text: string): string[] {
  return analyse(text, true)
}

/** The terms to ask for: each once, English words that every text has left out unless nothing else is there. */
export function queryTerms(question: string): string[] {
  const all = [...new Set(analyse(question, false))]
  const telling = all.filter((term) => !stopWords.has(term))
  return telling.length > 0 ? telling : all
}

/** What is compared: lower case, compatible forms made one, accents gone. */
export function fold(text: string): string {
  // most text is plain ASCII and needs none of this
  if (isPlain(text)) return text.toLowerCase()
  return text
    .normalize('NFKC')
    .replace(invisible, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(accents, '$1')
    .replace(wholeLetter, (letter) => wholeLetters[letter] ?? letter)
    .normalize('NFC')
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

function analyse(text: string, singles: boolean): string[] {
  const found: string[] = []
  for (const [match] of fold(text).matchAll(piece)) {
    if (isUnspaced.test(match)) pairs(match, singles, found)
    else found.push(thousands.test(match) ? match.replaceAll(',', '') : stem(match))
  }
  return found
}

function stem(word: string): string {
  const bare = word.replace(/['’]s$/, '').replace(/['’]/g, '')
  const cut = bare.length > longest ? bare.slice(0, longest).replace(/[\ud800-\udbff]$/, '') : bare
  return /^[a-z]{3,}$/.test(cut) ? stemmer(cut) : cut
}

/** Pairs of neighbouring characters; single ones too in the text, so that a question of one character finds it. */
function pairs(run: string, singles: boolean, found: string[]): void {
  const characters = run.match(/\P{M}\p{M}*/gu) ?? []
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1]
    if (singles || characters.length === 1) found.push(character)
    if (next !== undefined) found.push(character + next)
  }
}
