/** English verbs as far as turning a question into a statement needs them: their past forms, and which words of a text are verbs. */
import { irregularVerbs as irregular } from '../../../core/text/irregular-verbs.ts'

const participles = new Set(Object.values(irregular).map(([, participle]) => participle))
const pasts = new Set(Object.values(irregular).map(([past]) => past))

const closed = new Set(
  `a an the this that these those his her its their our my your some any all both each every no one two three four five six seven eight nine ten first second third
   in on at of for to from by with about into onto upon during after before between among against over under through without within around near along across
   and or but not also other another same such more most less least many much few own only very too`.split(/\s+/),
)

export function isFunctionWord(word: string): boolean {
  return closed.has(word.toLowerCase())
}

/** `begin` → `began`. */
export function pastOf(verb: string): string {
  const known = irregular[verb]
  if (known) return known[0]
  if (verb.endsWith('e')) return `${verb}d`
  if (/[^aeiou]y$/u.test(verb)) return `${verb.slice(0, -1)}ied`
  if (/^(?:[^aeiou]*[aeiou][bdgmnprt]|.*(?:fer|mit|cur|pel|bel|ban|lan|trol))$/u.test(verb)) return `${verb}${verb.at(-1) ?? ''}ed`
  return `${verb}ed`
}

/** `begin` → `begins`. */
export function thirdOf(verb: string): string {
  if (verb === 'have') return 'has'
  if (/(?:s|x|z|ch|sh|o)$/u.test(verb)) return `${verb}es`
  if (/[^aeiou]y$/u.test(verb)) return `${verb.slice(0, -1)}ies`
  return `${verb}s`
}

export interface Verbs {
  /** The word can be a verb in its bare form: it is irregular, or the texts have its past or its -ing form. */
  isBase(word: string): boolean
  isParticiple(word: string): boolean
  /** It can be the verb of a sentence in the present or the past. */
  isFinite(word: string): boolean
}

/** `words`: all of the texts that the questions are about. */
export function verbsAmong(words: ReadonlySet<string>): Verbs {
  const inText = (verb: string) => words.has(pastOf(verb)) || (verb.endsWith('e') ? words.has(`${verb.slice(0, -1)}ing`) : words.has(`${verb}ing`))
  const isBase = (word: string) =>
    /^[a-z]{3,}$/u.test(word) && !closed.has(word) && !/(?:ness|tion|ity|ing|ism)$/u.test(word) && (Object.hasOwn(irregular, word) || inText(word))
  const isParticiple = (word: string) => /^[a-z]+$/u.test(word) && (participles.has(word) || /[^e]ed$/u.test(word))
  const base = (third: string) => [third.replace(/s$/u, ''), third.replace(/es$/u, ''), third.replace(/ies$/u, 'y')]
  return {
    isBase: (word) => word === 'do' || word === 'go' || isBase(word),
    isParticiple,
    isFinite: (word) => pasts.has(word) || (/[^e]ed$/u.test(word) && word.length > 4) || (/[a-z]s$/u.test(word) && base(word).some(isBase)),
  }
}
