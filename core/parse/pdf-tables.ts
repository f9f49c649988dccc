/** Tables of a page: rows whose cells stand below each other, an empty cell kept, a cell of several lines joined. Plain functions. */
import { mostCommon } from './most-common.ts'
import type { UprightBox } from './pdf-frame.ts'
import type { Row } from './pdf-layout.ts'
import { rowsOf } from './pdf-layout.ts'
import { bullet } from './pdf-lines.ts'
import type { Run } from './pdf-runs.ts'

export interface Cell {
  readonly runs: readonly Run[]
  readonly text: string
  readonly left: number
  readonly right: number
}

/** Each row has a cell for every column; an empty one has no runs. */
export interface Table {
  readonly rows: readonly (readonly Cell[])[]
  /** Left edges of the columns in points. */
  readonly columns: readonly number[]
}

interface CellRow {
  readonly cells: readonly Cell[]
  readonly top: number
  readonly bottom: number
  readonly size: number
}

const currency = /^[$€£¥₹]$|^\($/
const closing = /^[)%]{1,2}\*{0,2}$/
/** "1,204", "(611)", "12.5%", "$3", "—", "n/a". */
const figure = /^[($€£¥₹+\-–—−\s]*[\d.,'’\s]*\d[\d.,'’\s]*[)%×x*†‡]*$|^[-–—−*]+$|^n\/a$/i
const longestLabel = 90
const mostLabels = 3
/** Points. */
const sameEdge = 3

/** Tables among the runs of a region, and the runs that belong to none. */
export function findTables(runs: readonly Run[], rules: readonly UprightBox[]): { readonly tables: readonly Table[]; readonly rest: readonly Run[] } {
  const upright = runs.filter((run) => !run.turned && !run.downward)
  const groups = groupsOf(rowsOf(upright).map(cellRow)).filter(isTable)
  const taken = new Set(groups.flatMap((rows) => rows.flatMap((row) => row.cells.flatMap((cell) => cell.runs))))
  return { tables: groups.map((rows) => tableOf(rows.map(partedAlong(rows)), rules)), rest: runs.filter((run) => !taken.has(run)) }
}

function cellRow({ runs, top, bottom }: Row): CellRow {
  const cells: Cell[] = []
  for (const run of runs) {
    const before = cells.at(-1)
    const last = before?.runs.at(-1)
    const gap = last === undefined ? 0 : run.left - last.right
    const sticks = before !== undefined && (currency.test(before.text) || (closing.test(run.text) && gap < 3 * run.size))
    if (before !== undefined && last !== undefined && (sticks || (gap < 0.6 * run.size && !last.leads))) {
      cells[cells.length - 1] = {
        runs: [...before.runs, run],
        text: before.text + (sticks ? '' : ' ') + run.text,
        left: before.left,
        right: Math.max(before.right, run.right),
      }
    } else cells.push({ runs: [run], text: run.text, left: run.left, right: run.right })
  }
  return { cells, top, bottom, size: Math.max(...runs.map((run) => run.size)) }
}

/** Rows that follow each other closely and whose cells stand below each other, with the labels above, between and below them. */
function groupsOf(rows: readonly CellRow[]): readonly (readonly CellRow[])[] {
  const groups: CellRow[][] = []
  let group: CellRow[] = []
  let waiting: CellRow[] = []
  for (const row of rows) {
    const last = [...group, ...waiting].at(-1)
    const close = last !== undefined && row.top - last.bottom < 2.2 * Math.max(row.size, last.size)
    if (row.cells.length > 1 && group.length > 0 && close && aligned(group, row)) {
      group.push(...waiting, row)
      waiting = []
    } else if (row.cells.length === 1 && group.length > 0 && close && waiting.length < mostLabels && isLabel(row, group)) waiting.push(row)
    else if (row.cells.length > 1) {
      groups.push([...group, ...wrapped(group, waiting)])
      group = [row]
      waiting = []
    } else {
      groups.push([...group, ...wrapped(group, waiting)])
      group = []
      waiting = []
    }
  }
  groups.push([...group, ...wrapped(group, waiting)])
  return groups.filter((found) => found.length > 1).map((found) => [...headings(found, rows), ...found])
}

/** Of the lines below the last row, those that go on with its cells. */
function wrapped(group: readonly CellRow[], waiting: readonly CellRow[]): readonly CellRow[] {
  const taken: CellRow[] = []
  for (const row of waiting) {
    const last = taken.at(-1) ?? group.at(-1)
    const [cell] = row.cells
    const first = group.at(-1)?.cells[0]
    if (last === undefined || cell === undefined || first === undefined || row.top - last.bottom > 0.5 * row.size) break
    if (cell.left < first.right && !/^\p{Ll}/u.test(cell.text)) break
    taken.push(row)
  }
  return taken
}

