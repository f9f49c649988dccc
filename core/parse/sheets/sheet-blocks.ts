/** A sheet as blocks: its name, its tables, the notes on its cells. */
import type { Block } from '../../types/document.ts'
import { cleanText } from '../shared/clean-text.ts'
import type { Sheet, SheetNote, SheetRow } from './sheet.ts'
import { columnsOf, type Region, regionsOf, usedColumns } from './sheet-regions.ts'
import { createTable, tableBlocks } from './table-blocks.ts'

/** Cells of a column on its own that are longer than this on average are prose. UTF-16 code units. */
const longCell = 60

export function* sheetBlocks(sheet: Sheet): Generator<Block> {
  const regions = regionsOf(sheet)
  const first = regions[0]
  const row = first?.rows[0]?.row ?? sheet.notes[0]?.row ?? 1
  const columns = first?.columns ?? [1, 1]
  const hidden = sheet.hidden === true ? ({ hidden: true } as const) : {}
  const name = cleanText(sheet.name).trim()
  if (name !== '' && (regions.length > 0 || sheet.notes.length > 0))
    yield { kind: 'heading', level: 1, text: name, place: { kind: 'sheet', sheet: sheet.name, columns, rows: [[0, row]] }, ...hidden }
  for (const region of regions) yield* regionBlocks(sheet, region)
  for (const note of sheet.notes) yield noteBlock(sheet, note)
}

export function* regionBlocks(sheet: Sheet, { rows, columns, header }: Region): Generator<Block> {
  if (isProse(rows, columns)) {
    for (const row of rows) yield rowBlock(sheet, row)
    return
  }
  for (const row of rows.slice(0, header.lead)) yield rowBlock(sheet, row)
  const body = rows.slice(header.lead + header.depth)
  const head = header.depth === 0 ? undefined : rows[header.lead]
  const { names } = header
  const { name, hiddenColumns } = sheet
  const table = createTable({
    sheet: name,
    used: usedColumns(rows.slice(header.lead)),
    names,
    header: head,
    sample: body,
    hidden: sheet.hidden === true,
    hiddenColumns,
  })
  yield* tableBlocks(table, body, true)
}

function isProse(rows: readonly SheetRow[], [first, last]: readonly [number, number]): boolean {
  if (rows.length === 1 && rows[0]?.columns.length === 1) return true
  return first === last && rows.reduce((sum, { texts }) => sum + (texts[0] ?? '').length, 0) > longCell * rows.length
}

/** A row that is no part of a table. */
export function rowBlock(sheet: Sheet, row: SheetRow): Block {
  const hidden =
    sheet.hidden === true || row.hidden === true || row.columns.every((column) => sheet.hiddenColumns.has(column) || row.unseen?.has(column) === true)
  return {
    kind: 'paragraph',
    text: row.texts.join('\t'),
    place: { kind: 'sheet', sheet: sheet.name, columns: columnsOf([row]), rows: [[0, row.row]] },
    ...(hidden ? { hidden: true } : {}),
  }
}

function noteBlock(sheet: Sheet, { kind, row, column, text }: SheetNote): Block {
  return {
    kind,
    text,
    place: { kind: 'sheet', sheet: sheet.name, columns: [column, column], rows: [[0, row]] },
    ...(sheet.hidden === true ? { hidden: true } : {}),
  }
}
