/**
 * Reads from a question what limits it (files, folders, formats, dates) and whether it asks to count or list
 * files. Deterministic: no model is asked. A limit is taken only where the words leave no doubt that files are
 * meant, and a limit that nothing satisfies is dropped and said.
 */

import type { Clock } from '../../ports/clock.ts'
import type { FilesStore } from '../../ports/stores.ts'
import { compiled } from '../../text/compiled.ts'
import type { OwnDate, Scope, UnderstoodLimit } from '../../types/answer.ts'
import type { Span } from '../../types/passage.ts'
import { type CatalogueQuestion, catalogueQuestion } from './catalogue-question.ts'
import { type DateFound, datesIn } from './dates.ts'
import { eastAsianQuestion } from './east-asian.ts'
import { english } from './english.ts'
import { type Mention, mentionsIn } from './file-mentions.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import { type SizeFound, type Sizes, sizesIn } from './sizes.ts'
import { spanish } from './spanish.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Understood {
  /** The question without the words that limit it: what is searched for. */
  readonly query: string
  /** The scope asked for, with the limits of the question's own words. */
  readonly scope: Scope
  readonly limits: readonly UnderstoodLimit[]
  /** Null: an ordinary question. */
  readonly catalogue: CatalogueQuestion | null
}

export interface UnderstandPorts {
  readonly files: Pick<FilesStore, 'complete' | 'catalogue'>
  readonly clock: Pick<Clock, 'now'>
}

const changedEastAsian = /修改|更改|更新|改动|变动|变化|変更|変わった|新增|追加/u

/** What is longer asks for more than a list. UTF-16 code units. */
const longestCatalogueQuestion = 300

export const vocabularies: readonly Vocabulary[] = [english, german, french, spanish]

export function understand(question: string, scope: Scope, ports: UnderstandPorts): Understood {
  const now = ports.clock.now()
  for (const words of vocabularies) {
    const read = asCatalogue(question, scope, words, now, ports)
    if (read !== null) return read
  }
  const eastAsian = asEastAsian(question, scope, now, ports)
  return eastAsian ?? asOrdinary(question, scope, now, ports)
}

function asCatalogue(question: string, scope: Scope, words: Vocabulary, now: number, ports: UnderstandPorts): Understood | null {
  if (question.length > longestCatalogueQuestion || !catalogueShape(question, words)) return null
  const mentions = mentionsIn(question, words, ports.files).filter((one) => one.found.length > 0)
  const dates = datesIn(question, words.dates, now).filter((date) => !mentions.some((one) => overlap(one, date)))
  const sizes = sizesIn(question, words)
  for (const some of [dates, []]) {
    const rest = without(question, [...mentions, ...some, ...sizes])
    const catalogue = catalogueQuestion(rest, words, some.length + sizes.length > 0) ?? news(rest, some, words)
    if (catalogue !== null && (catalogue.name === null || some.length === 0))
      return limited(question, scope, { mentions, dates: some.map((date) => byOwn(date, question, words)), formats: [] }, sized(catalogue, sizes), ports)
  }
  return null
}

/** "What changed this week?"; what changed in 1990 is told by documents. */
function news(rest: string, dates: readonly DateFound[], words: Vocabulary): CatalogueQuestion | null {
  if (dates.length === 0 || dates.some((date) => !date.relative)) return null
  const asked = compiled(`^[\\s¿¡]*(?:${words.news})(?:\\s+(?:${words.glue}))*[\\s?!.]*$`.replaceAll(' ?', '\\s*').replaceAll(' ', '\\s+'), 'iu')
  return asked.test(rest) ? { asks: 'list', thing: null, content: null, name: null } : null
}

function sized(catalogue: CatalogueQuestion, found: readonly SizeFound[]): CatalogueQuestion {
  return found.length === 0 ? catalogue : { ...catalogue, size: Object.assign({}, ...found.map(({ size }) => size)) as Sizes }
}

