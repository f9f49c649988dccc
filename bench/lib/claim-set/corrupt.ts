/** Makes a true sentence false in one way: another number, another name, a denial, or its names in each other's place. */
import type { Dice } from './random.ts'
import { opposites } from './words.ts'

const numberWords = 'two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty'.split(' ')
const figure = /(?<![\p{L}\p{N}.,/-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\p{N}])|(?<![\p{L}\p{N}.,/-])\d+(?:\.\d+)?(?=(?:st|nd|rd|th|s|%)?(?![\p{L}\p{N}/]))/gu
const wordNumber = new RegExp(`\\b(?:${numberWords.join('|')})\\b`, 'giu')

/** `passage`: half of the wrong numbers come from it, so that they do stand there. */
export function wrongNumber(sentence: string, passage: string, dice: Dice): string | null {
  const figures = [...sentence.matchAll(figure)]
  const words = [...sentence.matchAll(wordNumber)]
  const chosen = dice.pick([...figures, ...words])
  if (!chosen) return null
  const [old] = chosen
  const fresh = /^\d/u.test(old) ? otherFigure(old, sentence, passage, dice) : otherWord(old, sentence, dice)
  if (fresh === null) return null
  return sentence.slice(0, chosen.index) + fresh + sentence.slice(chosen.index + old.length)
}

function otherFigure(old: string, sentence: string, passage: string, dice: Dice): string | null {
  const shape = (text: string) => text.replaceAll(/\d/gu, '0')
  const inPassage = [...passage.matchAll(figure)].map(([found]) => found).filter((found) => shape(found) === shape(old) && !sentence.includes(found))
  if (inPassage.length > 0 && dice.below(2) === 0) return dice.pick(inPassage) ?? null
  const value = Number(old.replaceAll(',', ''))
  const year = /^1\d{3}$|^20\d{2}$/u.test(old)
  const ordinal = new RegExp(`${old}(?:st|nd|rd|th)`, 'u').test(sentence)
  const changed = ordinal
    ? Math.max(1, value + (dice.below(2) === 0 && value > 3 ? -1 : 1) * (1 + dice.below(3)))
    : year
      ? value + (dice.below(2) === 0 ? 1 : -1) * (1 + dice.below(40))
      : value < 4
        ? value + 1 + dice.below(6)
        : Math.round(value * (1.2 + dice.below(20) / 10)) + 1
  const decimals = old.split('.')[1]?.length ?? 0
  const text = decimals > 0 ? (value * 1.7 + 1).toFixed(decimals) : String(changed)
  return old.includes(',') ? Number(text).toLocaleString('en-US') : text
}

function otherWord(old: string, sentence: string, dice: Dice): string | null {
  const word = dice.pick(numberWords.filter((one) => one !== old.toLowerCase() && !sentence.toLowerCase().includes(one))) ?? null
  return word === null || /^\p{Ll}/u.test(old) ? word : word.charAt(0).toUpperCase() + word.slice(1)
}

const name = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}’'-]+(?:(?: (?:of|the|de|la|von|van|I|II|III|IV|V))* \p{Lu}[\p{L}’'-]+)*/gu
const noName =
  /^(?:The|A|An|In|On|At|By|For|From|With|To|Of|It|Its|He|She|They|Their|His|Her|This|That|These|Those|There|When|While|After|Before|During|Although|Because|Since|As|If|But|And|Or|However|Many|Most|Some|All|Each|One|Two|Three|Both|Such|Other|Another|Also|Thus|Not|No|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Sunday)$/u

interface Name {
  readonly text: string
  readonly at: number
}

