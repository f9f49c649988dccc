/** A table's rows as a grid: where its columns part, cells set too tightly, cells of several lines, one header. Plain functions. */
import { mostCommon } from '../shared/most-common.ts'
import type { Run } from './finish-run.ts'
import type { UprightBox } from './frame.ts'

export interface Cell {
  readonly runs: readonly Run[]
  readonly text: string
  readonly left: number
  readonly right: number
}

/** Each row has a cell for every column; an empty one has no runs. */
export interface Table {
  readonly rows: readonly (readonly Cell[])[]
}

export interface CellRow {
  readonly cells: readonly Cell[]
  readonly top: number
  readonly bottom: number
  readonly size: number
}

/** "1,204", "(611)", "12.5%", "$3", "—", "n/a". */
const figure = /^[($€£¥₹+\-–—−\s]*[\d.,'’\s]*\d[\d.,'’\s]*[)%×x*†‡]*$|^[-–—−*]+$|^n\/a$/i
const longestFigure = 40
const isFigure = (text: string): boolean => text.length <= longestFigure && figure.test(text)
/** Rows that a header may have. */
const mostHeaders = 3
/** Points within which two edges are one. */
export const sameEdge = 3

/** One row of cells for each row that people see. */
export function tableOf(rows: readonly CellRow[], rules: readonly UprightBox[]): Table {
  const edges = separators(rows)
  const starts = edges.map((edge, at) => startOf(rows, edge, edges[at + 1] ?? Number.POSITIVE_INFINITY))
  const grid = rows.map((row) => ({
    row,
    cells: intoColumns(
      row.cells.flatMap((cell) => partedCell(cell, starts)),
      edges,
    ),
  }))
  const framed = framesOf(rows, rules)
  const merged: Cell[][] = []
  grid.forEach(({ row, cells }, index) => {
    const last = merged.at(-1)
    const before = grid[index - 1]
    if (
      last !== undefined &&
      before !== undefined &&
      (framed === null || figures(before.cells, cells) ? goesOn(before.cells, before.row, cells, row, last) : sameFrame(framed, before.row, row))
    ) {
      cells.forEach((cell, column) => {
        const above = last[column]
        if (above !== undefined && cell.runs.length > 0) last[column] = above.runs.length === 0 ? cell : joinedCell(above, cell)
      })
    } else merged.push([...cells])
  })
  return { rows: withOneHeader(merged) }
}

/**
 * Header rows that stand upon each other become one, so that each column has its whole header: what is written over
 * several columns is repeated over each, or stands in the corner where it is written over all.
 */
function withOneHeader(rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  const headers = rows.findIndex((row) => (row[0]?.runs.length ?? 0) > 0)
  if (headers < 2 || headers > mostHeaders) return rows
  const header = rows.slice(0, headers).reduce((above, below) => {
    const over = above.filter((cell) => cell.runs.length > 0)
    const [only] = over
    if (over.length === 1 && only !== undefined) return below.map((cell, column) => (column === 0 ? only : cell))
    return below.map((cell, column) => {
      const title = column === 0 ? above[0] : (over.find((spanning) => covers(spanning, cell)) ?? nearest(over, cell))
      if (title === undefined || title.runs.length === 0) return cell
      return cell.runs.length === 0 ? (above[column] ?? cell) : joinedCell(title, cell)
    })
  })
  return [header, ...rows.slice(headers)]
}

const covers = (spanning: Cell, cell: Cell): boolean => spanning.left < cell.right && spanning.right > cell.left

function nearest(cells: readonly Cell[], cell: Cell): Cell | undefined {
  const distanceTo = (other: Cell): number => Math.abs(other.left + other.right - cell.left - cell.right)
  return cells.reduce<Cell | undefined>((best, other) => (best === undefined || distanceTo(other) < distanceTo(best) ? other : best), undefined)
}