interface FileDate extends DateFound {
  /** It is the date that the document carries; absent: of the last change on disk. */
  readonly own?: OwnDate
}

/** A file "changed in March" was changed on disk; one "from March" says so itself. */
function byOwn(date: DateFound, question: string, words: Vocabulary): FileDate {
  const says = (verbs: string) => compiled(`(?<!\\p{L})(?:${verbs})(?!\\p{L})`, 'iu').test(question)
  if (says(words.dates.created)) return { ...date, own: 'created' }
  const { changed, dated } = words.dates
  return says(dated) || !(says(changed) || says(words.news) || changedEastAsian.test(question)) ? { ...date, own: 'dated' } : date
}

/** A quick look before names are looked up. */
function catalogueShape(question: string, words: Vocabulary): boolean {
  const things = [words.files, words.kinds, words.version, words.dates.changed, ...words.formats.map(([source]) => source)].join('|')
  return compiled(`(?:${words.howOften})|(?:${words.news.replaceAll(' ?', '\\s*').replaceAll(' ', '\\s+')})|(?<!\\p{L})(?:${things})(?!\\p{L})`, 'iu').test(
    question,
  )
}

function asEastAsian(question: string, scope: Scope, now: number, ports: UnderstandPorts): Understood | null {
  if (!/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(question)) return null
  const mentions = mentionsIn(question, english, ports.files).filter((one) => one.found.length > 0)
  const dates = datesIn(question, english.dates, now).filter((date) => !mentions.some((one) => overlap(one, date)))
  const sizes = sizesIn(question, english)
  const catalogue = eastAsianQuestion(without(question, [...mentions, ...dates, ...sizes]), dates.length + sizes.length > 0)
  return catalogue === null
    ? null
    : limited(question, scope, { mentions, dates: dates.map((date) => byOwn(date, question, english)), formats: [] }, sized(catalogue, sizes), ports)
}

function asOrdinary(question: string, scope: Scope, now: number, ports: UnderstandPorts): Understood {
  const mentions = vocabularies.flatMap((words) => mentionsIn(question, words, ports.files))
  const distinct = mentions.filter((one, at) => mentions.findIndex((other) => overlap(one, other)) === at)
  const words = vocabularies.find((each) => formatsWithin(question, each).length > 0 || datesOfFiles(question, each, now).length > 0)
  const formats = words ? formatsWithin(question, words) : []
  const dates = words ? datesOfFiles(question, words, now).map((date) => byOwn(date, question, words)) : []
  return limited(question, scope, { mentions: distinct, dates, formats }, null, ports)
}

interface FormatFound extends Span {
  readonly formats: NonNullable<Scope['formats']>
}

/** "in my spreadsheets". */
function formatsWithin(question: string, words: Vocabulary): readonly FormatFound[] {
  return words.formats.flatMap(([source, formats]) => {
    const match = compiled(`(?<!\\p{L})(?:${words.within})\\s+(?:${words.mine})\\s+(?:${source})(?!\\p{L})`.replaceAll(' ', '\\s+'), 'iu').exec(question)
    return match ? [{ start: match.index, end: match.index + match[0].length, formats }] : []
  })
}

/** Dates that stand next to a word for files: "documents from March", "the files changed last week". */
function datesOfFiles(question: string, words: Vocabulary, now: number): readonly DateFound[] {
  const things = [words.files, ...words.formats.map(([source]) => source)].join('|')
  const before = compiled(
    `(?<!\\p{L})(?:${things})\\s+(?:(?:${words.relative}|were|was|wurden?|worden|sind|ont été|fueron|${words.dates.changed})\\s+){0,3}$`.replaceAll(
      ' ',
      '\\s+',
    ),
    'iu',
  )
  return datesIn(question, words.dates, now).filter((date) => before.test(question.slice(0, date.start)) && /\p{L}/u.test(question.slice(date.start, date.end)))
}

