/**
 * Numbers, dates and shares in a text, made comparable across languages and ways of writing: `1,234.5`,
 * `1.234,5` and `1 234,5` are one number, `twelve` and `zwölf` are 12, `14.03.2024` and `March 14, 2024` one day.
 */
import type { Span } from '../types/passage.ts'

export interface Quantity extends Span {
  readonly kind: 'number' | 'percent' | 'ordinal' | 'month'
  /** All that it can mean: `1.234` is 1.234 or 1234. Months from 1. */
  readonly values: readonly number[]
  /** Written as a word that has other meanings ("one", "second", "may"). */
  readonly vague: boolean
}

const units: Readonly<Record<string, number>> = {
  ...numbered(0, 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'),
  ...numbered(0, 'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'),
  ...numbered(2, 'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'),
  ...numbered(2, 'dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince'),
  ...tens('twenty thirty forty fifty sixty seventy eighty ninety'),
  ...tens('zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'),
  ...tens('vingt trente quarante cinquante soixante'),
  ...tens('veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'),
  dozen: 12,
  dutzend: 12,
}
const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  hundert: 1e2,
  cent: 1e2,
  cien: 1e2,
  thousand: 1e3,
  tausend: 1e3,
  mille: 1e3,
  mil: 1e3,
  million: 1e6,
  millions: 1e6,
  millionen: 1e6,
  millón: 1e6,
  millones: 1e6,
  mio: 1e6,
  billion: 1e9,
  billions: 1e9,
  milliarde: 1e9,
  milliarden: 1e9,
  milliard: 1e9,
  milliards: 1e9,
  mrd: 1e9,
  trillion: 1e12,
  bn: 1e9,
  万: 1e4,
  億: 1e8,
  亿: 1e8,
}
const ordinals: Readonly<Record<string, number>> = {
  ...numbered(
    1,
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  ),
  ...numbered(1, 'erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte'),
  ...numbered(1, 'premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième'),
  ...numbered(1, 'primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo'),
}
const months: Readonly<Record<string, number>> = {
  ...numbered(1, 'january february march april may june july august september october november december'),
  ...numbered(1, 'januar februar märz april mai juni juli august september oktober november dezember'),
  ...numbered(1, 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'),
  ...numbered(1, 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'),
}
const vague = new Set([
  'one',
  'first',
  'second',
  'may',
  'march',
  'mars',
  'null',
  'once',
  'six',
  'mil',
  'mille',
  'cent',
  'once',
  'erste',
  'premier',
  'primero',
  'segundo',
  'neuf',
  'acht',
  'elf',
])

function numbered(from: number, words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word, at) => [word, at + from]))
}

function tens(words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word, at) => [word, (at + 2) * 10]))
}

