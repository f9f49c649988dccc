/** Tables among the runs of a page: rows that follow each other and whose cells stand below each other. Plain functions. */

import type { Run } from './finish-run.ts'
import type { UprightBox } from './frame.ts'
import type { Row } from './layout.ts'
import { rowsOf } from './layout.ts'
import { bullet } from './lines.ts'
import type { Cell, CellRow, Table } from './table-grid.ts'
import { partedAlong, sameEdge, tableOf } from './table-grid.ts'

const currency = /^[$€£¥₹]$|^\($/
const closing = /^[)%]{1,2}\*{0,2}$/
const longestLabel = 90
const mostLabels = 3

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