interface Read {
  readonly mentions: readonly Mention[]
  readonly dates: readonly FileDate[]
  readonly formats: readonly FormatFound[]
}

/** Narrows the scope limit by limit; one that leaves nothing of what the others leave is dropped. */
function limited(question: string, scope: Scope, read: Read, catalogue: CatalogueQuestion | null, ports: UnderstandPorts): Understood {
  const spoken = (span: Span) => question.slice(span.start, span.end).trim()
  const limits: UnderstoodLimit[] = []
  let narrowed = scope
  const take = (limit: UnderstoodLimit, next: Scope, keepEmpty: boolean) => {
    const fits = ports.files.catalogue(next, '0', 1).length > 0
    if (fits || keepEmpty) narrowed = next
    limits.push(fits || keepEmpty ? limit : { ...limit, dropped: true })
  }
  const named = read.mentions.flatMap((mention) => mention.found)
  for (const mention of read.mentions) {
    if (mention.found.length === 0 && mention.meant) limits.push({ words: spoken(mention), kind: 'files', names: [], dropped: true })
  }
  if (named.length > 0) {
    // several names together are one limit: what stands in any of them
    const files = named.flatMap((one) => (one.kind === 'file' ? [one] : []))
    const folders = named.flatMap((one) => (one.kind === 'folder' ? [one] : []))
    const paths = [...files.map(({ path }) => path), ...folders.map(({ path }) => path)]
    const inScope = paths.filter((path) => scope.paths?.some((one) => path === one || path.startsWith(`${one}/`) || path.startsWith(`${one}\\`)) ?? true)
    const next = { ...narrowed, paths: inScope }
    const words = read.mentions.filter((mention) => mention.found.length > 0)
    const fits = ports.files.catalogue(next, '0', 1).length > 0
    if (fits) narrowed = next
    for (const mention of words) {
      const dropped = fits ? {} : { dropped: true as const }
      const own = mention.found.filter((one) => one.kind === 'file')
      if (own.length > 0) limits.push({ words: spoken(mention), kind: 'files', names: own.map(({ name }) => name), ...dropped })
      for (const one of mention.found) if (one.kind === 'folder') limits.push({ words: spoken(mention), kind: 'folder', path: one.path, ...dropped })
    }
  }
  for (const { formats, ...span } of read.formats) {
    if (narrowed.formats === undefined) take({ words: spoken(span), kind: 'formats', formats }, { ...narrowed, formats }, false)
  }
  for (const { period, own, ...span } of read.dates) {
    // days that were chosen are days on the disk
    const dated = { ...period, ...(own === undefined || scope.modified !== undefined ? {} : { own }) }
    // of what is counted, none is an answer
    take({ words: spoken(span), kind: 'modified', ...dated }, { ...narrowed, modified: within(narrowed.modified, dated) }, catalogue !== null)
  }
  const kept = limits.filter((limit) => limit.dropped === undefined).map((limit) => limit.words)
  const spans = [...read.mentions, ...read.dates, ...read.formats].filter((span) => kept.includes(spoken(span)))
  const query = without(question, spans).replaceAll(/\s+/gu, ' ').trim()
  return { query: /[\p{L}\p{N}]{2}/u.test(query) ? query : question, scope: narrowed, limits, catalogue }
}

/** What lies in both. */
function within(one: Scope['modified'] = {}, other: NonNullable<Scope['modified']>): NonNullable<Scope['modified']> {
  const from = Math.max(one.from ?? -Infinity, other.from ?? -Infinity)
  const to = Math.min(one.to ?? Infinity, other.to ?? Infinity)
  return { ...one, ...other, ...(from === -Infinity ? {} : { from }), ...(to === Infinity ? {} : { to }) }
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

export function without(text: string, spans: readonly Span[]): string {
  let rest = text
  for (const { start, end } of spans.toSorted((a, b) => b.start - a.start)) rest = `${rest.slice(0, start)} ${rest.slice(end)}`
  return rest
}