const date = /(?<!\d)(?:(?<iso>\d{4})-(?<isoMonth>\d{2})-(?<isoDay>\d{2})|(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>\d{4}|\d{2}))(?!\d)/gu
const figure = /(?<![\p{N}.,])\p{N}{1,3}(?: \p{N}{3})+(?![\p{N}])|(?<![\p{N}.,])\p{N}+(?:[.,'’\u00a0\u202f]\p{N}+)*/gu
const word = /\p{L}[\p{L}\p{M}]*/gu
const percent = /^\s?(?:%|percent\b|per cent\b|Prozent\b|pour cent\b|por ciento\b)/iu
const scaled = /^[\s-]?(?<scale>\p{L}+)/u
const ordinalEnd = /^(?:st|nd|rd|th|er|ère|e|ème|º|ª)\b/u

/** In order of the text. */
export function quantities(text: string): readonly Quantity[] {
  const days = [...text.matchAll(date)].flatMap(daysOf)
  const taken = (start: number) => days.some((one) => start >= one.start && start < one.end)
  const figures = [...text.matchAll(figure)].filter(({ index }) => !taken(index)).map((found) => figureOf(text, found[0], found.index))
  return [...days, ...figures, ...wordsOf(text)].toSorted((a, b) => a.start - b.start)
}

/** Whether they can be the same. A share is no plain number, but a year may be written as an ordinal's figure. */
export function same(a: Quantity, b: Quantity): boolean {
  if ((a.kind === 'month') !== (b.kind === 'month') || (a.kind === 'percent') !== (b.kind === 'percent')) return false
  return a.values.some((value) => b.values.some((other) => Math.abs(value - other) <= 1e-9 * Math.max(1, Math.abs(value))))
}

function daysOf(found: RegExpExecArray): readonly Quantity[] {
  const { iso, isoMonth, isoDay, day, month, year } = found.groups ?? {}
  const numbers = [iso ?? year, isoMonth ?? month, isoDay ?? day].map(Number)
  const [inYear = 0, inMonth = 0, onDay = 0] = numbers
  if (inMonth < 1 || inMonth > 12 || onDay < 1 || onDay > 31) return []
  const span = { start: found.index, end: found.index + found[0].length, vague: false }
  return [
    { ...span, kind: 'number', values: [onDay] },
    { ...span, kind: 'month', values: [inMonth] },
    { ...span, kind: 'number', values: inYear < 100 ? [inYear, 2000 + inYear, 1900 + inYear] : [inYear] },
  ]
}

function figureOf(text: string, found: string, start: number): Quantity {
  const after = text.slice(start + found.length, start + found.length + 24)
  const values = readings(found.normalize('NFKC'))
  if (percent.test(after)) return { kind: 'percent', values, start, end: start + found.length, vague: false }
  const scale = scales[scaled.exec(after)?.groups?.['scale']?.toLowerCase() ?? '']
  if (scale !== undefined) return { kind: 'number', values: values.map((value) => value * scale), start, end: start + found.length, vague: false }
  return { kind: ordinalEnd.test(after) ? 'ordinal' : 'number', values, start, end: start + found.length, vague: false }
}

function readings(figures: string): readonly number[] {
  const plain = figures.replaceAll(/[\s'’]/gu, '')
  const english = Number(plain.replaceAll(',', ''))
  const european = Number(plain.replaceAll('.', '').replace(',', '.'))
  return [...new Set([english, european])].filter((value) => !Number.isNaN(value))
}

interface Open {
  readonly start: number
  readonly end: number
  /** What is done ("two hundred thousand"), and what may still be multiplied. */
  readonly total: number
  readonly current: number
  readonly vague: boolean
}

/** Numbers in words, "twenty-one" and "two hundred thousand" as one. */
function wordsOf(text: string): readonly Quantity[] {
  const found: Quantity[] = []
  let open: Open | null = null
  for (const { 0: written, index } of text.matchAll(word)) {
    const plain = written.toLowerCase()
    const end = index + written.length
    const grown: Open | null = open && /^[\s-]$/u.test(text.slice(open.end, index)) ? joined(open, plain, end) : null
    if (grown) {
      open = grown
      continue
    }
    if (open) found.push(closed(open))
    const unit = units[plain]
    open = unit === undefined ? null : { start: index, end, total: 0, current: unit, vague: vague.has(plain) }
    if (!open) found.push(...otherWord(text, written, index))
  }
  return open ? [...found, closed(open)] : found
}

function joined(open: Open, plain: string, end: number): Open | null {
  const [unit, scale] = [units[plain], scales[plain]]
  if (unit !== undefined && unit < 10 && open.current >= 20) return { ...open, end, current: open.current + unit, vague: false }
  if (scale === undefined) return null
  const times = Math.max(1, open.current) * scale
  return scale >= 1_000 ? { ...open, end, total: open.total + times, current: 0, vague: false } : { ...open, end, current: times, vague: false }
}

function closed({ start, end, total, current, vague: isVague }: Open): Quantity {
  return { kind: 'number', values: [total + current], start, end, vague: isVague }
}

/** Ordinals and months. */
function otherWord(text: string, written: string, start: number): readonly Quantity[] {
  const plain = written.toLowerCase()
  const end = start + written.length
  const [ordinal, month] = [ordinals[plain], months[plain]]
  if (ordinal !== undefined) return [{ kind: 'ordinal', values: [ordinal], start, end, vague: vague.has(plain) }]
  if (month === undefined || (vague.has(plain) && !/^\p{Lu}/u.test(written))) return []
  return [{ kind: 'month', values: [month], start, end, vague: vague.has(plain) && !besideFigure(text, start, end) }]
}

/** "3 May", "May 2025". */
function besideFigure(text: string, start: number, end: number): boolean {
  return /\p{N}\.?\s$/u.test(text.slice(0, start)) || /^,?\s\p{N}/u.test(text.slice(end))
}
