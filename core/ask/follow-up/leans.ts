/** Whether a question can be understood without what was said before. Pure. */
import { languageOf, subjectTerms } from '../../text/question-words.ts'
import { fold } from '../../text/terms.ts'
import { type Signs, signs } from './signs.ts'

/** A longer one is a question of its own that happens to begin so. Words. */
const longestPhrase = 7
/** "In welchem Jahr?" asks nothing by itself; with more words it has a verb that no list knows. */
const longestAskingPhrase = 4
const number = /^\d[\d\s.,/:–-]*$/

/** `before`: the question before it, whose language a few words cannot tell. */
export function leans(question: string, before: string): boolean {
  const { leads, empty, pronouns, possessives, pointers, raw, breaks, bare, phrase, verbs, asking } = signsOf(question, before)
  const plain = plainOf(question)
  if (plain === '') return false
  const rest = plain.replace(leads, '').trim()
  if (rest !== plain || bare.test(plain) || number.test(plain)) return true
  const words = plain.split(' ').length
  if (phrase.test(plain) && !verbs.test(plain) && words <= (asking.test(plain) ? longestAskingPhrase : longestPhrase)) return true
  const full = plain.replace(empty, ' … ')
  if (pointers.test(full) || raw?.test(question) === true) return true
  return missing(full, pronouns, breaks) || missing(full, possessives, null)
}

/** Without what only leads on ("and", "what about"). */
export function withoutLead(question: string, before: string): string {
  const { leads } = signsOf(question, before)
  const trimmed = question.trim().replace(/^[¿¡\s]+/u, '')
  const lead = leads.exec(plainOf(trimmed))?.[0].length ?? 0
  // folding may change lengths: only where it did not are the places the same
  const same = fold(trimmed.slice(0, lead)).length === lead
  return (same ? trimmed.slice(lead) : trimmed).replace(/[\s?？！!.。]+$/u, '').replace(/^[\s,、，]+/u, '')
}

function signsOf(question: string, before: string): Signs {
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(question)) return signs.eastAsian
  return signs[languageOf(`${question} ${question} ${before}`)]
}

function plainOf(question: string): string {
  return fold(question)
    .replaceAll('’', "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/\s+/gu, ' ')
}

/** Whether a word stands for something that the question has not named before it, or not before a break. */
function missing(text: string, words: RegExp, breaks: RegExp | null): boolean {
  const found = words.exec(text)
  if (found === null) return false
  const ahead = text.slice(0, found.index)
  const named = breaks === null ? ahead : beforeBreak(ahead, breaks)
  return named === null || !names(named)
}

/** What stands before the last break; the whole where the pronoun hangs on by a hyphen (French "a-t-il"); null without any. */
function beforeBreak(ahead: string, breaks: RegExp): string | null {
  if (/-(?:t-)?$/.test(ahead) || ahead.endsWith('-t')) return ahead
  const parts = ahead.split(breaks)
  return parts.length < 2 ? null : parts.slice(0, -1).join(' ')
}

function names(text: string): boolean {
  return /\p{L}/u.test(text) && subjectTerms(`${text} x`).some((term) => term !== 'x')
}
