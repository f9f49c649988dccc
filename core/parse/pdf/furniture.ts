/**
 * Running heads, running feet and page numbers: rows at the edge of a page that stand on its neighbours too, their
 * page numbers aside. Plain functions; pages are compared with two before and two after.
 */
import { mostCommon } from '../shared/most-common.ts'
import type { Run } from './finish-run.ts'
import type { Row } from './layout.ts'
import { rowsOf } from './layout.ts'

export interface PageRuns {
  /** From 1. */
  readonly page: number
  readonly label: string
  readonly height: number
  readonly runs: readonly Run[]
}

export interface Furniture {
  /** Not part of the document's text. */
  readonly removed: ReadonlySet<Run>
  /** A running head where it stands first: text, but no heading. */
  readonly kept: ReadonlySet<Run>
}

interface EdgeRow {
  readonly row: Row
  readonly text: string
  readonly edge: 'top' | 'bottom'
  readonly size: number
  /** Nothing stands between it and the edge of the page. */
  readonly outermost: boolean
}

/** "12", "- 12 -", "F-12" */
const bareNumber = /^[\s\-–—[(|·]*(\p{Lu}-)?(\d{1,4})[\s\-–—\])|·]*$/u
/** Shares of the page's height at its top and bottom. */
const margin = 0.14
const mostRows = 3
/** Of the page's usual print: what is larger is a title. */
const largest = 1.25
/** Points that a running head may move from page to page. */
const sway = 5
export const neighbours = 2

/** `seen`: running heads of earlier pages; what this page has is added. */
export function findFurniture(page: PageRuns, others: readonly PageRuns[], seen: Set<string>): Furniture {
  const removed = new Set<Run>()
  const kept = new Set<Run>()
  for (const own of edgeRows(page)) {
    const number = isOwnNumber(own.text, page)
    const matches = others.flatMap((other) => edgeRows(other).flatMap((theirs) => (matching(own, page, theirs, other) ? [{ other, theirs }] : [])))
    if (matches.length === 0 && !number) continue
    const varying = matches.some(({ theirs }) => theirs.text !== own.text)
    const bare = number || (varying && !/\p{L}{3}/u.test(own.text))
    const key = `${own.edge} ${varying ? own.text.replace(/\d+/g, '#') : own.text}`
    const again = seen.has(key) || matches.some(({ other }) => other.page < page.page)
    seen.add(key)
    for (const run of own.row.runs) (bare || again ? removed : kept).add(run)
  }
  return { removed, kept }
}

const found = new WeakMap<PageRuns, readonly EdgeRow[]>()

/** Rows at the top and at the bottom that a white strip parts from the rest, and page numbers wherever they stand there. */
function edgeRows(page: PageRuns): readonly EdgeRow[] {
  const known = found.get(page)
  if (known !== undefined) return known
  const rows = rowsOf(page.runs.filter((run) => !run.turned))
  const size = usualSize(page.runs)
  const made = [
    ...parted(rows, 'top', (row) => row.bottom < margin * page.height),
    ...parted([...rows].reverse(), 'bottom', (row) => row.top > (1 - margin) * page.height),
  ].filter((row) => row.size < largest * size)
  found.set(page, made)
  return made
}

function usualSize(runs: readonly Run[]): number {
  const sizes = new Map<number, number>()
  for (const run of runs) sizes.set(run.size, (sizes.get(run.size) ?? 0) + run.text.length)
  return mostCommon(sizes)
}

function parted(rows: readonly Row[], edge: EdgeRow['edge'], isAtEdge: (row: Row) => boolean): readonly EdgeRow[] {
  const outer = rows.slice(0, mostRows + 1)
  let count = 0
  outer.slice(0, mostRows).forEach((row, index) => {
    const next = outer[index + 1]
    const size = row.runs[0]?.size ?? 10
    const white = next === undefined ? Number.POSITIVE_INFINITY : edge === 'top' ? next.top - row.bottom : row.top - next.bottom
    if (isAtEdge(row) && white > 0.7 * size) count = index + 1
  })
  return outer
    .map((row, index) => ({ row, text: textOf(row), edge, size: row.runs[0]?.size ?? 0, outermost: index === 0 }))
    .filter(
      ({ row, text, outermost }, index) => (isAtEdge(row) && index < count) || (bareNumber.test(text) && (outermost || (isAtEdge(row) && index < mostRows))),
    )
}

const textOf = (row: Row): string => row.runs.map((run) => run.text).join(' ')

function matching(own: EdgeRow, page: PageRuns, theirs: EdgeRow, other: PageRuns): boolean {
  if (own.outermost && theirs.outermost && own.edge === theirs.edge && isNextNumber(own, theirs, other.page - page.page)) return true
  if (own.edge !== theirs.edge || Math.abs(own.row.top - theirs.row.top) > sway || Math.abs(own.size - theirs.size) > 1) return false
  if (own.text === theirs.text) return true
  const step = other.page - page.page
  if (isNumberOf(own.text, page) && isNumberOf(theirs.text, other)) return true
  const [mine, yours] = [own.text.split(/(\d+)/), theirs.text.split(/(\d+)/)]
  if (mine.length !== yours.length || mine.length > 40) return false
  return mine.every((part, index) => part === yours[index] || (index % 2 === 1 && Number(yours[index]) - Number(part) === step))
}

/** A lone number that counts the pages, at whatever height the text of each page ended. */
function isNextNumber(own: EdgeRow, theirs: EdgeRow, step: number): boolean {
  const [mine, yours] = [bareNumber.exec(own.text), bareNumber.exec(theirs.text)]
  const [left, right] = [own.row.runs[0]?.left ?? 0, theirs.row.runs[0]?.left ?? 0]
  return mine !== null && yours !== null && mine[1] === yours[1] && Number(yours[2]) - Number(mine[2]) === step && Math.abs(left - right) < 3 * own.size
}

/** The page's own number and nothing else, as its label or its place in the file says. */
function isOwnNumber(text: string, page: PageRuns): boolean {
  const bare = text.replace(/^[\s\-–—[(|·]+|[\s\-–—\])|·]+$/g, '')
  return bare !== '' && (bare === String(page.page) || (page.label !== '' && bare.toLowerCase() === page.label.toLowerCase()))
}

function isNumberOf(text: string, page: PageRuns): boolean {
  return isOwnNumber(text, page) || /^[ivxl]{1,7}$/i.test(text)
}
