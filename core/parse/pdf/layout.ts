/**
 * Reading order of a page: columns are told apart by the white gutters that run down between them (a recursive
 * cut, as in Ha, Haralick and Phillips 1995), a title across ends them. Inside a column the file's own order holds
 * as far as it goes down. Plain functions.
 */

import type { Run } from './finish-run.ts'
import type { UprightBox } from './frame.ts'

/** Runs on one line of print, left to right. */
export interface Row {
  readonly runs: readonly Run[]
  readonly top: number
  readonly bottom: number
}

interface Gutter {
  readonly left: number
  readonly right: number
  /** Rows that have print on both sides. */
  readonly split: number
  readonly first: number
  readonly last: number
  /** White ran across the page since: what stands below belongs to it only if it is on both sides. */
  readonly behind: boolean
}

/** More runs than this are read in the file's order. */
const mostRuns = 6_000
const deepest = 6
/** In heights of the print. */
const narrowestGutter = 0.7
const fewestRows = 3
/** On average in the lines of a column: fewer are labels. */
const fewestWords = 1.3
/** Characters of a run in the narrowest columns of prose. */
const proseLength = 22
/** Tried in one region. */
const mostGutters = 8

/** Regions in reading order, each a column or what stands above, below or between columns; runs inside in reading order. */
export function regionsOf(runs: readonly Run[], rules: readonly UprightBox[], depth = 0): readonly (readonly Run[])[] {
  if (runs.length === 0) return []
  if (runs.length > mostRuns || depth > deepest) return [runs]
  if (runs.filter((run) => run.downward).length > runs.length / 2) return [inOrder(runs)]
  const rows = rowsOf(runs)
  const gutter = guttersOf(rows).find((found) => partsColumns(rows.slice(found.first, found.last + 1), found, rules))
  if (gutter === undefined) return [inOrder(runs)]
  const middle = (gutter.left + gutter.right) / 2
  const inside = rows.slice(gutter.first, gutter.last + 1).flatMap((row) => row.runs)
  return [
    rows.slice(0, gutter.first).flatMap((row) => row.runs),
    inside.filter((run) => run.right <= middle + 1),
    inside.filter((run) => run.right > middle + 1),
    rows.slice(gutter.last + 1).flatMap((row) => row.runs),
  ].flatMap((part) => regionsOf(part, rules, depth + 1))
}

/** Top to bottom. */
export function rowsOf(runs: readonly Run[]): readonly Row[] {
  const rows: { runs: Run[]; top: number; bottom: number }[] = []
  for (const run of [...runs].sort((a, b) => a.top + a.bottom - b.top - b.bottom)) {
    const row = rows.at(-1)
    const shared = row === undefined ? 0 : Math.min(row.bottom, run.bottom) - Math.max(row.top, run.top)
    if (row !== undefined && shared > 0.6 * Math.min(run.bottom - run.top, row.bottom - row.top) && Math.abs(middleOf(row) - middleOf(run)) < 0.5 * run.size) {
      row.runs.push(run)
      row.top = Math.min(row.top, run.top)
      row.bottom = Math.max(row.bottom, run.bottom)
    } else rows.push({ runs: [run], top: run.top, bottom: run.bottom })
  }
  for (const row of rows) row.runs.sort((a, b) => a.left - b.left)
  return rows
}

const middleOf = ({ top, bottom }: Pick<Row, 'top' | 'bottom'>): number => (top + bottom) / 2

/** White strips that run down between the print of several rows, the longest first. */
function guttersOf(rows: readonly Row[]): readonly Gutter[] {
  const ended: Gutter[] = []
  let live: Gutter[] = []
  rows.forEach((row, index) => {
    const gaps = gapsOf(row)
    const size = row.runs[0]?.size ?? 10
    const next: Gutter[] = []
    for (const gutter of live) {
      const gap = widest(gaps, gutter)
      const left = Math.max(gutter.left, gap?.[0] ?? Number.POSITIVE_INFINITY)
      const right = Math.min(gutter.right, gap?.[1] ?? Number.NEGATIVE_INFINITY)
      if (right - left < narrowestGutter * size) {
        ended.push(gutter)
        continue
      }
      const split = row.runs.some((run) => run.right <= left + 1) && row.runs.some((run) => run.left >= right - 1)
      const behind = !split && (gutter.behind || !near(rows, index))
      next.push({ ...gutter, left, right, split: gutter.split + (split ? 1 : 0), last: behind ? gutter.last : index, behind })
    }
    for (const [left, right] of gaps) {
      if (left === Number.NEGATIVE_INFINITY || right === Number.POSITIVE_INFINITY || right - left < narrowestGutter * size) continue
      if (!next.some((gutter) => gutter.left < right && gutter.right > left)) next.push({ left, right, split: 1, first: index, last: index, behind: false })
    }
    live = next.slice(0, 24)
  })
  return [...ended, ...live]
    .filter((gutter) => gutter.split >= fewestRows)
    .sort((a, b) => b.split - a.split)
    .slice(0, mostGutters)
}

/** Not far below the row above it. */
function near(rows: readonly Row[], index: number): boolean {
  const [before, row] = [rows[index - 1], rows[index]]
  return before !== undefined && row !== undefined && row.top - before.bottom < 2.5 * (row.bottom - row.top)
}

/** What no run of the row covers, the margins included. */
function gapsOf(row: Row): readonly (readonly [number, number])[] {
  const gaps: [number, number][] = []
  let covered = Number.NEGATIVE_INFINITY
  for (const run of row.runs) {
    if (run.left > covered) gaps.push([covered, run.left])
    covered = Math.max(covered, run.right)
  }
  gaps.push([covered, Number.POSITIVE_INFINITY])
  return gaps
}

