/** OpenDocument spreadsheets, sheet by sheet: cells hold the text that they display. (ODF 1.3, part 3, chapter 9.) */
import { AlcoveError } from '../../errors.ts'
import type { CellRange } from '../../text/cell-name.ts'
import { readXmlStream, type XmlAttributes } from '../office/xml-stream.ts'
import { createOdsStyles } from './ods-styles.ts'
import { mostColumns, mostRows, type Sheet, type SheetNote } from './sheet.ts'
import { createSheetRows, type SheetRows } from './sheet-rows.ts'
import { noteText } from './xlsx-notes.ts'

/** Cells of a file, repeated ones counted each. */
const mostCells = 10_000_000

interface Draft {
  readonly name: string
  readonly hidden: boolean
  readonly rows: SheetRows
  readonly merges: CellRange[]
  readonly notes: SheetNote[]
  readonly hiddenColumns: Set<number>
}

interface Cell {
  readonly column: number
  readonly repeated: number
  readonly value: string
  readonly style: string
  text: string
}

interface RowCell {
  readonly column: number
  readonly text: string
  readonly unseen: boolean
}

export async function odsSheets(pieces: AsyncIterable<string>): Promise<readonly Sheet[]> {
  const sheets: Sheet[] = []
  const styles = createOdsStyles()
  let sheet: Draft | null = null
  /** Tables in cells and in shapes are passed over. */
  let tables = 0
  let [row, repeatedRow, rowHidden, defined, column] = [0, 1, false, 0, 0]
  let rowCells: RowCell[] = []
  let cell: Cell | null = null
  let note: { text: string; readonly row: number; readonly column: number } | null = null
  let paragraphs = 0
  /** Depth in what is no text: dates and names of a note's author. */
  let aside = 0
  let cells = 0

  function startCell(name: string, attribute: XmlAttributes): void {
    const repeated = repeats(attribute('number-columns-repeated'), mostColumns)
    if (name === 'covered-table-cell') {
      cell = { column: column + 1, repeated, value: '', style: '', text: '' }
      column += repeated
      return
    }
    const [columns, rows] = [repeats(attribute('number-columns-spanned'), mostColumns), repeats(attribute('number-rows-spanned'), mostRows)]
    if (columns > 1 || rows > 1) sheet?.merges.push({ columns: [column + 1, column + columns], rows: [row, row + rows - 1] })
    const value =
      attribute('date-value') ?? attribute('time-value') ?? attribute('string-value') ?? attribute('office:value') ?? attribute('boolean-value') ?? ''
    cell = { column: column + 1, repeated, value, style: attribute('style-name') ?? '', text: '' }
    column += repeated
  }

  function endCell({ column: first, repeated, value, text, style }: Cell): void {
    const shown = text.trim() === '' ? value : text
    if (shown.trim() === '') return
    cells += repeated
    if (cells > mostCells) throw new AlcoveError('parser-output')
    for (let at = first; at < first + repeated && at <= mostColumns; at += 1) rowCells.push({ column: at, text: shown, unseen: styles.isUnseen(style) })
  }

  function endRow(): void {
    cells += (repeatedRow - 1) * rowCells.length
    if (cells > mostCells) throw new AlcoveError('parser-output')
    if (sheet !== null && rowCells.length > 0)
      for (let at = row; at < row + repeatedRow && at <= mostRows; at += 1) {
        sheet.rows.start(at, rowHidden)
        for (const { column: place, text, unseen } of rowCells) sheet.rows.add(place, text, unseen)
      }
    row += repeatedRow - 1
    rowCells = []
  }

  function addText(text: string): void {
    if (note !== null) note.text += text
    else if (cell !== null) cell.text += text
  }

  function startTable(attribute: XmlAttributes): void {
    tables += 1
    if (tables > 1) return
    const hidden = styles.hidesTable(attribute('style-name') ?? '')
    sheet = { name: attribute('table:name') ?? '', hidden, rows: createSheetRows(), merges: [], notes: [], hiddenColumns: new Set() }
    ;[row, defined] = [0, 0]
  }

  function endTable(): void {
    tables -= 1
    if (tables > 0 || sheet === null) return
    const { name, hidden, rows, merges, notes, hiddenColumns } = sheet
    sheets.push({ name, rows: rows.take(), merges, notes, hiddenColumns, ...(hidden ? { hidden: true } : {}) })
    sheet = null
  }

  function defineColumns(attribute: XmlAttributes): void {
    const count = repeats(attribute('number-columns-repeated'), mostColumns)
    if (isHidden(attribute('visibility'))) for (let at = 1; at <= count; at += 1) sheet?.hiddenColumns.add(defined + at)
    defined += count
  }

  function startRow(attribute: XmlAttributes): void {
    row += 1
    column = 0
    repeatedRow = repeats(attribute('number-rows-repeated'), mostRows)
    rowHidden = isHidden(attribute('visibility'))
  }

  await readXmlStream(pieces, {
    open(name, attribute) {
      if (sheet === null) styles.open(name, attribute)
      if (name === 'table') startTable(attribute)
      else if (tables !== 1) return
      else if (name === 'table-column') defineColumns(attribute)
      else if (name === 'table-row') startRow(attribute)
      else if (name === 'table-cell' || name === 'covered-table-cell') startCell(name, attribute)
      else if (name === 'annotation') note = { text: '', row: Math.max(row, 1), column: Math.max(cell?.column ?? column, 1) }
      else if (name === 'creator' || name === 'date' || name === 'date-string') aside += 1
      else if (name === 'p' || name === 'h') {
        if (paragraphs === 0) addText('\n')
        paragraphs += 1
      } else if (name === 's') addText(' '.repeat(repeats(attribute('text:c'), 100)))
      else if (name === 'tab' || name === 'line-break') addText(name === 'tab' ? ' ' : '\n')
    },
    text(text) {
      if (paragraphs > 0 && aside === 0) addText(text)
    },
    close(name) {
      if (name === 'table') endTable()
      else if (tables !== 1) return
      else if (name === 'creator' || name === 'date' || name === 'date-string') aside -= 1
      else if (name === 'p' || name === 'h') paragraphs -= 1
      else if (name === 'annotation' && note !== null) {
        const text = noteText(note.text)
        if (text !== '') sheet?.notes.push({ kind: 'note', row: note.row, column: note.column, text })
        note = null
      } else if ((name === 'table-cell' || name === 'covered-table-cell') && cell !== null) {
        endCell(cell)
        cell = null
      } else if (name === 'table-row') endRow()
    },
  })
  return sheets
}

function repeats(count: string | undefined, most: number): number {
  const number = Number(count ?? 1)
  return Number.isInteger(number) && number > 1 ? Math.min(number, most) : 1
}

const isHidden = (visibility: string | undefined): boolean => visibility === 'collapse' || visibility === 'filter'
