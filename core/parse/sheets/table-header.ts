/**
 * Finds the header of a table: rows that name the columns, told from what stands below them. Several such rows, with
 * cells that reach over columns, become one name for each column: "2009 Q1".
 */
import type { CellRange } from '../../text/cell-name.ts'
import { type CellKind, cellKind } from './cell-kind.ts'
import { type SheetRow, sampleRows } from './sheet.ts'

export interface TableHeader {
  /** Rows before the header: a title, a date. */
  readonly lead: number
  /** Rows of the header; 0 where there is none. */
  readonly depth: number
  /** The values below are of another kind than the header: it is one for certain. */
  readonly sure: boolean
  /** By column. */
  readonly names: ReadonlyMap<number, string>
}

/** Merged cells by their first row. */
export type MergesByRow = ReadonlyMap<number, readonly CellRange[]>

const deepest = 4
const longestName = 120
/** Share of a column's values that must be of one kind. */
const mostly = 0.6

export function findHeader(rows: readonly SheetRow[], merges: MergesByRow): TableHeader {
  const sample = rows.slice(0, sampleRows)
  const lead = leadOf(sample, merges)
  for (let depth = 1; depth <= deepest && lead + depth <= sample.length; depth += 1) {
    const head = sample.slice(lead, lead + depth)
    const body = kindsBelow(sample.slice(lead + depth))
    if (!head.every((row) => namesColumns(row, body))) break
    const next = sample[lead + depth]
    if (next !== undefined && goesOn(head, next, merges) && namesColumns(next, kindsBelow(sample.slice(lead + depth + 1)))) continue
    const sure = head.some((row) => row.columns.some((column, at) => differs(cellKind(row.texts[at] ?? ''), body.get(column))))
    if (!sure && !likely(head, sample.slice(lead + depth))) break
    return { lead, depth, sure, names: namesOf(head, firstColumn(sample), merges) }
  }
  return { lead, depth: 0, sure: false, names: new Map() }
}

/** Rows at the start that are no part of the table: few cells, from the first column on. */
function leadOf(sample: readonly SheetRow[], merges: MergesByRow): number {
  const lengths = sample.map(({ columns }) => columns.length).sort((a, b) => a - b)
  const usual = lengths[Math.floor(lengths.length / 2)] ?? 0
  if (usual < 2) return 0
  const few = Math.max(1, Math.floor(usual * 0.4))
  const first = firstColumn(sample)
  const isLead = (row: SheetRow): boolean =>
    row.columns.length <= few &&
    row.columns[0] === first &&
    row.columns.every((column, at) => column === first + at) &&
    !(merges.get(row.row) ?? []).some(({ columns }) => columns[0] > first && columns[1] > columns[0])
  const end = sample.findIndex((row) => !isLead(row))
  return Math.max(end, 0)
}

const firstColumn = (rows: readonly SheetRow[]): number => Math.min(...rows.map(({ columns }) => columns[0] ?? 1))

type KindsBelow = ReadonlyMap<number, { readonly kind: CellKind; readonly texts: ReadonlySet<string> }>

/** For each column what its values mostly are. */
function kindsBelow(body: readonly SheetRow[]): KindsBelow {
  const counts = new Map<number, { readonly kinds: Map<CellKind, number>; readonly texts: Set<string>; total: number }>()
  for (const { columns, texts } of body)
    for (const [at, column] of columns.entries()) {
      const text = texts[at] ?? ''
      const kind = cellKind(text)
      let count = counts.get(column)
      if (count === undefined) {
        count = { kinds: new Map(), texts: new Set(), total: 0 }
        counts.set(column, count)
      }
      count.texts.add(text)
      if (kind === 'missing') continue
      count.total += 1
      count.kinds.set(kind, (count.kinds.get(kind) ?? 0) + 1)
    }
  return new Map(
    [...counts].map(([column, { kinds, texts, total }]) => {
      const [kind] = [...kinds].find(([, count]) => count >= mostly * total) ?? ['missing' as const]
      return [column, { kind, texts }]
    }),
  )
}

