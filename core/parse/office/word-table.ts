/** Tables of word processors as blocks: columns kept aligned under merged cells; tables that only lay out a page are told apart. */
import type { Block } from '../../types/document.ts'
import { tableTexts } from '../shared/table-text.ts'

/** A block whose place is not known yet. */
export type PlacelessBlock = Omit<Block, 'place'>

export interface WordCell {
  /** From 0, in the table's grid: cells that begin at the same place stand in one column. */
  readonly column: number
  readonly span: number
  /** Goes on from the row above. */
  readonly goesOn: boolean
  readonly blocks: readonly PlacelessBlock[]
}

export interface WordRow {
  readonly cells: readonly WordCell[]
  readonly header: boolean
  readonly hidden: boolean
}

/** UTF-16 code units; longer text is written once, however many cells it spans. */
const longestRepeated = 200

/** What stands in cells besides their text (notes, tables, what nobody sees) follows the table. */
export function* wordTable(rows: readonly WordRow[]): Generator<PlacelessBlock> {
  if (laysOut(rows)) {
    for (const { cells, hidden } of rows) for (const { blocks } of cells) for (const block of blocks) yield hidden ? { ...block, hidden: true } : block
    return
  }
  const lines = gridOf(rows)
  for (const hidden of [false, true]) {
    const texts = tableTexts(lines.filter((_, at) => rows[at]?.hidden === hidden))
    for (const text of texts) yield { kind: 'table', ...text, ...(hidden ? { hidden } : {}) }
  }
  for (const { cells } of rows) for (const { blocks } of cells) yield* blocks.filter((block) => !isCellText(block))
}

const isCellText = ({ kind, hidden }: PlacelessBlock): boolean => kind !== 'table' && kind !== 'note' && hidden === undefined

function textOf(cell: WordCell): string {
  return cell.blocks
    .filter(isCellText)
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ')
}

/** One cell to a row is a box around text; headings above text within cells are a page laid out in columns. */
function laysOut(rows: readonly WordRow[]): boolean {
  if (!rows.some(({ header }) => header) && rows.every(({ cells }) => cells.length <= 1)) return true
  return rows.some(({ cells }) => cells.some(({ blocks }) => blocks.length > 1 && blocks.some(({ kind }) => kind === 'heading')))
}

/** What reaches over rows, and headers over columns, is repeated, so that each row can be read alone. */
function gridOf(rows: readonly WordRow[]): readonly (readonly string[])[] {
  const starts = [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))].sort((a, b) => a - b)
  const place = new Map(starts.map((column, at) => [column, at]))
  const above = new Map<number, string>()
  return rows.map(({ cells, header }) => {
    const line: string[] = []
    for (const cell of cells) {
      const { column, span, goesOn } = cell
      const text = textOf(cell)
      const said = goesOn && text === '' ? (above.get(column) ?? '') : text
      const repeated = said.length <= longestRepeated ? said : ''
      above.set(column, repeated)
      const from = place.get(column) ?? 0
      line[from] = said
      if (header && cells.length > 1) for (let at = from + 1; (starts[at] ?? Number.POSITIVE_INFINITY) < column + span; at += 1) line[at] = repeated
    }
    return starts.map((_, at) => line[at] ?? '')
  })
}