/** Lines right above the table that stand over its columns beyond the first. */
function headings(group: readonly CellRow[], rows: readonly CellRow[]): readonly CellRow[] {
  const [first] = group
  if (first === undefined) return []
  const left = Math.min(...group.map(({ cells }) => cells[0]?.left ?? 0))
  const second = Math.min(...group.flatMap(({ cells }) => (cells.length > 1 && (cells[0]?.left ?? 0) < left + 2 * first.size ? [cells[1]?.left ?? 0] : [])))
  const found: CellRow[] = []
  for (let at = rows.indexOf(first) - 1; at >= 0 && found.length < mostLabels; at -= 1) {
    const [row, below] = [rows[at], found[0] ?? first]
    const [cell] = row?.cells ?? []
    if (row === undefined || cell === undefined || row.cells.length > 1 || below.top - row.bottom > 1.2 * row.size) break
    if (cell.text.length > longestLabel || row.size > 1.14 * first.size || cell.left < left + 3 * row.size || cell.right < second) break
    found.unshift(row)
  }
  return found
}

function isLabel(row: CellRow, group: readonly CellRow[]): boolean {
  const [cell] = row.cells
  if (cell === undefined || cell.text.length > longestLabel) return false
  const left = Math.min(...group.map(({ cells }) => cells[0]?.left ?? 0))
  const right = Math.max(...group.map(({ cells }) => cells.at(-1)?.right ?? 0))
  return cell.left > left - 2 * row.size && cell.right < right + row.size && row.size < 1.2 * (group[0]?.size ?? 0)
}

/** Whether a gap of the row lies below one of the last rows, and what is right of it stands below what is right of that. */
function aligned(group: readonly CellRow[], row: CellRow): boolean {
  return group
    .filter(({ cells }) => cells.length > 1)
    .slice(-4)
    .some(({ cells }) => {
      for (let a = 1; a < cells.length; a += 1) {
        const [upperLeft, upper] = [cells[a - 1], cells[a]]
        for (let b = 1; b < row.cells.length; b += 1) {
          const [lowerLeft, lower] = [row.cells[b - 1], row.cells[b]]
          if (upperLeft === undefined || upper === undefined || lowerLeft === undefined || lower === undefined) continue
          const white = Math.min(upper.left, lower.left) - Math.max(upperLeft.right, lowerLeft.right)
          if (white > 0.4 * row.size && standsBelow(upper, lower)) return true
        }
      }
      return false
    })
}

function standsBelow(upper: Cell, lower: Cell): boolean {
  return (
    Math.abs(upper.left - lower.left) < sameEdge ||
    Math.abs(upper.right - lower.right) < sameEdge ||
    Math.abs(upper.left + upper.right - lower.left - lower.right) < 2 * sameEdge ||
    (upper.left < lower.right && lower.left < upper.right)
  )
}

/** At least two rows of cells, and not the marks of a list before its items. */
function isTable(rows: readonly CellRow[]): boolean {
  const parted = rows.filter((row) => row.cells.length > 1)
  if (parted.length < 2) return false
  return !parted.every(({ cells }) => cells.length === 2 && bullet.test(`${cells[0]?.text ?? ''} x`))
}

function tableOf(rows: readonly CellRow[], rules: readonly UprightBox[]): Table {
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
  const left = Math.min(...rows.map((row) => row.cells[0]?.left ?? 0))
  return { rows: withOneHeader(merged), columns: [left, ...edges] }
}

/**
 * Header rows that stand upon each other become one, so that each column has its whole header: what is written over
 * several columns is repeated over each, or stands in the corner where it is written over all.
 */
function withOneHeader(rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  const headers = rows.findIndex((row) => (row[0]?.runs.length ?? 0) > 0)
  if (headers < 2 || headers > mostLabels) return rows
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
function partedAlong(rows: readonly CellRow[]): (row: CellRow) => CellRow {
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
      isStrip((left + right) / 2) && (figure.test(cell.text.slice(offset).split(' ')[0] ?? '') || /^\S+$/.test(cell.text.slice(0, offset).trim())),
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
  return filled.every((column) => (above[column]?.runs.length ?? 0) > 0 && !figure.test(cells[column]?.text ?? '') && !figure.test(above[column]?.text ?? ''))
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
  above.some((cell, column) => figure.test(cell.text) && figure.test(below[column]?.text ?? ''))

/** No line is drawn between the two. */
function sameFrame(heights: readonly number[], before: CellRow, row: CellRow): boolean {
  const from = (before.top + before.bottom) / 2
  const to = (row.top + row.bottom) / 2
  return !heights.some((height) => height > from && height < to)
}
