/**
 * Builds claims that are true of a paragraph and claims that are not, from paragraphs with questions, accepted
 * answers and, for questions without an answer, the wrong one that a careless reader would give.
 */
import { sentences } from '../../../core/text/sentences.ts'
import { denied, namesIn, swapped, wrongName, wrongNumber } from './corrupt.ts'
import { type Dice, diceFrom } from './random.ts'
import { reworded } from './reword.ts'
import { statementOf } from './statement.ts'
import { pastOf, thirdOf, type Verbs, verbsAmong } from './verbs.ts'

export interface Paragraph {
  readonly id: string
  readonly title: string
  readonly text: string
}

export interface Question {
  readonly text: string
  readonly answers: readonly string[]
  readonly answerable: boolean
  readonly plausible?: readonly string[]
  /** The paragraph that it was written about; all paragraphs of one article begin alike up to `p`. */
  readonly context: string
}

export const falseKinds = ['number', 'name', 'negation', 'roles', 'plausible'] as const
export type FalseKind = (typeof falseKinds)[number]
/** Where a claim's words come from: the paragraph's own sentence, the same reworded, or a question and its answer. */
export type Way = 'copied' | 'reworded' | 'question'

export interface Item {
  /** Articles are dealt out in turns: what is fitted on one half is reported on the other. */
  readonly half: number
  readonly kind: 'true' | FalseKind | 'other-passage'
  readonly way: Way
  readonly claim: string
  /** The paragraph that it is held against. */
  readonly paragraph: string
}

/** Of the claims that are made from a sentence, true and false alike. */
const shares: Readonly<Record<Way, number>> = { copied: 0.5, question: 0.3, reworded: 0.2 }
const longestSentence = 300
const shortestSentence = 40

interface Base {
  readonly way: Way
  readonly claim: string
  readonly paragraph: Paragraph
  /** The answer that stands in it. */
  readonly answer: string | null
}

/** `s04` of `s04p12`. */
export function articleOf(paragraph: string): string {
  return paragraph.slice(0, paragraph.indexOf('p'))
}

function halfOf(paragraph: string): number {
  return Number(articleOf(paragraph).slice(1)) % 2
}

/** `perKind`: claims of each false kind in each half; there are as many true ones as false ones of the five kinds. */
export function buildClaims(paragraphs: readonly Paragraph[], questions: readonly Question[], perKind: number, seed: number): readonly Item[] {
  const verbs = verbsAmong(new Set(paragraphs.flatMap(({ text }) => text.toLowerCase().match(/[a-z]+/gu) ?? [])))
  return [0, 1].flatMap((half) => {
    const own = paragraphs.filter(({ id }) => halfOf(id) === half)
    return buildHalf(
      half,
      own,
      questions.filter(({ context }) => halfOf(context) === half),
      verbs,
      perKind,
      diceFrom(seed + half),
    )
  })
}

function buildHalf(half: number, paragraphs: readonly Paragraph[], questions: readonly Question[], verbs: Verbs, perKind: number, dice: Dice): readonly Item[] {
  const bases = basesOf(paragraphs, questions, verbs)
  const articles = articlesOf(paragraphs)
  const toBase = baseFinder(verbs, paragraphs)
  const made: Item[] = mixed(bases, perKind * falseKinds.length, dice, (base) => base.claim).map(({ base, claim }) => itemOf(half, 'true', base, claim))
  const makers: readonly (readonly [FalseKind, (base: Base) => string | null])[] = [
    ['number', (base) => wrongNumber(base.claim, base.paragraph.text, dice)],
    ['name', (base) => wrongName(base.claim, articles.here(base.paragraph), articles.elsewhere(base.paragraph), articles.known(base.paragraph), dice)],
    ['negation', (base) => denied(base.claim, dice, toBase)],
    ['roles', (base) => swapped(base.claim, articles.known(base.paragraph), base.answer === null ? [] : [base.answer], dice)],
  ]
  for (const [kind, make] of makers) made.push(...mixed(bases, perKind, dice, make).map(({ base, claim }) => itemOf(half, kind, base, claim)))
  made.push(...plausibleOnes(half, paragraphs, questions, verbs, perKind, dice))
  made.push(
    ...mixed(bases, perKind, dice, (base) => base.claim).flatMap(({ base, claim }) => {
      const other = dice.pick(articles.others(base.paragraph))
      return other ? [{ ...itemOf(half, 'other-passage', base, claim), paragraph: other.id }] : []
    }),
  )
  return made
}

function itemOf(half: number, kind: Item['kind'], base: Base, claim: string): Item {
  return { half, kind, way: base.way, claim, paragraph: base.paragraph.id }
}