/** Names, those that only begin a sentence left out unless they stand with a capital elsewhere. `known`: the article's. */
export function namesIn(text: string, known?: ReadonlySet<string>): readonly Name[] {
  return [...text.matchAll(name)].flatMap(({ 0: found, index }): readonly Name[] => {
    const first = /^\S+/u.exec(found)?.[0] ?? ''
    const trimmed = noName.test(first) ? found.slice(first.length).trimStart() : found
    const at = index + found.length - trimmed.length
    const begins = /(?:^|[.!?]["”)]?\s)["“(]?$/u.test(text.slice(0, at))
    if (trimmed === '' || !/^\p{Lu}/u.test(trimmed) || (begins && !known?.has(trimmed))) return []
    return [{ text: trimmed, at }]
  })
}

/** `here` and `elsewhere`: names of the paragraph and of the rest of its article. */
export function wrongName(sentence: string, here: readonly string[], elsewhere: readonly string[], known: ReadonlySet<string>, dice: Dice): string | null {
  const old = dice.pick(namesIn(sentence, known))
  if (!old) return null
  const words = (text: string) => text.split(' ').length
  const apart = (one: string) =>
    !sentence.includes(one) && !one.split(' ').some((word) => word.length > 3 && sentence.includes(word)) && Math.abs(words(one) - words(old.text)) <= 1
  const near = here.filter(apart)
  const fresh = dice.pick(near.length > 0 && dice.below(2) === 0 ? near : elsewhere.filter(apart))
  return fresh === undefined ? null : sentence.slice(0, old.at) + fresh + sentence.slice(old.at + old.text.length)
}

/** A denial, taken out or put in, or the opposite of a word. */
export function denied(sentence: string, dice: Dice, pastToBase: (word: string) => string | null): string | null {
  const ways = dice.shuffled([withOpposite, withDenial, withDenial])
  for (const way of ways) {
    const made = way(sentence, dice, pastToBase)
    if (made !== null) return made
  }
  return null
}

function withOpposite(sentence: string, dice: Dice): string | null {
  for (const [one, other] of dice.shuffled(opposites)) {
    const [from, to] = new RegExp(`\\b${one}\\b`, 'u').test(sentence) ? [one, other] : [other, one]
    if (new RegExp(`\\b${from}\\b`, 'u').test(sentence)) return sentence.replace(new RegExp(`\\b${from}\\b`, 'u'), to)
  }
  return null
}

function withDenial(sentence: string, _dice: Dice, pastToBase: (word: string) => string | null): string | null {
  const taken = sentence.replace(/ (?:did|do|does) not (?=[a-z])| (?:not|never) (?=[a-z])/u, ' ')
  if (taken !== sentence) return taken
  const helper = /\b(?:is|are|was|were|has|had|have been|can|could|will|would|should|may|might|must)\b/u.exec(sentence)
  if (helper) return `${sentence.slice(0, helper.index + helper[0].length)} not${sentence.slice(helper.index + helper[0].length)}`
  for (const { 0: word, index } of sentence.matchAll(/(?<=\p{L} )[a-z]{3,}/gu)) {
    const base = pastToBase(word)
    if (base !== null)
      return `${sentence.slice(0, index)}${word.endsWith('s') && !word.endsWith('ss') ? 'does' : 'did'} not ${base}${sentence.slice(index + word.length)}`
  }
  return null
}

const joint = /^[\s,]*(?:and|or|&|,|of|\(|in|the|'s|’s)?[\s,]*$/u

/** Two names change places across what is said of them; neighbours in a list do not. */
export function swapped(sentence: string, known: ReadonlySet<string>, extra: readonly string[], dice: Dice): string | null {
  const names = [...namesIn(sentence, known), ...extra.flatMap((text) => (sentence.includes(text) ? [{ text, at: sentence.indexOf(text) }] : []))].toSorted(
    (a, b) => a.at - b.at,
  )
  const pairs = names.flatMap((one, place) =>
    names.slice(place + 1).flatMap((other) => {
      const between = sentence.slice(one.at + one.text.length, other.at)
      const apart = other.at > one.at + one.text.length && !joint.test(between) && between.trim().split(/\s+/u).length <= 12
      const alike = one.text.includes(other.text) || other.text.includes(one.text)
      return apart && !alike && !/\b(?:and|or|between|met|with|both)\b/u.test(between) && !/;/u.test(between) ? [[one, other] as const] : []
    }),
  )
  const pair = dice.pick(pairs)
  if (!pair) return null
  const [one, other] = pair
  const between = sentence.slice(one.at + one.text.length, other.at)
  const made = sentence.slice(0, one.at) + other.text + between + one.text + sentence.slice(other.at + other.text.length)
  return made.charAt(0).toUpperCase() + made.slice(1)
}
