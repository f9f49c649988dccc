/** An answer as the part of a statement that it is to be: with the noun that was asked for, where it needs one. */
import type { Verbs } from './verbs.ts'

export const prepositions =
  /^(?:in|on|at|by|to|for|from|of|with|during|after|before|through|under|into|onto|about|against|as|over|between|among|upon|towards?|since|until|within|without|near)$/iu
const half =
  /^(?:and|or|but|that|which|who|whose|where|when|while|is|are|was|were|be|been|has|have|had|did|does|do|can|could|would|will|not|they|he|she|it|we|there|because|if)$/iu
const kind = /^(?:kinds?|types?|sorts?|forms?)$/iu
/** Nouns that ask for a name as it stands. */
const asking =
  /^(?:name|term|title|word|year|date|day|month|century|decade|country|nation|city|town|state|person|people|group|place|region|area|river|language|thing|treaty|act|book|party|king|emperor|court|organization|organisation|company|percentage|percent|amount|number|event|war|battle)s?$/iu

const adjective = /^(?:[\p{Ll}-]+(?:, and|,| and) )*\p{Ll}[\p{Ll}-]*(?:al|ic|ive|ary|ory|ous|an|ish|ed|eak|ong|ern)$/u
/** Nouns that the answer does not go without: "the pre-Columbian era". */
const belongs = /^(?:era|period|basis|dynasty|side|level|belt|class)$/iu

/** It can stand in a sentence: not too long, no remnant of another clause. */
export function isFit(answer: string, verbs: Verbs): boolean {
  const words = answer.split(/\s+/u)
  const first = words[0] ?? ''
  const last = words.at(-1) ?? ''
  if (answer === '' || words.length > 10 || /["“”;:?!()[\]]/u.test(answer)) return false
  if (/^\w+ (?:which|that|who|whom)\b|\b\w{3,}ed (?:the|a|an|their|its)\b/u.test(answer)) return false
  if (half.test(first) || half.test(last) || prepositions.test(last) || /^(?:the|a|an)$/iu.test(last)) return false
  return !words.some((word, at) => at > 0 && at < 4 && /^(?:was|were|is|are|had|has|did)$/u.test(word)) || !verbs.isFinite(first)
}

export function startsWithPreposition(answer: string): boolean {
  return prepositions.test(answer.split(' ')[0] ?? '')
}

/** "recover the heat", "increased" and "in France" cannot be a subject. */
export function beginsLikeNoun(answer: string, verbs: Verbs): boolean {
  const words = answer.split(' ')
  const [first = ''] = words
  if (/^[\p{Lu}\p{N}$£€]/u.test(first)) return !words.some((word) => /^(?:was|were|is|are|took|had|has|did)$/u.test(word))
  if (startsWithPreposition(answer) || /^(?:to|more|most|less|very)$/u.test(first) || (words.length > 1 && /(?:[^e]ed|ly)$/u.test(first))) return false
  return words.length === 1 ? !/(?:[^e]ed|ly)$/u.test(first) : !(verbs.isBase(first) && /^(?:the|a|an|his|her|its|their|to|on|in|from)$/u.test(words[1] ?? ''))
}

/** With an "and", or a last word in the plural. */
export function isPlural(answer: string): boolean {
  const last = (/^(?:.*?)(?= (?:of|in|from|for|to|on)\b)/u.exec(answer)?.[0] ?? answer).split(' ').at(-1) ?? ''
  return /\band\b/u.test(answer) ? !/^the\b.*\bof\b/iu.test(answer) : /^\p{Ll}.*[^su]s$/u.test(last) && !/(?:ics|ness)$/u.test(last)
}

/** "48" and "members" → "48 members"; "regulatory" and "type of T cells" → "regulatory T cells"; null where the two do not go together. */
export function phrase(wh: string, answer: string, noun: readonly string[]): string | null {
  const holds = (word: string | undefined) => word !== undefined && answer.toLowerCase().includes(word.toLowerCase().slice(0, 5))
  if (wh === 'how many' || wh === 'how much')
    return noun.length === 0 || holds(noun[0]) ? answer : /^(?:[\d$£€]|\p{L}+$)/u.test(answer) ? `${answer} ${noun.join(' ')}` : null
  if (noun.length === 0) return answer
  if (/['’]s?$/u.test(noun[0] ?? '')) return null
  const plain = noun.filter((word) => !/^(?:other|else|specific|particular|famous)$/iu.test(word))
  if (kind.test(plain[0] ?? '') && plain[1] === 'of') {
    const asked = plain.slice(2)
    return holds(asked.at(-1)) || !adjective.test(answer) ? answer : `${answer} ${asked.join(' ')}`
  }
  if (belongs.test(plain[0] ?? '') && !holds(plain[0])) return `${answer} ${plain[0] ?? ''}`
  const lower = !/\p{Lu}|\p{N}/u.test(answer) && (!answer.includes(' ') || adjective.test(answer))
  if (!lower || asking.test(plain[0] ?? '') || holds(plain.at(-1))) return answer
  // a single small word may be an adjective: "centripetal", "mechanical"
  return adjective.test(answer) ? (plain.length === 1 ? `${answer} ${plain[0] ?? ''}` : null) : answer
}
