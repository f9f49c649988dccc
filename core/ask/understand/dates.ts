/** Finds the stretch of time that a question names: "since 2023", "vom März", "la semaine dernière". Pure; days begin where the clock's place has midnight. */
import { compiled } from '../../text/compiled.ts'
import type { Span } from '../../types/passage.ts'
import type { DateWords } from './vocabulary.ts'

/** Milliseconds since 1970, `from` inclusive, `to` exclusive. */
export interface Period {
  readonly from?: number
  readonly to?: number
}

export interface DateFound extends Span {
  readonly period: Period
  /** It names no year, month or day: "last week". */
  readonly relative: boolean
}

interface Whole {
  readonly from: number
  readonly to: number
}

const edge = { before: '(?<![\\p{L}\\p{N}])', behind: '(?![\\p{L}\\p{N}])' }
const year = '(?:19|20)\\d{2}'

/** Every stretch of time named, none within another, in order. `now`: milliseconds since 1970. */
export function datesIn(text: string, words: DateWords, now: number): readonly DateFound[] {
  const found: DateFound[] = []
  for (const { pattern, period } of [...(mayName(text, words) ? rules(words, now) : []), ...eastAsian(now)]) {
    for (const match of text.matchAll(pattern)) {
      const span = { start: match.index, end: match.index + match[0].length }
      const read = period(match.groups ?? {})
      if (match[0] === '' || read === null || found.some((other) => span.start < other.end && other.start < span.end)) continue
      found.push({ ...span, period: read, relative: !absolute(match[0], words) })
    }
  }
  return found.toSorted((a, b) => a.start - b.start)
}

const letter = '[a-z\\u00c0-\\u024f]'

/** A quick look: most questions name no date, and the patterns that read dates take long to compile. */
function mayName(text: string, { months, today, yesterday, units: named }: DateWords): boolean {
  const inAny = [year, ...months, today, yesterday, ...Object.values(named)].join('|')
  return compiled(`(?<!${letter})(?:${inAny.replaceAll(' ', '\\s')})(?!${letter})`, 'iu').test(text)
}

function absolute(text: string, words: DateWords): boolean {
  return compiled(`\\d{3}|\\d月|(?<!\\p{L})(?:${words.months.join('|')})(?!\\p{L})`, 'iu').test(text)
}

type Groups = Readonly<Record<string, string | undefined>>

interface Rule {
  readonly pattern: RegExp
  readonly period: (groups: Groups) => Period | null
}

/** The longest first: a stretch that is read is not read again in part. */
function rules(words: DateWords, now: number): readonly Rule[] {
  const rule = (source: string, period: Rule['period']): Rule => ({ pattern: pattern(source), period })
  const day = dateSource(words)
  const read = (text: string | undefined) => (text === undefined ? null : readDate(text, words, now))
  const [first, second] = [named(day, 'first'), named(day, 'second')]
  return [
    rule(`(?:${words.between}) ${first} (?:${words.and}) ${second}`, ({ first: a, second: b }) => {
      const [begin, end] = [read(a), read(b)]
      return begin && end && begin.from < end.to ? { from: begin.from, to: end.to } : null
    }),
    rule(`(?:${words.since}) ${first}`, ({ first: a }) => only(read(a), (whole) => ({ from: whole.from }))),
    rule(`(?:${words.after}) ${first}`, ({ first: a }) => only(read(a), (whole) => ({ from: whole.to }))),
    rule(`(?:${words.before}) ${first}`, ({ first: a }) => only(read(a), (whole) => ({ to: whole.from }))),
    rule(`(?:${words.until}) ${first}`, ({ first: a }) => only(read(a), (whole) => ({ to: whole.to }))),
    rule(`(?:(?:${words.within}) )?${first}`, ({ first: a }) => read(a)),
  ]
}

function only(whole: Whole | null, make: (whole: Whole) => Period): Period | null {
  return whole === null ? null : make(whole)
}

function named(source: string, name: string): string {
  return `(?<${name}>${source})`
}

function pattern(source: string): RegExp {
  return compiled(`${edge.before}${source.replaceAll(' ', '\\s*')}${edge.behind}`, 'giu')
}

/** Any date or relative stretch, without a preposition. */
function dateSource(words: DateWords): string {
  const month = words.months.join('|')
  const units = Object.values(words.units).join('|')
  return [
    `${year}-\\d{2}-\\d{2}`,
    '\\d{1,2}\\.\\s?\\d{1,2}\\.\\s?' + year,
    '\\d{1,2}/\\d{1,2}/' + year,
    `${year}-\\d{2}(?!-)`,
    `(?:(?:the|dem|den|der|le|el)\\s)?\\d{1,2}(?:st|nd|rd|th|er|\\.)?\\s(?:of\\s|de\\s)?(?:${month})(?:,?\\s(?:de\\s|del\\s)?${year})?`,
    `(?:${month})\\s\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s${year})?(?!\\d)`,
    `(?:${month})(?:,?\\s(?:of\\s|de\\s|del\\s)?${year})?`,
    `(?:q[1-4]\\s${year})`,
    words.today,
    words.yesterday,
    words.thisUnit(`(?:${units})`).replaceAll(' ', '\\s'),
    words.lastMany(`(?:${units})`).replace('#', '\\d{1,3}').replaceAll(' ', '\\s'),
    words.lastUnit(`(?:${units})`).replaceAll(' ', '\\s'),
    year,
  ].join('|')
}

/** The whole of what the words name. */
function readDate(text: string, words: DateWords, now: number): Whole | null {
  return readRelative(text, words, now) ?? readAbsolute(text, words, now)
}

