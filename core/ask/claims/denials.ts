/** Denials that only one of two sentences has, and words that say the opposite of each other. Pure. */
import { areOpposite, denialsInside, hasOpposite } from '../../text/polarity.ts'
import type { EvidenceLine } from './evidence.ts'
import { alike, best } from './matching.ts'
import { likeness, type Word } from './words.ts'

/** Words that a denial reaches. */
const reach = 3

export function denialSigns(words: readonly Word[], claim: string, line: EvidenceLine) {
  const own = words.filter((word) => word.denies).length + denialsInside(claim)
  const theirs = line.words.filter((word) => word.denies).length + denialsInside(line.text)
  return {
    denialsMore: Math.min(2, Math.max(0, own - theirs)),
    denialsFewer: Math.min(2, Math.max(0, theirs - own)),
    deniedHere: Math.min(2, deniedOnlyIn(words, line.words)),
    deniedThere: Math.min(2, deniedOnlyIn(line.words, words)),
    opposite: Math.min(2, opposites(words, line.words)),
  }
}

/** Denials of one side that reach a word which the other side says without. */
function deniedOnlyIn(one: readonly Word[], other: readonly Word[]): number {
  const denied = one.flatMap((word, at) => (word.denies ? [one.slice(at + 1, at + 1 + reach).filter(({ kind }) => kind !== 'small')] : []))
  const stands = (word: Word) => {
    const at = other.findIndex(({ term }) => likeness(term, word.term) >= alike)
    return at < 0 ? 'not' : other.slice(Math.max(0, at - reach - 1), at).some(({ denies }) => denies) ? 'denied' : 'said'
  }
  return denied.map((after) => after.map(stands)).filter((all) => all.includes('said') && !all.includes('denied')).length
}

function opposites(words: readonly Word[], line: readonly Word[]): number {
  const left = line.filter((word) => best(word, words) < 1)
  return words.filter(
    (word) => best(word, line) < 1 && left.some((other) => areOpposite(word.plain, other.plain)) && (hasOpposite(word.plain) || word.kind !== 'small'),
  ).length
}
