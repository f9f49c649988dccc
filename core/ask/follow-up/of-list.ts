/**
 * A follow-up to a list: asked of its files ("how many of them are from March?"), for the list again ("list them all"),
 * or for the same of something else ("and in April?"). By rules alone, and only where what comes out counts or lists. Pure
 * but for looking up names of files.
 */
import { compiled } from '../../text/compiled.ts'
import { languagesOf } from '../../text/question-words.ts'
import type { EarlierList, Rewrite, Scope } from '../../types/answer.ts'
import type { Exchange } from '../earlier.ts'
import { isThing, thingIn } from '../understand/catalogue-question.ts'
import { datesIn } from '../understand/dates.ts'
import { type UnderstandPorts, understand, vocabularies, without } from '../understand/understand.ts'
import type { Vocabulary } from '../understand/vocabulary.ts'
import type { Wording } from '../wording.ts'
import { eastAsianLists, listSigns } from './list-signs.ts'
import { nameAsked } from './name-asked.ts'

export interface OfList {
  /** As it is counted, within the lists before. */
  readonly query: string
  readonly within: readonly EarlierList[]
  /** As it is told; null where only a leading "and" is gone. */
  readonly rewrite: Rewrite | null
}

interface Ports extends UnderstandPorts {
  readonly wording: Pick<Wording, 'amongThose'>
}

type List = NonNullable<Exchange['list']>

const ends = /[\s?!.。？！…]+$/u
const eastAsian = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u

/** Null: the question stands for itself, or is no question for a list. `open`: it lists what a pronoun stands for, and no rule knows what that is. */
export function followUpOfList(question: string, earlier: readonly Exchange[], scope: Scope, ports: Ports): OfList | 'open' | null {
  const last = earlier.at(-1)
  if (last === undefined) return null
  const asked = question
    .replace(/^[\s¿¡]+/u, '')
    .replace(ends, '')
    .replaceAll(/\s+/gu, ' ')
  const lists = (text: string) => understand(text, scope, ports).catalogue !== null
  if (last.list !== undefined) {
    const found = eastAsian.test(asked) ? ofListEastAsian(asked, last.list, lists, ports) : ofList(asked, last.list, lists, ports)
    if (found !== null) return found
  }
  return named(asked, last, scope, ports) ?? ledOn(asked, last.question, lists)
}

function ofList(asked: string, list: List, lists: (text: string) => boolean, ports: Ports): OfList | null {
  for (const words of spoken(asked, list.question)) {
    const signs = listSigns(words)
    const [rest, led] = withoutLead(asked, signs.lead)
    if (pattern(`(?:${signs.whole})`, '$').test(polite(rest))) return again(list.question, list)
    for (const [head, stands] of signs.heads) {
      const match = pattern(`(?:${head})`, "(?![\\p{L}\\p{N}'’-])").exec(rest)
      if (match === null) continue
      const core = `${stands.replace('$1', match.slice(1).find((group) => group !== undefined) ?? '')} ${rest.slice(match[0].length)}`
        .replaceAll(/ +/g, ' ')
        .trim()
      if (lists(core)) return amongThose(core, list, ports)
    }
    const other = led ? ofAnother(rest, list, words, ports) : null
    if (other !== null && lists(other)) return again(other, list)
  }
  return null
}

/** "and in April?", "and invoices?", "what about Peter Berg?": the question before with one part of it changed; null where no part fits. */
function ofAnother(rest: string, list: List, words: Vocabulary, ports: Ports): string | null {
  const before = list.question.replace(ends, '')
  const now = ports.clock.now()
  const dates = datesIn(rest, words.dates, now)
  if (dates.length > 0 && pattern(`(?:(?:${words.glue}|${words.dates.within}|[,;])(?![\\p{L}\\p{N}]) ?)*`, '$').test(without(rest, dates).trim()))
    return `${without(before, datesIn(before, words.dates, now))
      .replaceAll(/\s+/gu, ' ')
      .trim()} ${rest}`
  const thing = thingIn(before, words)
  const bare = rest.replace(pattern(`(?:(?:${words.howMany}|${words.list}|${words.which})(?![\\p{L}]) ?)?`, ''), '')
  if (thing !== null && isThing(bare, words)) return before.replace(thing, bare)
  const content = contentOf(list, ports)
  return content !== null && isName(rest) && before.includes(content) ? before.replace(content, rest) : null
}