/** Names are words, or years, dates and numbers that differ from what stands below, or that count on: 1, 2, 3. */
function namesColumns(row: SheetRow, body: KindsBelow): boolean {
  const kinds = row.texts.map(cellKind)
  const counts = countsOn(row.texts.filter((_, at) => kinds[at] === 'number' || kinds[at] === 'year'))
  return row.columns.every((column, at) => {
    const kind = kinds[at] ?? 'text'
    if ((row.texts[at] ?? '').length > longestName) return false
    if (kind === 'text' || kind === 'missing') return true
    return counts || (kind !== 'number' && kind !== body.get(column)?.kind)
  })
}

/** Three at least, each one more than the last. */
function countsOn(texts: readonly string[]): boolean {
  return texts.length >= 3 && texts.every((text, at) => at === 0 || Number(text) === Number(texts[at - 1]) + 1)
}

function differs(name: CellKind, below: { readonly kind: CellKind } | undefined): boolean {
  if (below === undefined || name === 'missing' || below.kind === 'missing' || below.kind === 'text') return false
  return name !== below.kind
}

/** The next row is a header too: this one has cells that reach over it, or gaps that it fills. */
function goesOn(head: readonly SheetRow[], next: SheetRow, merges: MergesByRow): boolean {
  const last = head.at(-1)
  if (last === undefined || next.row !== last.row + 1) return false
  const over = head.flatMap(({ row }) => merges.get(row) ?? [])
  if (over.some(({ rows }) => rows[1] >= next.row)) return true
  if (over.some(({ columns, rows }) => rows[1] === last.row && columns[1] > columns[0])) return true
  const filled = new Set(last.columns)
  const from = last.columns[0] ?? 1
  return next.columns.length > last.columns.length && next.columns.some((column) => column > from && !filled.has(column))
}

/** Nothing but words below: a header where each cell is short, of its own, and not seen again under itself. */
function likely(head: readonly SheetRow[], body: readonly SheetRow[]): boolean {
  const row = head.at(-1)
  if (row === undefined || row.columns.length < 2 || body.length < (row.columns.length === 2 ? 4 : 2)) return false
  const widest = Math.max(...body.map(({ columns }) => columns.length))
  const below = kindsBelow(body)
  return (
    row.columns.length >= 0.8 * widest &&
    new Set(row.texts).size === row.texts.length &&
    row.texts.every((text) => text.length <= 60) &&
    row.columns.every((column, at) => below.get(column)?.texts.has(row.texts[at] ?? '') !== true)
  )
}

function namesOf(head: readonly SheetRow[], first: number, merges: MergesByRow): ReadonlyMap<number, string> {
  const parts = new Map<number, string[]>()
  for (const [depth, row] of head.entries()) {
    const names = new Map(row.columns.map((column, at) => [column, row.texts[at] ?? '']))
    const below = head.slice(depth + 1)
    for (const [column, name] of below.length === 0 ? names : spread(names, first, merges.get(row.row) ?? [], below)) {
      const before = parts.get(column) ?? []
      if (before.at(-1) !== name) parts.set(column, [...before, name])
    }
  }
  return new Map([...parts].map(([column, names]) => [column, names.join(' ')]))
}

/** A name over several columns: as far as its merged cell reaches or, where nothing is merged, to the next name. */
function spread(names: ReadonlyMap<number, string>, first: number, merges: readonly CellRange[], below: readonly SheetRow[]): ReadonlyMap<number, string> {
  const wide = new Map(names)
  const merged = merges.filter(({ columns }) => columns[1] > columns[0])
  const columns = new Set([...names.keys(), ...below.flatMap((row) => row.columns)])
  let last: string | undefined
  for (const column of [...columns].sort((a, b) => a - b)) {
    const own = names.get(column)
    // what stands over the rows' own names is none for the columns beside
    if (own !== undefined) last = column === first ? undefined : own
    const over = merged.find((range) => range.columns[0] <= column && column <= range.columns[1])
    const name = own ?? (merged.length === 0 ? last : over === undefined ? undefined : names.get(over.columns[0]))
    if (name !== undefined) wide.set(column, name)
  }
  return wide
}
