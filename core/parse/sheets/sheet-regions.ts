/** The tables of a sheet: rows parted by empty rows, then by empty columns where what they part are tables each. */
import { type CellKind, cellKind } from './cell-kind.ts'
import { type Sheet, type SheetRow, sampleRows } from './sheet.ts'
import { findHeader, type MergesByRow, type TableHeader } from './table-header.ts'

export interface Region {
  readonly rows: readonly SheetRow[]
  readonly columns: readonly [first: number, last: number]
  readonly header: TableHeader
}

/** Tables beside tables within tables. */
const deepest = 3
/** A table without a header of its own goes on with the one before it, over this many empty rows at most. */
const longestGap = 20
/** Rows of a header on its own, and from its last to the table's first. */
const longestHeader = 4
const longestPause = 3

/** In reading order. */
export function regionsOf(sheet: Sheet): readonly Region[] {
  const merges = mergesByRow(sheet)
  const found: Draft[] = []
  for (const rows of parts(sheet.rows, 0)) {
    const region = { rows: [...rows], columns: columnsOf(rows), header: findHeader(rows, merges) }
    const before = found.at(-1)
    if (before !== undefined && continues(before, region)) before.rows = joined(before.rows, region.rows)
    else found.push(region)
  }
  return found
}

/** As above where nothing stands beside, and an empty row parts tables only where a header follows for certain. */
export function listedRegions(rows: readonly SheetRow[]): readonly Region[] {
  const merges: MergesByRow = new Map()
  const tables: SheetRow[][] = []
  for (const band of withHeaders(bandsOf(rows))) {
    const before = tables.at(-1)
    if (before === undefined || findHeader(band, merges).sure) tables.push([...band])
    else joined(before, band)
  }
  return tables.map((table) => ({ rows: table, columns: columnsOf(table), header: findHeader(table, merges) }))
}

interface Draft extends Region {
  rows: SheetRow[]
}

function joined(first: SheetRow[], second: readonly SheetRow[]): SheetRow[] {
  for (const row of second) first.push(row)
  return first
}

function continues(before: Region, { rows, columns, header }: Region): boolean {
  const gap = (rows[0]?.row ?? 0) - (before.rows.at(-1)?.row ?? 0)
  if (gap < 1 || gap > longestGap || columns[0] < before.columns[0] || columns[1] > before.columns[1]) return false
  // lone cells stand below a list of lone cells only, and a table goes on below one of its kind
  if (before.columns[0] === before.columns[1]) return columns[0] === columns[1]
  return before.header.depth > 0 && !header.sure && (header.depth === 0 || rows.length > 1) && !isTitle(rows)
}

/** One cell alone says what follows. */
const isTitle = (rows: readonly SheetRow[]): boolean => rows.length === 1 && rows[0]?.columns.length === 1

function mergesByRow({ merges }: Sheet): MergesByRow {
  const byRow = new Map<number, Sheet['merges'][number][]>()
  for (const merge of merges) {
    const there = byRow.get(merge.rows[0])
    if (there === undefined) byRow.set(merge.rows[0], [merge])
    else there.push(merge)
  }
  return byRow
}

function* parts(rows: readonly SheetRow[], depth: number): Generator<readonly SheetRow[]> {
  for (const band of withHeaders(bandsOf(rows))) {
    const beside = depth < deepest ? tablesBeside(band) : [band]
    if (beside.length === 1) yield band
    else for (const table of beside) yield* parts(table, depth + 1)
  }
}

function* bandsOf(rows: readonly SheetRow[]): Generator<readonly SheetRow[]> {
  let from = 0
  for (let to = 1; to <= rows.length; to += 1) {
    if (to < rows.length && rows[to]?.row === (rows[to - 1]?.row ?? 0) + 1) continue
    yield rows.slice(from, to)
    from = to
  }
}

/** A header that an empty row or two part from its table stands with it. */
function* withHeaders(bands: Iterable<readonly SheetRow[]>): Generator<readonly SheetRow[]> {
  let header: readonly SheetRow[] = []
  for (const band of bands) {
    const near = (band[0]?.row ?? 0) - (header.at(-1)?.row ?? 0) <= longestPause
    const together = header.length > 0 && near && hasNumbers(band[0]) ? [...header, ...band] : null
    if (together === null && header.length > 0) yield header
    header = []
    if (together !== null) yield together
    else if (band.length <= longestHeader && band.some(({ columns }) => columns.length > 1) && !band.some(hasNumbers)) header = band
    else yield band
  }
  if (header.length > 0) yield header
}

const hasNumbers = (row: SheetRow | undefined): boolean => row?.texts.some((text) => cellKind(text) === 'number') === true

/** An empty column parts two tables where the one on the right has names of its own for its rows. */
function tablesBeside(band: readonly SheetRow[]): readonly (readonly SheetRow[])[] {
  if (band.length < 2) return [band]
  const runs = usedRuns(band)
  if (runs.length === 1) return [band]
  const tables: SheetRow[][] = []
  for (const [first, last] of runs) {
    const rows = within(band, first, last)
    const before = tables.at(-1)
    if (before === undefined || isTable(rows, before)) tables.push(rows)
    else tables[tables.length - 1] = within(band, columnsOf(before)[0], last)
  }
  return tables
}

/** It names its own rows, and what stands beside it is more than names. */
function isTable(rows: readonly SheetRow[], beside: readonly SheetRow[]): boolean {
  const [first, last] = columnsOf(rows)
  const [left, right] = columnsOf(beside)
  if (first === last || left === right) return false
  const sample = rows.slice(1, sampleRows)
  const named = sample.filter(({ columns, texts }) => columns[0] === first && rowNames.has(cellKind(texts[0] ?? '')))
  return named.length > sample.length / 2
}

const rowNames: ReadonlySet<CellKind> = new Set(['text', 'date', 'year'])

function within(rows: readonly SheetRow[], first: number, last: number): SheetRow[] {
  const inside: SheetRow[] = []
  for (const row of rows) {
    const from = row.columns.findIndex((column) => column >= first)
    const beyond = row.columns.findIndex((column) => column > last)
    const to = beyond < 0 ? row.columns.length : beyond
    if (from < 0 || from >= to) continue
    inside.push(from === 0 && to === row.columns.length ? row : { ...row, columns: row.columns.slice(from, to), texts: row.texts.slice(from, to) })
  }
  return inside
}

/** Columns that hold something, as runs without a gap. */
function usedRuns(rows: readonly SheetRow[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = []
  for (const column of usedColumns(rows)) {
    const run = runs.at(-1)
    if (run !== undefined && run[1] === column - 1) run[1] = column
    else runs.push([column, column])
  }
  return runs
}

/** Ascending. */
export function usedColumns(rows: readonly SheetRow[]): readonly number[] {
  const used = new Set<number>()
  let last: readonly number[] | undefined
  for (const { columns } of rows) {
    if (columns !== last) for (const column of columns) used.add(column)
    last = columns
  }
  return [...used].sort((a, b) => a - b)
}

export function columnsOf(rows: readonly SheetRow[]): readonly [first: number, last: number] {
  let first = Number.POSITIVE_INFINITY
  let last = 0
  for (const { columns } of rows) {
    first = Math.min(first, columns[0] ?? first)
    last = Math.max(last, columns.at(-1) ?? last)
  }
  return [first, last]
}