/** Cells parted where nearly all rows have white: columns that are set no wider apart than words. */
export function partedAlong(rows: readonly CellRow[]): (row: CellRow) => CellRow {
  const whites = rows.map(({ cells }) => cells.flatMap(whitesOf))
  const isStrip = (x: number): boolean => {
    const across = rows.flatMap((row, index) => ((row.cells[0]?.left ?? 0) < x && (row.cells.at(-1)?.right ?? 0) > x ? [whites[index] ?? []] : []))
    const white = across.filter((gaps, index) => gaps.some(([, left, right]) => left <= x && x <= right) || !isCovered(rows[index], x)).length
    return across.length > 2 && white >= 0.8 * across.length
  }
  return (row) => ({ ...row, cells: row.cells.flatMap((cell) => partedAt(cell, isStrip)) })
}

const whitesOf = (cell: Cell): Run['gaps'] => (cell.runs.length === 1 ? (cell.runs[0]?.gaps ?? []) : [])

const isCovered = (row: CellRow | undefined, x: number): boolean => row?.cells.some((cell) => cell.left < x && cell.right > x) ?? false

function partedAt(cell: Cell, isStrip: (x: number) => boolean): readonly Cell[] {
  const gap = whitesOf(cell).find(
    ([offset, left, right]) =>
      isStrip((left + right) / 2) && (isFigure(cell.text.slice(offset).split(' ')[0] ?? '') || /^\S+$/.test(cell.text.slice(0, offset).trim())),
  )
  if (gap === undefined) return [cell]
  const [before, after] = divided(cell, gap)
  return before === undefined || after === undefined ? [cell] : [before, ...partedAt(after, isStrip)]
}

/** Where the columns part: the middles of strips that rows of many cells leave white. */
function separators(rows: readonly CellRow[]): readonly number[] {
  const most = Math.max(...rows.map((row) => row.cells.length))
  const full = rows.filter((row) => row.cells.length >= Math.max(2, 0.6 * most))
  let best: readonly number[] = []
  for (const tolerance of [0, 0.08 * full.length, 0.2 * full.length]) {
    const found = whiteStrips(full, Math.floor(tolerance))
    if (found.length > best.length) best = found
    if (best.length >= most - 1) break
  }
  return best
}

function whiteStrips(rows: readonly CellRow[], tolerance: number): readonly number[] {
  const events = rows
    .flatMap((row) => row.cells.flatMap((cell) => [[cell.left, 1] as const, [cell.right, -1] as const]))
    .sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const strips: number[] = []
  let depth = 0
  let begun: number | undefined
  events.forEach(([x, step], index) => {
    depth += step
    if (depth <= tolerance && step < 0 && begun === undefined) begun = x
    else if (depth > tolerance && begun !== undefined) {
      if (x - begun > 1 && index < events.length - 1) strips.push((begun + x) / 2)
      begun = undefined
    }
  })
  return strips
}

function intoColumns(cells: readonly Cell[], edges: readonly number[]): readonly Cell[] {
  const columns: Cell[] = Array.from({ length: edges.length + 1 }, () => emptyCell)
  for (const cell of cells) {
    const column = columnOf(cell, edges)
    const there = columns[column] ?? emptyCell
    columns[column] = there.runs.length === 0 ? cell : joinedCell(there, cell)
  }
  return columns
}

/** Where most cells of a column begin. */
function startOf(rows: readonly CellRow[], from: number, to: number): number {
  const lefts = new Map<number, number>()
  for (const { cells } of rows) for (const { left } of cells) if (left > from && left < to) lefts.set(Math.round(left), (lefts.get(Math.round(left)) ?? 0) + 1)
  return lefts.size === 0 ? Number.NaN : mostCommon(lefts)
}

/** Two cells that are set so tightly that they were taken for one, parted where a column begins. */
function partedCell(cell: Cell, starts: readonly number[]): readonly Cell[] {
  const gap = whitesOf(cell).find(([, , right]) => starts.some((start) => Math.abs(start - right) < sameEdge))
  if (gap === undefined) return [cell]
  const [before, after] = divided(cell, gap)
  return before === undefined || after === undefined ? [cell] : [before, ...partedCell(after, starts)]
}