function readRelative(text: string, words: DateWords, now: number): Whole | null {
  const is = (source: string) => compiled(`^(?:${source.replaceAll(' ', '\\s')})$`, 'iu').test(text)
  const today = startOf(now, 'day')
  if (is(words.today)) return span(today, 'day', 1)
  if (is(words.yesterday)) return span(step(today, 'day', -1), 'day', 1)
  for (const unit of units) {
    const own = words.units[unit]
    if (is(words.lastMany(own).replace('#', '\\d{1,3}'))) {
      const many = Number(/\d+/.exec(text)?.[0] ?? 1)
      return { from: step(today, unit, -many), to: step(today, 'day', 1) }
    }
    if (is(words.thisUnit(own))) return span(startOf(now, unit), unit, 1)
    if (is(words.lastUnit(own))) return span(step(startOf(now, unit), unit, -1), unit, 1)
  }
  return null
}

function readAbsolute(text: string, words: DateWords, now: number): Whole | null {
  const numbers = (text.match(/\d+/g) ?? []).map(Number)
  const [a = 0, b = 0, c = 0] = numbers
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return calendar(a, b, c)
  if (/^\d{4}-\d{2}$/.test(text)) return calendar(a, b)
  if (/^\d{1,2}\.\s?\d{1,2}\.\s?\d{4}$/.test(text)) return calendar(c, b, a)
  // the day first, as most of the world writes it, unless that cannot be
  if (/^\d{1,2}\/\d{1,2}\/\d{4}$/.test(text)) return b > 12 ? calendar(c, a, b) : calendar(c, b, a)
  if (/^q[1-4]\s/iu.test(text)) return quarter(b, a)
  const month = words.months.findIndex((name) => compiled(`(?<!\\p{L})(?:${name})(?!\\p{L})`, 'iu').test(text)) + 1
  if (month === 0) return /^\d{4}$/.test(text) ? calendar(a) : null
  const inYear = numbers.find((number) => number > 31)
  const day = numbers.find((number) => number <= 31)
  return calendar(inYear ?? latestYear(month, day, now), month, day)
}

/** The year in which the month last came, this month included. */
function latestYear(month: number, day: number | undefined, now: number): number {
  const today = new Date(now)
  return new Date(today.getFullYear(), month - 1, day ?? 1).getTime() <= now ? today.getFullYear() : today.getFullYear() - 1
}

function calendar(inYear: number, month?: number, day?: number): Whole | null {
  if (month === undefined) return span(new Date(inYear, 0, 1).getTime(), 'year', 1)
  if (month < 1 || month > 12) return null
  if (day === undefined) return span(new Date(inYear, month - 1, 1).getTime(), 'month', 1)
  const start = new Date(inYear, month - 1, day)
  return start.getMonth() === month - 1 ? span(start.getTime(), 'day', 1) : null
}

function quarter(inYear: number, number: number): Whole {
  return span(new Date(inYear, (number - 1) * 3, 1).getTime(), 'month', 3)
}

const units = ['day', 'week', 'month', 'year'] as const
type Unit = (typeof units)[number]

function span(from: number, unit: Unit, many: number): Whole {
  return { from, to: step(from, unit, many) }
}

/** Weeks begin on Monday. */
function startOf(at: number, unit: Unit): number {
  const date = new Date(at)
  const [inYear, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  switch (unit) {
    case 'day':
      return new Date(inYear, month, day).getTime()
    case 'week':
      return new Date(inYear, month, day - ((date.getDay() + 6) % 7)).getTime()
    case 'month':
      return new Date(inYear, month, 1).getTime()
    case 'year':
      return new Date(inYear, 0, 1).getTime()
  }
}

function step(at: number, unit: Unit, by: number): number {
  const date = new Date(at)
  const [inYear, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  const [years, months, days] = { day: [0, 0, by], week: [0, 0, by * 7], month: [0, by, 0], year: [by, 0, 0] }[unit] as [number, number, number]
  return new Date(inYear + years, month + months, day + days).getTime()
}

/** Chinese and Japanese share most of their words for dates. */
function eastAsian(now: number): readonly Rule[] {
  const rule = (source: string, period: Rule['period']): Rule => ({ pattern: compiled(source, 'gu'), period })
  const last = (unit: Unit) => span(step(startOf(now, unit), unit, -1), unit, 1)
  const current = (unit: Unit) => span(startOf(now, unit), unit, 1)
  const written = ({ y, m, d }: Groups) => {
    const month = m === undefined ? undefined : Number(m)
    const day = d === undefined ? undefined : Number(d)
    const inYear = y === undefined ? latestYear(month ?? 1, day, now) : Number(y)
    return calendar(inYear, month, day)
  }
  const date = '(?:(?<y>(?:19|20)\\d{2})年)?(?:(?<m>\\d{1,2})月(?:(?<d>\\d{1,2})日)?)?(?<=[年月日])'
  return [
    rule(`${date}(?:以降|以后|以後|から|以来)`, (groups) => only(written(groups), ({ from }) => ({ from }))),
    rule(`${date}(?:以前|之前|より前|まで)`, (groups) => only(written(groups), ({ from }) => ({ to: from }))),
    rule(date, written),
    rule('今日|今天', () => current('day')),
    rule('昨日|昨天', () => last('day')),
    rule('今週|本周|这周|這週', () => current('week')),
    rule('先週|上周|上週|上个?星期', () => last('week')),
    rule('今月|这个月|本月|這個月', () => current('month')),
    rule('先月|上个月|上個月|上月', () => last('month')),
    rule('今年', () => current('year')),
    rule('去年|昨年', () => last('year')),
  ]
}
