/**
 * Rows of a table as blocks: what is seen first, then what is hidden. Each block but the first carries the header, and
 * a wide table comes in groups of columns, the names of its rows in each.
 */
import type { Block } from '../../types/document.ts'
import type { SheetRow } from './sheet.ts'
import { type ColumnGroup, groupColumns } from './table-groups.ts'

export interface Table {
  readonly sheet: string
  readonly names: ReadonlyMap<number, string>
  /** Of the header's first line; 0 where there is none. */
  readonly headerRow: number
  readonly groups: readonly ColumnGroup[]
  /** The header is not seen. */
  readonly headerHidden: boolean
  /** All of it is hidden. */
  readonly hidden: boolean
  readonly hiddenColumns: ReadonlySet<number>
}

export interface TableStart {
  readonly sheet: string
  /** Columns that hold something, ascending. */
  readonly used: readonly number[]
  readonly names: ReadonlyMap<number, string>
  readonly header: SheetRow | undefined
  /** The first rows below the header. */
  readonly sample: readonly SheetRow[]
  readonly hidden: boolean
  readonly hiddenColumns: ReadonlySet<number>
}

export function createTable({ sheet, used, names, header, sample, hidden, hiddenColumns }: TableStart): Table {
  const groups = groupColumns(names, used, sample)
  const ordered = new Map([...names].sort(([a], [b]) => a - b))
  return { sheet, names: ordered, headerRow: header?.row ?? 0, groups, headerHidden: header?.hidden === true, hidden, hiddenColumns }
}

/** A block of rows is cut at this many, or this much text. */
const mostRows = 60
const longestBlock = 8_000
/** Rows of one group of columns before those of the next. */
const rowsInTurn = 600

/** `first`: these are the table's first rows, and the header goes before them. */
export function* tableBlocks(table: Table, rows: readonly SheetRow[], first: boolean): Generator<Block> {
  if (rows.length === 0 && first) yield* turn(table, rows, true)
  for (let at = 0; at < rows.length; at += rowsInTurn) yield* turn(table, rows.slice(at, at + rowsInTurn), first && at === 0)
}

function* turn(table: Table, rows: readonly SheetRow[], first: boolean): Generator<Block> {
  const columnsHidden = [...table.names.keys()].some((column) => table.hiddenColumns.has(column))
  if (!table.hidden) yield* side(table, rows, first, false)
  if (table.hidden || (first && (table.headerHidden || columnsHidden)) || rows.some((row) => holdsHidden(table, row))) yield* side(table, rows, first, true)
}

function holdsHidden(table: Table, row: SheetRow): boolean {
  return row.hidden === true || row.unseen !== undefined || (table.hiddenColumns.size > 0 && row.columns.some((column) => table.hiddenColumns.has(column)))
}

/** What is seen, or what is not. */
function* side(table: Table, rows: readonly SheetRow[], first: boolean, hidden: boolean): Generator<Block> {
  const linesOf = table.groups.map((): [row: number, cells: Map<number, string>][] => [])
  for (const row of rows) {
    const own = new Map<number, string>()
    for (const [at, column] of row.columns.entries()) if (isHidden(table, row, column) === hidden) own.set(column, row.texts[at] ?? '')
    if (own.size > 0) deal(table.groups, row.row, own, linesOf)
  }
  for (const [at, group] of table.groups.entries()) yield* groupBlocks(table, group, linesOf[at] ?? [], first, hidden)
}

function isHidden(table: Table, row: SheetRow, column: number): boolean {
  return table.hidden || row.hidden === true || table.hiddenColumns.has(column) || row.unseen?.has(column) === true
}

/** Each cell goes to its group; the names of the row go along. */
function deal(groups: readonly ColumnGroup[], row: number, cells: ReadonlyMap<number, string>, linesOf: [number, Map<number, string>][][]): void {
  if (groups.length === 1) {
    linesOf[0]?.push([row, new Map(cells)])
    return
  }
  let at = 0
  let line: Map<number, string> | null = null
  for (const [column, text] of cells) {
    while (at < groups.length - 1 && column > (groups[at]?.columns[1] ?? 0)) {
      at += 1
      line = null
    }
    if (line === null) {
      line = new Map()
      for (const key of groups[at]?.keys ?? []) if (cells.has(key)) line.set(key, cells.get(key) ?? '')
      linesOf[at]?.push([row, line])
    }
    line.set(column, text)
  }
}

function* groupBlocks(
  table: Table,
  group: ColumnGroup,
  lines: readonly (readonly [row: number, cells: ReadonlyMap<number, string>])[],
  first: boolean,
  hidden: boolean,
): Generator<Block> {
  // a row may turn out longer than those that the groups were made from
  const columns = [group.keys[0] ?? group.columns[0], lines.reduce((last, [, cells]) => Math.max(last, lastKey(cells)), group.columns[1])] as const
  const names = [...table.names].filter(([column]) => inGroup(group, column))
  // each name is text once, where it is seen or else where it is hidden; what is hidden may name what it is by what is seen
  const own = names.filter(([column]) => isHiddenName(table, column) === hidden)
  const around = new Map(hidden ? names : own)
  const header = around.size === 0 ? '' : lineOf(around, columns)
  let text = ''
  let rows: [number, number][] = []
  let opening = first && own.some(([column]) => column >= group.columns[0])
  if (opening) {
    text = lineOf(new Map(own), columns)
    rows = [[0, table.headerRow]]
  }
  const block = (): Block => ({
    kind: 'table',
    text,
    place: { kind: 'sheet', sheet: table.sheet, columns, rows },
    ...((opening && own.length === around.size) || header === '' ? {} : { header }),
    ...(hidden ? { hidden: true } : {}),
  })
  let count = 0
  for (const [row, cells] of lines) {
    const line = lineOf(cells, columns)
    if (count === mostRows || (count > 0 && text.length + line.length > longestBlock)) {
      yield block()
      opening = false
      text = ''
      rows = []
      count = 0
    }
    if (rows.length > 0) text += '\n'
    rows.push([text.length, row])
    text += line
    count += 1
  }
  if (rows.length > 0) yield block()
}

const lastKey = (cells: ReadonlyMap<number, string>): number => [...cells.keys()].at(-1) ?? 0

const inGroup = (group: ColumnGroup, column: number): boolean => group.keys.includes(column) || (column >= group.columns[0] && column <= group.columns[1])

const isHiddenName = (table: Table, column: number): boolean => table.hidden || table.headerHidden || table.hiddenColumns.has(column)

function lineOf(cells: ReadonlyMap<number, string>, [first, last]: readonly [number, number]): string {
  let line = ''
  let at = first
  for (const [column, text] of cells) {
    line += '\t'.repeat(column - at) + text
    at = column
  }
  return line + '\t'.repeat(last - at)
}