/** What stands before and after one of the gaps of its only run. */
function divided(cell: Cell, [offset, left, right]: Run['gaps'][number]): readonly Cell[] {
  const [run] = cell.runs
  if (run === undefined) return []
  const before = { ...run, text: run.text.slice(0, offset).trimEnd(), right: left, hyphen: false, gaps: run.gaps.filter(([at]) => at < offset) }
  const after = {
    ...run,
    text: run.text.slice(offset),
    left: right,
    gaps: run.gaps.flatMap(([at, from, to]) => (at > offset ? [[at - offset, from, to] as const] : [])),
  }
  return [before, after].flatMap((part) => (part.text === '' ? [] : [{ runs: [part], text: part.text, left: part.left, right: part.right }]))
}

const emptyCell: Cell = { runs: [], text: '', left: 0, right: 0 }

/** The first column of which the cell covers a good part, else the one that its middle is in. */
function columnOf(cell: Cell, edges: readonly number[]): number {
  const middle = (cell.left + cell.right) / 2
  const over = edges.filter((edge) => edge > cell.left + 1 && edge < cell.right - 1)
  const at = over.length === 0 ? middle : cell.left
  return edges.filter((edge) => edge < at).length
}

function joinedCell(above: Cell, below: Cell): Cell {
  const hyphen = above.runs.at(-1)?.hyphen === true
  return {
    runs: [...above.runs, ...below.runs],
    text: `${above.text}${hyphen ? '' : ' '}${below.text}`,
    left: Math.min(above.left, below.left),
    right: Math.max(above.right, below.right),
  }
}

/** Whether the row is further lines of the cells above it and not a row of its own. */
function goesOn(beforeCells: readonly Cell[], before: CellRow, cells: readonly Cell[], row: CellRow, above: readonly Cell[]): boolean {
  if (row.top - before.bottom > 0.45 * row.size) return false
  const filled = cells.flatMap((cell, column) => (cell.runs.length > 0 ? [column] : []))
  const label = cells[0]?.text ?? ''
  if (filled[0] === 0) {
    // the label of a row may begin on a line of its own
    const alone = beforeCells.every((cell, column) => column === 0 || cell.runs.length === 0)
    return alone && above[0]?.runs.length !== 0 && /^[\p{Ll}(&]/u.test(label) && !/[:.]$/.test(above[0]?.text ?? '')
  }
  return filled.every((column) => (above[column]?.runs.length ?? 0) > 0 && !isFigure(cells[column]?.text ?? '') && !isFigure(above[column]?.text ?? ''))
}

/** The heights at which lines are drawn across a table that has lines between its columns too; null where it has none. */
function framesOf(rows: readonly CellRow[], rules: readonly UprightBox[]): readonly number[] | null {
  const top = (rows[0]?.top ?? 0) - 20
  const bottom = (rows.at(-1)?.bottom ?? 0) + 20
  const left = Math.min(...rows.map((row) => row.cells[0]?.left ?? 0))
  const right = Math.max(...rows.map((row) => row.cells.at(-1)?.right ?? 0))
  const near = rules.filter((rule) => rule.bottom > top && rule.top < bottom && rule.right > left - 20 && rule.left < right + 20)
  const upright = near.filter((rule) => rule.right - rule.left < 3 && rule.left > left && rule.right < right)
  if (upright.length === 0) return null
  const heights = near.filter((rule) => rule.bottom - rule.top < 3 && rule.right - rule.left > 10).map((rule) => (rule.top + rule.bottom) / 2)
  return heights.length < 3 ? null : heights
}

/** A column has a figure in both: rows of their own. */
const figures = (above: readonly Cell[], below: readonly Cell[]): boolean =>
  above.some((cell, column) => isFigure(cell.text) && isFigure(below[column]?.text ?? ''))

/** No line is drawn between the two. */
function sameFrame(heights: readonly number[], before: CellRow, row: CellRow): boolean {
  const from = (before.top + before.bottom) / 2
  const to = (row.top + row.bottom) / 2
  return !heights.some((height) => height > from && height < to)
}