/** Draws bases in the shares of their ways until there are enough for which `make` gives something else than null. */
function mixed(
  bases: Readonly<Record<Way, readonly Base[]>>,
  count: number,
  dice: Dice,
  make: (base: Base) => string | null,
): readonly { base: Base; claim: string }[] {
  const ways = Object.keys(shares) as Way[]
  return ways.flatMap((way) => {
    const wanted = Math.round(count * shares[way])
    const drawn: { base: Base; claim: string }[] = []
    for (const base of dice.shuffled(bases[way])) {
      if (drawn.length === wanted) break
      const claim = make(base)
      if (claim !== null && !(claim !== base.claim && base.paragraph.text.includes(claim))) drawn.push({ base, claim })
    }
    return drawn
  })
}

function basesOf(paragraphs: readonly Paragraph[], questions: readonly Question[], verbs: Verbs): Readonly<Record<Way, readonly Base[]>> {
  const byId = new Map(paragraphs.map((paragraph) => [paragraph.id, paragraph]))
  const copied = paragraphs.flatMap((paragraph) =>
    sentences(paragraph.text).flatMap(({ start, end }): readonly Base[] => {
      const claim = paragraph.text.slice(start, end)
      const whole = claim.length >= shortestSentence && claim.length <= longestSentence && /^\p{Lu}.*\.$/su.test(claim)
      return whole ? [{ way: 'copied', claim, paragraph, answer: null }] : []
    }),
  )
  const changed = copied.flatMap((base): readonly Base[] => {
    const result = reworded(base.claim)
    return result === null ? [] : [{ ...base, way: 'reworded', claim: result }]
  })
  const question = questions.flatMap((one): readonly Base[] => {
    const paragraph = byId.get(one.context)
    const answer = shortest(one.answers)
    const claim = one.answerable && answer !== undefined ? statementOf(one.text, answer, verbs) : null
    return claim !== null && paragraph && answer !== undefined ? [{ way: 'question', claim, paragraph, answer }] : []
  })
  return { copied, reworded: changed, question }
}

function plausibleOnes(
  half: number,
  paragraphs: readonly Paragraph[],
  questions: readonly Question[],
  verbs: Verbs,
  count: number,
  dice: Dice,
): readonly Item[] {
  const here = new Set(paragraphs.map(({ id }) => id))
  const all = questions.flatMap(({ text, plausible, context, answerable }): readonly Item[] => {
    const answer = shortest(plausible ?? [])
    const claim = !answerable && answer !== undefined && here.has(context) ? statementOf(text, answer, verbs) : null
    return claim === null ? [] : [{ half, kind: 'plausible', way: 'question', claim, paragraph: context }]
  })
  return dice.shuffled(all).slice(0, count)
}

function shortest(answers: readonly string[]): string | undefined {
  return answers.toSorted((a, b) => a.length - b.length)[0]
}

function articlesOf(paragraphs: readonly Paragraph[]) {
  const article = ({ id }: Paragraph) => articleOf(id)
  const all = new Map<string, Paragraph[]>()
  for (const paragraph of paragraphs) all.set(article(paragraph), [...(all.get(article(paragraph)) ?? []), paragraph])
  const found = new Map(paragraphs.map((paragraph) => [paragraph.id, [...new Set(namesIn(paragraph.text).map(({ text }) => text))]]))
  const names = new Map([...all].map(([key, own]) => [key, new Set(own.flatMap(({ id }) => found.get(id) ?? []))]))
  const known = (paragraph: Paragraph) => names.get(article(paragraph)) ?? new Set<string>()
  const here = (paragraph: Paragraph) => found.get(paragraph.id) ?? []
  return {
    known,
    here,
    elsewhere: (paragraph: Paragraph) => [...known(paragraph)].filter((name) => !here(paragraph).includes(name)),
    others: (paragraph: Paragraph) => (all.get(article(paragraph)) ?? []).filter(({ id }) => id !== paragraph.id),
  }
}

/** `settled` → `settle`; null where the word is no past or third person of a verb. */
function baseFinder(verbs: Verbs, paragraphs: readonly Paragraph[]): (word: string) => string | null {
  const words = new Set(paragraphs.flatMap(({ text }) => text.toLowerCase().match(/[a-z]{3,}/gu) ?? []))
  const guessed = [...words].flatMap((word) => [word.replace(/(?:ed|s|d)$/u, ''), word.replace(/ing$/u, 'e'), word.replace(/ing$/u, '')])
  // words that do stand in the texts come last and win
  const forms = new Map(
    [...guessed, ...words]
      .filter((word) => verbs.isBase(word))
      .flatMap(
        (base) =>
          [
            [pastOf(base), base],
            [thirdOf(base), base],
          ] as const,
      ),
  )
  const unclear = new Set('was had has needs uses states forms works means leaves lives'.split(' '))
  return (word) => (unclear.has(word) ? null : (forms.get(word) ?? null))
}
