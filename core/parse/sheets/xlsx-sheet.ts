/** The cells of one XLSX sheet as they are displayed. Formulas are passed over: their last results stand beside them. (ECMA-376, 18.3.) */
import { type CellRange, parseRange } from '../../text/cell-name.ts'
import { readXmlStream, type XmlAttributes } from '../office/xml-stream.ts'
import { mostColumns, mostRows, type SheetRow } from './sheet.ts'
import { createSheetRows } from './sheet-rows.ts'
import type { CellStyles } from './xlsx-styles.ts'

export interface SheetCells {
  readonly rows: readonly SheetRow[]
  readonly merges: readonly CellRange[]
  readonly hiddenColumns: ReadonlySet<number>
}

export interface BookLook {
  readonly strings: readonly string[]
  readonly styles: CellStyles
  readonly dates1904: boolean
}

const dayMs = 86_400_000

export async function readSheet(pieces: AsyncIterable<string>, look: BookLook): Promise<SheetCells> {
  const rows = createSheetRows()
  const merges: CellRange[] = []
  const hiddenColumns = new Set<number>()
  const coloured: CellRange[] = []
  let row = 0
  let column = 0
  let style = 0
  let type = ''
  let value = ''
  /** The element whose text is wanted. */
  let reading: 'v' | 't' | null = null
  let phonetic = false

  function startCell(attribute: XmlAttributes): void {
    const place = cellOf(attribute('r'))
    column = place ?? column + 1
    style = Number(attribute('s') ?? 0)
    type = attribute('t') ?? 'n'
    value = ''
  }

  function endCell(): void {
    if (value === '') return
    const shown = displayedText(value, type, style, look)
    if (shown !== '') rows.add(column, shown, look.styles.isUnseen(style) || (isText(type) && look.styles.hidesText(style)))
    else if (value !== '0' && type === 'n') rows.add(column, value, true)
  }

  await readXmlStream(pieces, {
    open(name, attribute) {
      if (name === 'row') {
        row = wholeNumber(attribute('r')) ?? row + 1
        column = 0
        rows.start(row, isOn(attribute('hidden')) || attribute('ht') === '0')
      } else if (name === 'c') startCell(attribute)
      else if (name === 'v') reading = 'v'
      else if (name === 't') reading = 't'
      else if (name === 'rPh') phonetic = true
      else if (name === 'col' && (isOn(attribute('hidden')) || attribute('width') === '0')) hideColumns(hiddenColumns, attribute)
      else if (name === 'mergeCell') addRange(merges, attribute('ref'))
      else if (name === 'conditionalFormatting') for (const range of (attribute('sqref') ?? '').split(' ').slice(0, 100)) addRange(coloured, range)
    },
    text(text) {
      if (reading !== null && !phonetic) value += text
    },
    close(name) {
      if (name === 'v' || name === 't') reading = null
      else if (name === 'rPh') phonetic = false
      else if (name === 'c') endCell()
    },
  })
  // what a rule colours may be seen after all
  const seen = (cellRow: number, cellColumn: number): boolean => coloured.some(({ rows, columns }) => inside(cellRow, rows) && inside(cellColumn, columns))
  return { rows: rows.take(seen), merges, hiddenColumns }
}

const inside = (value: number, [first, last]: readonly [number, number]): boolean => first <= value && value <= last
const isText = (type: string): boolean => type === 's' || type === 'str' || type === 'inlineStr'
export const isOn = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on'

function displayedText(value: string, type: string, style: number, { strings, styles, dates1904 }: BookLook): string {
  switch (type) {
    case 's':
      return strings[Number(value)] ?? ''
    case 'str':
    case 'inlineStr':
      return unescapeControls(value)
    case 'b':
      return value.trim() === '1' ? 'TRUE' : 'FALSE'
    case 'e':
      return value
    case 'd':
      return styles.format(serialOf(value, dates1904), style)
    default: {
      const number = Number(value)
      return Number.isFinite(number) ? styles.format(number, style) : value
    }
  }
}

/** An ISO 8601 date as days since the file's first one. */
function serialOf(date: string, dates1904: boolean): number {
  const utc = Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(date) || !date.includes('T') ? date : `${date}Z`)
  return (utc - Date.UTC(1899, 11, 30)) / dayMs - (dates1904 ? 1462 : 0)
}

/** Characters that XML cannot hold are written as `_x000D_`. */
export function unescapeControls(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text
}

/** The column of a cell's name. */
function cellOf(name: string | undefined): number | null {
  if (name === undefined) return null
  let column = 0
  for (let at = 0; at < name.length; at += 1) {
    const letter = name.charCodeAt(at) & 0xdf
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column > 0 && column <= mostColumns ? column : null
}

function wholeNumber(text: string | undefined): number | null {
  const number = Number(text)
  return text !== undefined && Number.isInteger(number) && number > 0 && number <= mostRows ? number : null
}

function hideColumns(into: Set<number>, attribute: XmlAttributes): void {
  const last = Math.min(Number(attribute('max')), mostColumns)
  for (let column = Math.max(1, Number(attribute('min'))); column <= last; column += 1) into.add(column)
}

function addRange(into: CellRange[], name: string | undefined): void {
  const range = parseRange((name ?? '').replaceAll('$', ''))
  if (range !== null) into.push(range)
}
