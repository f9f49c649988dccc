/** Which words of a claim stand in a text, and how much of the claim that is. Pure. */
import { isLight, likeness, type Word } from './words.ts'

/** What a word counts by its kind. */
const worth = { name: 1.5, number: 1.5, word: 1, light: 0.4 }
/** From here on two terms are taken for forms of one word. */
export const alike = 0.7

export function worthOf(word: Word): number {
  if (word.kind === 'small') return 0
  return isLight(word) ? worth.light : worth[word.kind]
}

/** How well the word is matched among others: 0 to 1. */
export function best(word: Word, among: readonly Word[]): number {
  if (among.some((one) => one.term === word.term)) return 1
  return among.reduce((most, one) => Math.max(most, likeness(word.term, one.term)), 0)
}

/** Share of the words by their worth; 1 where there are none. */
export function share(words: readonly Word[], value: (word: Word, at: number) => number): number {
  const whole = words.reduce((sum, word) => sum + worthOf(word), 0)
  return whole === 0 ? 1 : words.reduce((sum, word, at) => sum + worthOf(word) * value(word, at), 0) / whole
}

/** Share of the claim's neighbouring words, small ones included, that are neighbours in the line. */
export function pairsShared(words: readonly Word[], line: readonly Word[]): number {
  if (words.length < 2) return 0
  const pairs = new Set(line.slice(1).map((word, at) => `${line[at]?.term ?? ''} ${word.term}`))
  return words.slice(1).filter((word, at) => pairs.has(`${words[at]?.term ?? ''} ${word.term}`)).length / (words.length - 1)
}

/** Longest stretch of words that stands in the line as it is, as a share of the claim. */
export function longestRun(words: readonly Word[], line: readonly Word[]): number {
  let most = 0
  let before = line.map(() => 0)
  for (const word of words) {
    const now = line.map(() => 0)
    for (const [at, other] of line.entries()) {
      if (word.term !== other.term) continue
      now[at] = (before[at - 1] ?? 0) + 1
      most = Math.max(most, now[at] ?? 0)
    }
    before = now
  }
  return words.length === 0 ? 0 : most / words.length
}

/** Of the claim's telling words that the line has, the share that follows the one before in the line, too. */
export function ordered(telling: readonly Word[], line: readonly Word[]): number {
  const places = telling.flatMap((word) => {
    const at = line.findIndex((other) => likeness(word.term, other.term) >= alike)
    return at < 0 ? [] : [at]
  })
  if (places.length < 2) return 1
  return places.slice(1).filter((place, at) => place >= (places[at] ?? 0)).length / (places.length - 1)
}

/** Words of the claim that stand where the line has one to three others: what is before and behind them is the same. */
export function replaced(words: readonly Word[], line: readonly Word[]): number {
  const placesOf = (word: Word | undefined, border: number) =>
    word ? line.flatMap((other, at) => (likeness(word.term, other.term) >= alike ? [at] : [])) : [border]
  return words.filter((word, at) => {
    if (word.kind === 'small' || placesOf(word, 0).length > 0) return false
    const after = placesOf(words[at + 1], line.length)
    return placesOf(words[at - 1], -1).some((one) => after.some((other) => other - one >= 2 && other - one <= 4))
  }).length
}
