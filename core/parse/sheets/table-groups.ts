/**
 * Columns of a wide table in groups, each narrow enough that its names fit beside a passage and its rows within one.
 * The columns that name the rows stand in every group.
 */
import { cellKind } from './cell-kind.ts'
import { type SheetRow, sampleRows } from './sheet.ts'

export interface ColumnGroup {
  /** Repeated from the first group; empty in that one. */
  readonly keys: readonly number[]
  /** From 1, inclusive. */
  readonly columns: readonly [first: number, last: number]
}

/** What a passage's context holds of a header, and a passage of a row, in tokens as estimated below. */
const headerTokens = 34
const rowTokens = 90
/** Names of rows that are longer than this are not repeated. */
const keyTokens = 12
/** Tabs of one row: each cell stands at its column. */
const widest = 256

/** `used`: the columns of the table that hold something, ascending; `rows`: its first. At least one group. */
export function groupColumns(names: ReadonlyMap<number, string>, used: readonly number[], rows: readonly SheetRow[]): readonly ColumnGroup[] {
  const cells = cellTokens(rows)
  const header = (column: number): number => 1 + tokensOf(names.get(column) ?? '')
  const cost = (column: number): number => cells.get(column) ?? 0
  const keys = keysOf(used, header, cost, rows)
  const keyHeader = sum(keys.map(header))
  const keyCost = sum(keys.map(cost))

  const groups: ColumnGroup[] = []
  let first = used[0] ?? 1
  let last = first
  let [inHeader, inRow] = [0, 0]
  const close = (): void => void groups.push({ keys: groups.length === 0 ? [] : near(keys, first), columns: [first, last] })
  for (const column of used) {
    const [more, wider] = [header(column), cost(column)]
    if (column > first && inHeader > 0 && (inHeader + more > headerTokens || inRow + wider > rowTokens || column - first > widest)) {
      close()
      first = column
      ;[inHeader, inRow] = near(keys, first).length > 0 ? [keyHeader, keyCost] : [0, 0]
    }
    last = column
    inHeader += more
    inRow += wider
  }
  close()
  return groups
}

const near = (keys: readonly number[], column: number): readonly number[] => (column - (keys[0] ?? column) > widest ? [] : keys)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** The first column, and the second where it says in words what the first may say in a number. */
function keysOf(used: readonly number[], header: (column: number) => number, cost: (column: number) => number, rows: readonly SheetRow[]): readonly number[] {
  const keys: number[] = []
  for (const column of used.slice(0, 2)) {
    if (cost(column) > keyTokens || header(column) > keyTokens) break
    if (keys.length === 1 && !mostlyText(column, rows)) break
    keys.push(column)
  }
  return keys
}

function mostlyText(column: number, rows: readonly SheetRow[]): boolean {
  const texts = rows.slice(0, sampleRows).flatMap((row) => row.texts[row.columns.indexOf(column)] ?? [])
  return texts.filter((text) => cellKind(text) === 'text').length > texts.length / 2
}

/** What a column's values mostly take: the middle one of a sample. */
function cellTokens(rows: readonly SheetRow[]): ReadonlyMap<number, number> {
  const all = new Map<number, number[]>()
  for (const { columns, texts } of rows.slice(0, sampleRows))
    for (const [at, column] of columns.entries()) {
      const there = all.get(column)
      const tokens = tokensOf(texts[at] ?? '')
      if (there === undefined) all.set(column, [tokens])
      else there.push(tokens)
    }
  return new Map([...all].map(([column, tokens]) => [column, tokens.sort((a, b) => a - b)[Math.floor(tokens.length / 2)] ?? 0]))
}

/** As word pieces go: long words and numbers come apart, signs stand alone. */
function tokensOf(text: string): number {
  let tokens = 0
  for (const [word] of text.slice(0, 200).matchAll(/\p{L}+|\p{N}+|[^\s\p{L}\p{N}]/gu))
    tokens += /\p{N}/u.test(word) ? Math.ceil(word.length / 4) : Math.ceil(word.length / 6)
  return tokens
}
