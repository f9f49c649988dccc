/** Workbooks that are no ZIP of XML, through SheetJS: XLS of all ages, XLSB, XML Spreadsheet 2003, HTML under another name. */
import type { CellObject, ColInfo, DenseWorkSheet, Range, RowInfo, WorkBook } from '@e965/xlsx'
import { read, set_cptable as useCodePages } from '@e965/xlsx'
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { AlcoveError } from '../../errors.ts'
import type { DocumentProperties } from '../../types/document.ts'
import { propertiesOf } from '../shared/properties.ts'
import type { Sheet, SheetNote, SheetRow } from './sheet.ts'
import { createSheetRows } from './sheet-rows.ts'
import { noteText } from './xlsx-notes.ts'

// letters of workbooks from before Unicode
useCodePages(codePages)

export interface ReadWorkbook {
  readonly sheets: readonly Sheet[]
  readonly properties: DocumentProperties
  /** Names of sheets that are damaged. */
  readonly broken: readonly string[]
}

/** A text is HTML or XML, decoded. Throws `file-broken`. */
export function readWithSheetJs(content: Uint8Array | string): ReadWorkbook {
  const book = open(content)
  const sheets: Sheet[] = []
  const broken: string[] = []
  for (const [at, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name]
    if (sheet === undefined) broken.push(name)
    else sheets.push(sheetOf(name, sheet as DenseWorkSheet, (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0))
  }
  if (sheets.length === 0) throw new AlcoveError('file-broken')
  return { sheets, properties: propertiesOfBook(book), broken }
}

function open(content: Uint8Array | string): WorkBook {
  try {
    // styles are read for what they hide; texts of HTML stay as they are written
    const options = { dense: true, cellStyles: true, cellFormula: false, cellHTML: false, raw: true, dateNF: 'm/d/yyyy' }
    return typeof content === 'string' ? read(content, { ...options, type: 'string' }) : read(content, { ...options, type: 'array' })
  } catch (error) {
    // the library throws errors of its own for whatever it cannot read
    throw new AlcoveError('file-broken', {}, error)
  }
}

function sheetOf(name: string, sheet: DenseWorkSheet, hidden: boolean): Sheet {
  const hiddenRows = new Set<number>()
  sheet['!rows']?.forEach((row: RowInfo | undefined, at: number) => {
    if (row?.hidden === true) hiddenRows.add(at + 1)
  })
  const hiddenColumns = new Set<number>()
  sheet['!cols']?.forEach((column: ColInfo | undefined, at: number) => {
    if (column?.hidden === true) hiddenColumns.add(at + 1)
  })
  const merges = (sheet['!merges'] ?? []).map(({ s, e }: Range) => ({ columns: [s.c + 1, e.c + 1] as const, rows: [s.r + 1, e.r + 1] as const }))
  const { rows, notes } = cellsOf(sheet, hiddenRows)
  return { name, rows, notes, merges, hiddenColumns, ...(hidden ? { hidden: true } : {}) }
}

function cellsOf(sheet: DenseWorkSheet, hiddenRows: ReadonlySet<number>): { readonly rows: readonly SheetRow[]; readonly notes: readonly SheetNote[] } {
  const rows = createSheetRows()
  const notes: SheetNote[] = []
  // none on a sheet that is one chart; holes are passed over: a sheet may have one cell in its last row
  const data: DenseWorkSheet['!data'] | undefined = sheet['!data']
  data?.forEach((cells, row) => {
    rows.start(row + 1, hiddenRows.has(row + 1))
    cells?.forEach((cell, column) => {
      const { text, unseen } = textOf(cell)
      rows.add(column + 1, text, unseen)
      const said = noteText((cell?.c ?? []).map(({ t }) => t ?? '').join('\n'))
      if (said !== '') notes.push({ kind: 'note', row: row + 1, column: column + 1, text: said })
    })
  })
  return { rows: rows.take(), notes }
}

function textOf(cell: CellObject | undefined): { readonly text: string; readonly unseen: boolean } {
  if (cell === undefined || cell.t === 'z' || cell.v === undefined) return { text: '', unseen: false }
  const raw = cell.v instanceof Date ? cell.v.toISOString() : String(cell.v)
  const shown = cell.w ?? raw
  return shown === '' && raw !== '0' ? { text: raw, unseen: true } : { text: shown, unseen: false }
}

function propertiesOfBook({ Props }: WorkBook): DocumentProperties {
  return propertiesOf({ title: Props?.Title, author: Props?.Author, created: dateOf(Props?.CreatedDate), modified: dateOf(Props?.ModifiedDate) })
}

/** As a library reads it from a file: whatever stands there. */
function dateOf(date: unknown): string | undefined {
  if (date instanceof Date) return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
  return typeof date === 'string' ? date : undefined
}