function widest(gaps: readonly (readonly [number, number])[], { left, right }: Gutter): readonly [number, number] | undefined {
  let best: readonly [number, number] | undefined
  let most = 0
  for (const gap of gaps) {
    const shared = Math.min(gap[1], right) - Math.max(gap[0], left)
    if (shared > most) {
      most = shared
      best = gap
    }
  }
  return best
}

/** Whether the gutter lies between columns to be read one after the other, and not between the cells of rows. */
function partsColumns(rows: readonly Row[], gutter: Gutter, rules: readonly UprightBox[]): boolean {
  const top = rows[0]?.top ?? 0
  const bottom = rows.at(-1)?.bottom ?? 0
  const crossing = rules.filter((rule) => rule.left < gutter.left && rule.right > gutter.right && rule.top > top + 2 && rule.bottom < bottom - 2)
  if (crossing.length > 1) return false
  const middle = (gutter.left + gutter.right) / 2
  const left = sideOf(rows, (run) => run.right <= middle + 1)
  if (left.lines.length < fewestRows || left.words <= fewestWords) return false
  const right = sideOf(rows, (run) => run.right > middle + 1)
  if (right.lines.length < fewestRows || right.words <= fewestWords) return false
  const prose = isProse(left) && isProse(right)
  if (prose) return true
  // beside prose, lines at heights of their own are a sidebar
  if ((isProse(left) || isProse(right)) && level(left, right) < 0.4) return true
  const drawnInTurn = turns(rows, middle) <= 3
  return drawnInTurn && left.words > 2 && right.words > 2 && !isFigures(left) && !isFigures(right)
}

interface Line {
  readonly left: number
  readonly right: number
  readonly bottom: number
}

interface Side {
  readonly lines: readonly Line[]
  readonly width: number
  /** On average in a line. */
  readonly words: number
  readonly digits: number
  /** Of the runs, in the middle of all: cells are shorter than lines of prose. */
  readonly length: number
}

function sideOf(rows: readonly Row[], belongs: (run: Run) => boolean): Side {
  const lines: Line[] = []
  let words = 0
  let digits = 0
  let letters = 0
  const lengths: number[] = []
  for (const row of rows) {
    let first: Run | undefined
    let right = Number.NEGATIVE_INFINITY
    for (const run of row.runs) {
      if (!belongs(run)) continue
      letters += first === undefined ? run.text.length : run.text.length + 1
      first ??= run
      right = Math.max(right, run.right)
      words += 1
      for (let at = 0; at < run.text.length; at += 1) {
        const code = run.text.charCodeAt(at)
        if (code === 0x20) words += 1
        else if (code >= 0x30 && code <= 0x39) digits += 1
      }
      lengths.push(run.text.length)
    }
    if (first !== undefined) lines.push({ left: first.left, bottom: first.bottom, right })
  }
  const width = Math.max(...lines.map((line) => line.right)) - Math.min(...lines.map((line) => line.left))
  return { lines, width, words: words / Math.max(1, lines.length), digits: digits / Math.max(1, letters), length: middleValue(lengths) }
}

/** Lines of some length, about half of which reach across the column. */
function isProse({ lines, width, length }: Side): boolean {
  const full = lines.filter((line) => line.right - line.left > 0.75 * width).length
  return lines.length > fewestRows && length >= proseLength && full >= 0.45 * lines.length
}

/** The share of lines, of the side with fewer, that stand level with one of the other side. */
function level(a: Side, b: Side): number {
  const [few, many] = a.lines.length < b.lines.length ? [a, b] : [b, a]
  return few.lines.filter((line) => many.lines.some((other) => Math.abs(line.bottom - other.bottom) < 1)).length / Math.max(1, few.lines.length)
}

const middleValue = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

const isFigures = (side: Side): boolean => side.digits > 0.4

/** How often the file goes from one side to the other. */
function turns(rows: readonly Row[], middle: number): number {
  const sides = rows
    .flatMap((row) => row.runs)
    .sort((a, b) => a.at - b.at)
    .map((run) => run.right > middle + 1)
  return sides.filter((side, index) => index > 0 && side !== sides[index - 1]).length
}

/**
 * The file's order, but what it draws late and further up (headings after their text, words in another font) is moved
 * to where it stands.
 */
function inOrder(runs: readonly Run[]): readonly Run[] {
  const ordered: Run[] = []
  let cursor = 0
  for (const run of [...runs].sort((a, b) => a.at - b.at)) {
    const [before, after] = [ordered[cursor - 1], ordered[cursor]]
    if (before !== undefined && (isAbove(run, before) || (after !== undefined && !comesBefore(run, after)))) {
      const place = ordered.findIndex((other) => comesBefore(run, other))
      cursor = place < 0 ? ordered.length : place
    }
    ordered.splice(cursor, 0, run)
    cursor += 1
  }
  return ordered
}

const isAbove = (run: Run, other: Run): boolean => run.bottom < other.top + 0.3 * run.size || (onOneRow(run, other) && !run.downward && run.right < other.left)

function onOneRow(a: Run, b: Run): boolean {
  return Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top)
}

/** Stands above it in the same column, or right before it on the same row. */
function comesBefore(run: Run, other: Run): boolean {
  if (run.turned || other.turned) return false
  if (run.downward && other.downward) return run.left >= other.right - 1 && run.left - other.right < 2 * run.size
  if (onOneRow(run, other)) return run.right <= other.left + 1 && other.left - run.right < 2 * run.size
  const shared = Math.min(run.right, other.right) - Math.max(run.left, other.left)
  return run.bottom < other.top + 0.3 * run.size && shared > 0.3 * Math.min(run.right - run.left, other.right - other.left)
}
