/** How well a name fits what was typed: each word of it must be found, best where a word of the name begins. Pure. */

function wordScore(name: string, word: string): number | null {
  const at = name.indexOf(word)
  if (at === 0) return 4
  if (at > 0) return /[\s:/.,(\-–]/u.test(name[at - 1] ?? '') ? 3 : 2
  let from = 0
  for (const letter of word) {
    const next = name.indexOf(letter, from)
    if (next < 0) return null
    from = next + letter.length
  }
  // Letters strewn over a long name are an accident.
  return word.length >= 2 && from <= word.length * 4 ? 1 : null
}

/** Null: it does not fit. */
export function fuzzyScore(name: string, typed: string): number | null {
  const lower = name.toLowerCase()
  let sum = 0
  for (const word of typed.toLowerCase().split(/\s+/u)) {
    if (word === '') continue
    const score = wordScore(lower, word)
    if (score === null) return null
    sum += score
  }
  return sum
}

/** Those that fit, the best first; of equals the first first. */
export function fuzzyFind<T>(all: readonly T[], nameOf: (one: T) => string, typed: string): readonly T[] {
  return all
    .flatMap((one) => {
      const score = fuzzyScore(nameOf(one), typed)
      return score === null ? [] : [{ one, score }]
    })
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one)
}
