/** What a text must hold to be counted: words in one passage, or a phrase; several such, all or any of them. Pure. */
import { subjectTerms } from '../../text/question-words.ts'
import { terms } from '../../text/terms.ts'

export interface Wanted {
  readonly terms: readonly string[]
  /** Next to each other in this order; else anywhere in one passage. */
  readonly phrase: boolean
}

export interface WantedText {
  /** As it was asked for, without quotation marks. */
  readonly words: string
  readonly parts: readonly Wanted[]
  readonly join: 'all' | 'any'
}

const quotes = /["“”„«»]|(?<!\p{L})['‘’]|['‘’](?!\p{L})/gu
const quoted = /["“„«]([^"“”„«»]+)["”“»]/gu
const or = /\s+(?:or|oder|ou|o)\s+/iu
const and = /\s+(?:and|und|et|y|as well as|sowie|&)\s+/iu
const article = /^(?:(?:the|an?|der|die|das|den|dem|des|eine?[mnrs]?|le|la|les|l['’]|du|de la|de l['’]|des|une?|el|los|las|una|al?|del)(?:\s+|(?<=['’])))+/iu
const both = /^\s*(?:both|sowohl|à la fois|tanto|a la vez|同时)\s*/iu
const nameWord = /^(?:\p{Lu}[\p{L}\p{M}\p{N}'’.-]*|\d[\d.,:/-]*|&)$/u

/** Null where nothing is left to look for. */
export function wantedText(content: string): WantedText | null {
  const words = content.replaceAll(quotes, '').replaceAll(/\s+/gu, ' ').trim()
  const marked = [...content.matchAll(quoted)].map((match) => match[1] ?? '')
  const rest = content.replaceAll(quoted, ' ')
  const join = or.test(` ${rest} `) || or.test(content) ? 'any' : 'all'
  const together = both.exec(rest)
  if (together !== null) return allOf(rest.slice(together[0].length), words.replace(both, ''))
  const loose = marked.length > 0 && rest.split(and).join(' ').split(or).join(' ').trim().length < 4 ? [] : piecesOf(rest)
  const parts = [...marked.map((text) => ({ terms: terms(text), phrase: true })), ...loose.map(wantedOf)].filter((part) => part.terms.length > 0)
  return parts.length === 0 ? null : { words, parts, join }
}

/** "both plums and boats". */
function allOf(text: string, words: string): WantedText | null {
  const parts = text
    .split(/\s+(?:and|und|als auch|et|y|como)\s+|\s*(?:和|与|以及|及|と|、)\s*/iu)
    .map(wantedOf)
    .filter((part) => part.terms.length > 0)
  return parts.length === 0 ? null : { words, parts, join: 'all' }
}

/** Names joined by "and" are looked for apart; "terms and conditions" is one thing. */
function piecesOf(text: string): readonly string[] {
  return text.split(or).flatMap((piece) => {
    const both = piece.split(and)
    return both.length > 1 && both.every((one) => isName(one.trim())) ? both : [piece]
  })
}

function wantedOf(piece: string): Wanted {
  const bare = piece.trim().replace(article, '')
  // the words that shape a question are left out of what need only stand in the passage, never out of a name
  return isName(bare)
    ? { terms: terms(bare), phrase: true }
    : { terms: [...new Set(subjectTerms(bare).filter((term) => terms(bare).includes(term)))], phrase: false }
}

function isName(text: string): boolean {
  const words = text.split(/\s+/u).filter((word) => word !== '')
  return words.length > 0 && words.every((word) => nameWord.test(word))
}

/** Whether the terms, in the order of their text, hold what is wanted. `next`: those that follow in the document. */
export function holds(wanted: Wanted, own: readonly string[], next: readonly string[] = []): boolean {
  if (!wanted.phrase) {
    const all = new Set(own)
    return wanted.terms.every((term) => all.has(term))
  }
  const [first] = wanted.terms
  // a phrase may begin at the end of one passage and end in the next
  const text = next.length === 0 ? own : [...own, ...next.slice(0, wanted.terms.length - 1)]
  return own.some((term, at) => term === first && wanted.terms.every((one, place) => text[at + place] === one))
}
