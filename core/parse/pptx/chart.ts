/** A chart: its title, and its series as columns of a table from the values that the file keeps of them. */
import { SSF } from '@e965/xlsx'
import type { ShapeText } from '../office/slide-blocks.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, descendants, elementsOf, textOf } from '../office/xml.ts'
import { flatten } from '../shared/clean-text.ts'
import { tableTexts } from '../shared/table-text.ts'

/** By position, from 0. */
type Points = ReadonlyMap<number, string>

interface Series {
  readonly name: string
  readonly categories: Points
  readonly values: Points
}

/** Points that are kept of one series. */
const mostPoints = 10_000
/** The end of the year 9999, as spreadsheets count days. */
const lastDate = 2_958_466
const none: Points = new Map()

export function chartTexts(space: XmlElement | undefined): readonly ShapeText[] {
  const chart = child(space, 'c:chart') ?? child(space, 'cx:chart')
  const title = flatten([...descendants(child(chart, 'c:title') ?? child(chart, 'cx:title'), 'a:t')].map(textOf).join(' '))
  const series = space?.name === 'cx:chartSpace' ? extendedSeries(space) : [...descendants(child(chart, 'c:plotArea'), 'c:ser')].map(readSeries)
  return [
    ...(title === '' ? [] : [{ kind: 'paragraph', text: title } as const]),
    ...tableTexts(seriesRows(series)).map((piece): ShapeText => ({ kind: 'table', ...piece })),
  ]
}

/** One row for each category, one column for each series; series with categories of their own stand below one another. */
function seriesRows(series: readonly Series[]): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = []
  const groups = new Map<string, Series[]>()
  for (const one of series) {
    const key = [...one.categories.values()].join('\n')
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  for (const group of groups.values()) {
    const categories = group[0]?.categories ?? none
    const places = new Set([...categories.keys(), ...group.flatMap(({ values }) => [...values.keys()])])
    rows.push(['', ...group.map(({ name }) => name)])
    for (const at of [...places].sort((one, other) => one - other)) rows.push([categories.get(at) ?? '', ...group.map(({ values }) => values.get(at) ?? '')])
  }
  return rows
}

function readSeries(series: XmlElement): Series {
  const name = child(series, 'c:tx')
  return {
    name: flatten([...pointsOf(name).values()].join(' ') || textOf(child(name, 'c:v'))),
    categories: pointsOf(child(series, 'c:cat') ?? child(series, 'c:xVal')),
    values: pointsOf(child(series, 'c:val') ?? child(series, 'c:yVal')),
  }
}

/** Of categories with several levels, the innermost first in the file, joined from the outermost. */
function pointsOf(source: XmlElement | undefined): Points {
  const [reference] = elementsOf(source)
  if (reference === undefined) return none
  const levels = [...descendants(reference, 'c:lvl')]
  if (levels.length === 0) return cachedPoints([...elementsOf(reference)].find(({ name }) => name.endsWith('Cache')) ?? reference, 'c:pt')
  const [innermost, ...outer] = levels.map((level) => cachedPoints(level, 'c:pt'))
  const joined = new Map<number, string>()
  for (const [at, text] of innermost ?? none)
    joined.set(at, [...outer.map((level) => latest(level, at)).reverse(), text].filter((part) => part !== '').join(' '))
  return joined
}

/** A level further out names a category once for all that follow. */
function latest(level: Points, at: number): string {
  let text = ''
  for (const [from, name] of level) if (from <= at) text = name
  return text
}

function cachedPoints(cache: XmlElement, name: string): Points {
  const format = textOf(child(cache, 'c:formatCode'))
  const points = new Map<number, string>()
  for (const point of childrenNamed(cache, name)) {
    if (points.size >= mostPoints) break
    const text = flatten(name === 'c:pt' ? textOf(child(point, 'c:v')) : textOf(point))
    points.set(Number(attribute(point, 'idx') ?? points.size), formatted(text, attribute(point, 'formatCode') ?? format))
  }
  return points
}

/** As the spreadsheet behind the chart shows it. */
function formatted(text: string, format: string): string {
  const number = Number(text)
  if (text === '' || !Number.isFinite(number)) return text
  const date = format.length < 100 && SSF.is_date(format) && number >= 0 && number < lastDate
  if (date || /^0(\.0{1,9})?%$/.test(format)) return flatten(SSF.format(format, number))
  return Math.abs(number) < 1e15 ? String(Number(number.toPrecision(12))) : text
}

/** The newer kinds of charts keep their data apart from their series. */
function extendedSeries(space: XmlElement): readonly Series[] {
  const names = new Map<string, string>()
  for (const series of descendants(space, 'cx:series'))
    names.set(attribute(child(series, 'cx:dataId'), 'val') ?? '', flatten(textOf(child(series, 'cx:tx', 'cx:txData', 'cx:v'))))
  return [...childrenNamed(child(space, 'cx:chartData'), 'cx:data')].map((data) => {
    const level = (kind: string): Points => {
      const dimension = child(data, kind, 'cx:lvl')
      return dimension === undefined ? none : cachedPoints(dimension, 'cx:pt')
    }
    return { name: names.get(attribute(data, 'id') ?? '') ?? '', categories: level('cx:strDim'), values: level('cx:numDim') }
  })
}