function ofListEastAsian(asked: string, list: List, lists: (text: string) => boolean, ports: Ports): OfList | null {
  const text = asked.replaceAll(/\s+(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])|(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])\s+/gu, '')
  if (eastAsianLists.whole.test(text)) return again(list.question, list)
  for (const [head, stands] of eastAsianLists.heads) {
    const core = text.replace(head, stands)
    if (core !== text && lists(core)) return amongThose(core, list, ports)
  }
  const other = /^(?:那么?|では|じゃあ|それでは)?[、,]?(.+?)(?:的)?(?:呢|の?は)$/u.exec(text)?.[1]
  const [words] = vocabularies
  if (other === undefined || words === undefined) return null
  const now = ports.clock.now()
  const before = list.question.replace(ends, '')
  const dates = datesIn(before, words.dates, now)
  const whole = datesIn(other, words.dates, now).some(({ start, end }) => start === 0 && end === other.length)
  const [date] = dates
  const content = contentOf(list, ports)
  const changed = whole
    ? date && `${before.slice(0, date.start)}${other}${before.slice(date.end)}`
    : content !== null && before.includes(content)
      ? before.replace(content, other)
      : undefined
  return changed !== undefined && lists(changed) ? again(changed, list) : null
}

/** A pronoun in the place of the words looked for is put into words. */
function named(asked: string, last: Exchange, scope: Scope, ports: Ports): OfList | 'open' | null {
  for (const words of spoken(asked, last.question)) {
    const { pronouns, clitics, lead } = listSigns(words)
    const [rest] = withoutLead(asked, lead)
    const spelled = clitics === undefined ? rest : behindVerb(rest, clitics, words)
    if (!compiled(`(?<![\\p{L}\\p{N}])(?:${pronouns})(?![\\p{L}\\p{N}])`, 'iu').test(spelled)) continue
    const content = understand(spelled, scope, ports).catalogue?.content
    if (content == null || !pattern(`(?:${pronouns})`, '$').test(content)) continue
    return withName(spelled, content, last, ports)
  }
  if (!eastAsian.test(asked)) return null
  const content = understand(asked, scope, ports).catalogue?.content
  return content != null && eastAsianLists.pronouns.test(content) ? withName(asked, content, last, ports) : null
}

function withName(asked: string, pronoun: string, last: Exchange, ports: Ports): OfList | 'open' {
  const name = (last.list === undefined ? null : contentOf(last.list, ports)) ?? nameAsked(last.query ?? last.question)
  if (name === null) return 'open'
  const at = asked.lastIndexOf(pronoun)
  const query = `${asked.slice(0, at)}${name}${asked.slice(at + pronoun.length)}`
  return { query, within: [], rewrite: { query, by: 'rules' } }
}

/** "Combien de contrats la mentionnent": the pronoun put where a name would stand. */
function behindVerb(text: string, clitics: string, words: Vocabulary): string {
  const match = compiled(`(?<![\\p{L}\\p{N}])(?:${clitics})\\s*(?<verb>${words.holds.replaceAll(' ', '\\s+')})$`, 'iu').exec(text)
  const stand = words.language === 'fr' ? 'cela' : 'eso'
  return match === null ? text : `${text.slice(0, match.index)}${match.groups?.['verb'] ?? ''} ${stand}`
}

/** Without the "and" it counts by itself. */
function ledOn(asked: string, before: string, lists: (text: string) => boolean): OfList | null {
  for (const words of spoken(asked, before)) {
    const [query, led] = withoutLead(asked, listSigns(words).lead)
    if (led && lists(query)) return { query, within: [], rewrite: null }
  }
  return null
}

/** The languages that a question may be in, by its own words and those of the question before. */
function spoken(asked: string, before: string): readonly Vocabulary[] {
  const languages = [...languagesOf(asked), ...languagesOf(before)]
  return vocabularies.filter(({ language }) => languages.some((one) => one === language))
}

function again(query: string, { within = [] }: List): OfList {
  return { query, within, rewrite: { query, by: 'rules' } }
}

function amongThose(query: string, { question, scope, within = [] }: List, { wording }: Ports): OfList {
  const lists = [...within, { question, scope }]
  const before = lists.map((one) => one.question.replace(ends, '')).join(' → ')
  return { query, within: lists, rewrite: { query: wording.amongThose(query, before), by: 'rules' } }
}

function contentOf({ question, scope }: List, ports: Ports): string | null {
  return understand(question, scope, ports).catalogue?.content ?? null
}

function isName(text: string): boolean {
  return /^["“„«].+["”“»]$/u.test(text) || text.split(' ').every((word) => /^(?:\p{Lu}|\d|&)/u.test(word))
}

function withoutLead(asked: string, lead: string): readonly [rest: string, led: boolean] {
  const match = pattern(`(?:(?:${lead})(?![\\p{L}\\p{N}])[ ,]*)+`, '').exec(asked)
  return match === null || match[0] === asked ? [asked, false] : [asked.slice(match[0].length), true]
}

function polite(text: string): string {
  return text.replaceAll(/^(?:please|bitte|por favor) |,? (?:please|bitte|s['’]il (?:te|vous) plaît|por favor)$/giu, '')
}

function pattern(source: string, behind: string): RegExp {
  return compiled(`^${source.replaceAll(' ?', '\\s*').replaceAll(' ', '\\s+')}${behind}`, 'iu')
}
