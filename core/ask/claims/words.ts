/** A text as words that can be compared: each with its terms, what kind of word it is, and whether it carries meaning. Pure. */

import { bareVerb } from '../../text/irregular-verbs.ts'
import { isDenial } from '../../text/polarity.ts'
import { capitalsTellNames, subjectTerms } from '../../text/question-words.ts'
import { fold, terms } from '../../text/terms.ts'

export interface Word {
  readonly text: string
  /** Lower case, accents gone. */
  readonly plain: string
  /** Its term; of a run without blanks, one of its pairs of characters. */
  readonly term: string
  readonly start: number
  readonly kind: 'name' | 'number' | 'word' | 'small'
  readonly denies: boolean
}

const piece = /\p{N}+(?:[.,'’]\p{N}+)*(?:st|nd|rd|th|s)?|\p{L}[\p{L}\p{M}\p{N}]*(?:['’.-]\p{L}[\p{L}\p{M}\p{N}]*)*/gu
/** 1.200 and 1,200 are one number; the terms of the index keep the first apart. */
const thousands = /^\p{N}{1,3}(?:[.,'’]\p{N}{3})+$/u
const sentenceStart = /(?:^|[.!?:;]["”»)\]]*)[\s"“„«([]*$/u
/** They lead to what is said and say little themselves: a statement may have them where its passage has not. */
const light = new Set(
  terms(
    `name named call called known type kind sort term people person thing group number amount part place year time used use become became make made help happen happened
     type art name jahr mensch nom annee personne sorte nombre ano tipo cosa persona nombre such example certain various other also`,
  ),
)

/** `names`: words that stand with a capital inside a sentence of the passages, folded; a first word is a name where it is one there. */
export function wordsIn(text: string, names: ReadonlySet<string>): readonly Word[] {
  const telling = new Set(subjectTerms(text))
  const named = capitalsTellNames(text)
  return [...text.matchAll(piece)].flatMap(({ 0: found, index }): readonly Word[] => {
    const plain = fold(found)
    const capital = /^\p{Lu}/u.test(found)
    const begins = capital && sentenceStart.test(text.slice(Math.max(0, index - 12), index))
    const grouped = thousands.test(found)
    const own = grouped ? [found.replaceAll(/\P{N}/gu, '')] : terms(capital && !begins ? found : bareVerb(plain))
    return own.map((term): Word => {
      const kind = /^\p{N}/u.test(found) ? 'number' : !telling.has(term) ? 'small' : capital && named && (!begins || names.has(plain)) ? 'name' : 'word'
      return { text: found, plain, term, start: index, kind, denies: isDenial(plain) }
    })
  })
}

export function isLight(word: Word): boolean {
  return light.has(word.term)
}

/** Words with a capital that do not begin a sentence, folded. */
export function namesOf(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/(?<=[\p{L}\p{N},;)"”’'“(«„-]\s|[\p{L}]-|\s["“(«„])\p{Lu}[\p{L}\p{M}\p{N}]*(?:['’.-]\p{L}[\p{L}\p{M}\p{N}]*)*/gu)].map(([found]) =>
      fold(found),
    ),
  )
}

/** How alike two terms are: 1 the same, less where one may be a form of the other, 0 else. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  const shorter = Math.min(a.length, b.length)
  if (shorter < 4 || a[0] !== b[0] || /^\p{N}/u.test(a) || /^\p{N}/u.test(b)) return 0
  let shared = 0
  while (shared < shorter && a[shared] === b[shared]) shared += 1
  if (shared >= 4 && shared >= 0.7 * Math.max(a.length, b.length)) return 0.9
  if (shared >= 5 && shared >= 0.5 * Math.max(a.length, b.length)) return 0.7
  return shorter >= 6 && shorter >= 0.5 * Math.max(a.length, b.length) && dice(a, b) >= 0.65 ? 0.7 : 0
}

/** Dice's coefficient of pairs of letters: it forgives a letter that is wrong. */
function dice(a: string, b: string): number {
  const pairs = new Set(Array.from({ length: a.length - 1 }, (_, at) => a.slice(at, at + 2)))
  let both = 0
  for (let at = 0; at < b.length - 1; at++) if (pairs.has(b.slice(at, at + 2))) both += 1
  return (2 * both) / (a.length + b.length - 2)
}
