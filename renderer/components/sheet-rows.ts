/** The blocks of a sheet as rows of cells, laid out by column and row, the cited range and the quote told apart. Pure. */
import { parseRange } from '../../core/text/cell-name.ts'
import { quoteSpans } from './quote-spans.ts'
import type { ShownBlock } from './shown.ts'
import { hasHeader, isQuoted, rowsOf } from './table-rows.ts'

/** `passage`: in the cited range; `quote`: of the quoted words themselves. */
export type CellMark = 'quote' | 'passage' | null

export interface GridCell {
  /** From 1: column A. */
  readonly column: number
  readonly text: string
  readonly mark: CellMark
  /** It is the cell that is scrolled to. */
  readonly cited?: true
}

export interface GridRow {
  readonly key: string
  /** From 1; null where the row is a header shown again. */
  readonly row: number | null
  /** `text`: a title or a paragraph, over all columns. */
  readonly kind: 'header' | 'cells' | 'note' | 'text'
  /** Ascending columns; one for a note or a text. */
  readonly cells: readonly GridCell[]
  readonly hidden: boolean
  /** Rows between this one and the one above are not there. */
  readonly gap: boolean
}

export interface Grid {
  readonly columns: readonly number[]
  readonly rows: readonly GridRow[]
}

interface Line {
  readonly row: number
  readonly block: ShownBlock
  readonly text: string
  readonly first: boolean
  readonly header: boolean
}

export function gridOf(blocks: readonly ShownBlock[], range: string, quote: string): Grid {
  const lines = blocks.filter(isInGrid).flatMap((block, at) => linesOf(block, blocks[at + 1]))
  const wanted = parseRange(range)
  const inRows = (row: number) => wanted !== null && row >= wanted.rows[0] && row <= wanted.rows[1]
  const spans = quoteSpans(
    lines.map(({ row, text }, number) => ({ number, text, marked: inRows(row) })),
    quote,
  )
  const rows: GridRow[] = []
  for (const [number, { row, block, text, first, header }] of lines.entries()) {
    const from = block.cells?.column ?? 1
    if (first && block.header !== undefined && blocks[0] === block) rows.push(headerAgain(block.header, from))
    const alone = block.kind !== 'table'
    const cells = alone ? [{ text, start: 0, end: text.length }] : (rowsOf(text)[0] ?? [])
    const mark = (column: number, quoted: boolean): CellMark => {
      if (!wanted || !inRows(row) || column < wanted.columns[0] || column > wanted.columns[1]) return null
      return quoted ? 'quote' : 'passage'
    }
    const above = rows.at(-1)?.row
    rows.push({
      key: `${block.number} ${number}`,
      row,
      kind: alone ? (block.kind === 'note' ? 'note' : 'text') : header ? 'header' : 'cells',
      cells: cells.map((cell, at) => ({ column: from + at, text: cell.text, mark: mark(from + at, isQuoted(cell, spans.get(number))) })),
      hidden: block.hidden === true,
      gap: above !== undefined && above !== null && row > above + 1,
    })
  }
  return { columns: columnsOf(rows), rows: withCited(rows) }
}

/** The sheet's name is a heading among its blocks and stands above the grid. */
function isInGrid({ kind, text, cells }: ShownBlock): boolean {
  return kind !== 'heading' || text !== cells?.sheet
}

/** The first cell of the quote, else of the passage. */
function withCited(rows: readonly GridRow[]): readonly GridRow[] {
  const all = rows.flatMap(({ cells }) => cells)
  const cited = all.find(({ mark }) => mark === 'quote') ?? all.find(({ mark }) => mark === 'passage')
  if (!cited) return rows
  return rows.map((row) =>
    row.cells.includes(cited) ? { ...row, cells: row.cells.map((cell) => (cell === cited ? { ...cell, cited: true as const } : cell)) } : row,
  )
}

function linesOf(block: ShownBlock, next: ShownBlock | undefined): readonly Line[] {
  const first = block.cells?.rows[0] ?? 1
  if (block.kind !== 'table') return [{ row: first, block, text: block.text, first: true, header: false }]
  const texts = block.text.split('\n')
  const headed = block.header === undefined && (next?.header !== undefined || hasHeader(rowsOf(block.text)))
  return texts.map((text, at) => ({ row: block.cells?.rows[at] ?? first + at, block, text, first: at === 0, header: at === 0 && headed }))
}

/** What is shown begins in the middle of a table: its first row stands above it once more. */
function headerAgain(header: string, from: number): GridRow {
  const cells = header.split('\t').map((text, at) => ({ column: from + at, text, mark: null }))
  return { key: 'header', row: null, kind: 'header', cells, hidden: false, gap: false }
}

function columnsOf(rows: readonly GridRow[]): readonly number[] {
  const used = rows.flatMap(({ cells }) => cells.map(({ column }) => column))
  const first = used.reduce((least, column) => Math.min(least, column), Number.POSITIVE_INFINITY)
  const last = used.reduce((most, column) => Math.max(most, column), 0)
  return last === 0 ? [] : Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
