/** Tables of Word: columns kept aligned under merged cells; tables that only lay out a page are told apart. */
import { contentOf, toggled, valueOf } from './docx-content.ts'
import { groundOf } from './docx-look.ts'
import type { PlacelessBlock, Surroundings } from './docx-text.ts'
import { tableTexts } from './table-text.ts'
import type { XmlElement } from './xml.ts'
import { child } from './xml.ts'

interface Cell {
  /** From 0, in the table's grid. */
  readonly column: number
  readonly span: number
  /** Goes on from the row above. */
  readonly goesOn: boolean
  readonly blocks: readonly PlacelessBlock[]
  readonly text: string
}

interface Row {
  readonly cells: readonly Cell[]
  readonly header: boolean
  readonly hidden: boolean
}

const mostSpan = 200
const mostColumns = 1_000
/** UTF-16 code units; longer text is written once, however many cells it spans. */
const longestRepeated = 200

/** Reads what stands in a cell. */
type ReadCell = (cell: XmlElement, around: Surroundings) => Iterable<PlacelessBlock>

export function* readTable(table: XmlElement, around: Surroundings, readCell: ReadCell): Generator<PlacelessBlock> {
  const properties = child(table, 'w:tblPr')
  const shaded = around.story.styles.shades(valueOf(properties, 'w:tblStyle'))
  const ground = shaded ? 'unknown' : groundOf(properties)
  const look = ground === undefined ? around.look : { ...around.look, ground }
  const rows: Row[] = []
  for (const row of contentOf(table))
    if (row.name === 'w:tr' && child(row, 'w:trPr', 'w:del') === undefined) rows.push(readRow(row, { ...around, look }, readCell))
  const blocks = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.blocks))
  if (laysOut(rows)) {
    yield* blocks
    return
  }
  const lines = gridOf(rows)
  for (const hidden of [false, true]) {
    const texts = tableTexts(lines.filter((_, at) => rows[at]?.hidden === hidden))
    for (const text of texts) yield { kind: 'table', ...text, ...(hidden ? { hidden } : {}) }
  }
  yield* blocks.filter((block) => !isCellText(block))
}

function readRow(row: XmlElement, around: Surroundings, readCell: ReadCell): Row {
  const properties = child(row, 'w:trPr')
  const cells: Cell[] = []
  let column = numberOf(properties, 'w:gridBefore', 0)
  for (const cell of contentOf(row)) {
    if (cell.name !== 'w:tc') continue
    const own = child(cell, 'w:tcPr')
    const ground = groundOf(own)
    const blocks = [...readCell(cell, ground === undefined ? around : { ...around, look: { ...around.look, ground } })]
    const merged = child(own, 'w:vMerge')
    const span = Math.max(1, numberOf(own, 'w:gridSpan', 1))
    const text = blocks.filter(isCellText).map((block) => block.text)
    cells.push({
      column,
      span,
      goesOn: merged !== undefined && (valueOf(own, 'w:vMerge') ?? 'continue') === 'continue',
      blocks,
      text: text.join(' ').replace(/\s+/g, ' '),
    })
    column = Math.min(mostColumns, column + span)
  }
  return { cells, header: toggled(properties, 'w:tblHeader') ?? false, hidden: toggled(properties, 'w:hidden') ?? false }
}

/** The rest has blocks of its own after the table. */
const isCellText = ({ kind, hidden }: PlacelessBlock): boolean => kind !== 'table' && kind !== 'note' && hidden === undefined

function numberOf(properties: XmlElement | undefined, name: string, usual: number): number {
  const value = Math.trunc(Number(valueOf(properties, name) ?? usual))
  return Number.isFinite(value) ? Math.min(mostSpan, Math.max(0, value)) : usual
}

/** One cell to a row is a box around text; headings above text within cells are a page laid out in columns. */
function laysOut(rows: readonly Row[]): boolean {
  if (!rows.some(({ header }) => header) && rows.every(({ cells }) => cells.length <= 1)) return true
  return rows.some(({ cells }) => cells.some(({ blocks }) => blocks.length > 1 && blocks.some(({ kind }) => kind === 'heading')))
}

/** What reaches over rows, and headers over columns, is repeated, so that each row can be read alone. */
function gridOf(rows: readonly Row[]): readonly (readonly string[])[] {
  const starts = [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))].sort((a, b) => a - b)
  const place = new Map(starts.map((column, at) => [column, at]))
  const above = new Map<number, string>()
  return rows.map(({ cells, header }) => {
    const line: string[] = []
    for (const { column, span, goesOn, text } of cells) {
      const said = goesOn && text === '' ? (above.get(column) ?? '') : text
      const repeated = said.length <= longestRepeated ? said : ''
      above.set(column, repeated)
      const from = place.get(column) ?? 0
      line[from] = said
      if (header && cells.length > 1) for (let at = from + 1; (starts[at] ?? Number.POSITIVE_INFINITY) < column + span; at += 1) line[at] = repeated
    }
    return Array.from(line, (cell) => cell ?? '')
  })
}
