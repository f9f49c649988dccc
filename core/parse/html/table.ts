/** Tables of HTML: spans opened out so that columns stay aligned; tables that only lay out a page are told apart. */

import { tableTexts } from '../shared/table-text.ts'
import type { MarkedBlock } from './marked-block.ts'
import type { Attributes } from './tokens.ts'

export interface Cell {
  readonly header: boolean
  readonly columns: number
  readonly rows: number
  /** What stands in it, in reading order. */
  blocks: readonly MarkedBlock[]
}

export interface HtmlTable {
  /** `role="presentation"`: it says so itself. */
  readonly layout: boolean
  readonly rows: Cell[][]
}

const mostSpan = 100
const mostColumns = 1_000
/** Cells of the opened table; a larger one keeps its spans closed. */
const mostCells = 500_000
/** UTF-16 code units; longer text is written once, however many cells it spans. */
const longestRepeated = 200
/** Lines of code in a cell, from which on it is no cell any more. */
const codeLines = 4

export function cellOf(tag: string, attributes: Attributes): Cell {
  const span = (name: string): number => Math.min(mostSpan, Math.max(1, Number.parseInt(attributes.get(name) ?? '1', 10) || 1))
  return { header: tag === 'th', columns: span('colspan'), rows: span('rowspan'), blocks: [] }
}

/** One block `table`, or what its cells hold where it is there for the look of the page. */
export function tableBlocks(table: HtmlTable): readonly MarkedBlock[] {
  const cells = table.rows.flat()
  const blocks = cells.flatMap((cell) => cell.blocks)
  if (table.layout || laysOut(table, cells)) return blocks
  const seen = blocks.filter((block) => block.hidden !== true)
  const aside = seen.every((block) => block.aside)
  const rows = table.rows.filter((row) => row.length > 0)
  const title = titleOf(rows)
  const texts = tableTexts(gridOf(title === '' ? rows : rows.slice(1))).map((piece): MarkedBlock => ({ kind: 'table', aside, ...piece }))
  const heading: readonly MarkedBlock[] = title === '' ? [] : [{ kind: 'paragraph', text: title, aside }]
  return [...heading, ...texts, ...blocks.filter((block) => block.hidden === true)]
}

/** A first row of one cell over all columns names the table, not its columns. */
function titleOf(rows: HtmlTable['rows']): string {
  const [first, second] = rows
  const only = first?.length === 1 ? first[0] : undefined
  return only !== undefined && only.columns > 1 && only.rows === 1 && (second?.length ?? 0) > 1 ? cellText(only) : ''
}

function laysOut(table: HtmlTable, cells: readonly Cell[]): boolean {
  const single = table.rows.every((row) => row.length <= 1)
  if (single && !cells.some((cell) => cell.header)) return true
  return cells.some((cell) =>
    cell.blocks.some(({ kind, text }) => kind === 'heading' || kind === 'table' || (kind === 'code' && text.split('\n').length >= codeLines)),
  )
}

/** Headers and what spans rows are repeated, so that each row can be read alone. */
function gridOf(rows: HtmlTable['rows']): readonly (readonly string[])[] {
  /** Cells from above that reach into this row, by column. */
  let reaching = new Map<number, { readonly text: string; rows: number }>()
  const grid: string[][] = []
  let total = 0
  for (const row of rows) {
    const line: string[] = []
    const next: typeof reaching = new Map()
    const take = (): void => {
      for (let above = reaching.get(line.length); above !== undefined; above = reaching.get(line.length)) {
        if (above.rows > 1) next.set(line.length, { text: above.text, rows: above.rows - 1 })
        line.push(above.text)
      }
    }
    for (const cell of row) {
      take()
      const text = cellText(cell)
      const repeated = text.length <= longestRepeated ? text : ''
      const columns = total > mostCells || line.length >= mostColumns ? 1 : cell.columns
      for (let column = 0; column < columns; column++) {
        if (cell.rows > 1) next.set(line.length, { text: repeated, rows: cell.rows - 1 })
        line.push(column === 0 ? text : cell.header && row.length > 1 ? repeated : '')
      }
    }
    take()
    // what reaches down beyond a gap in this row
    for (const [column, above] of reaching) if (column >= line.length && above.rows > 1) next.set(column, { text: above.text, rows: above.rows - 1 })
    reaching = next
    total += line.length
    if (row.length > 0) grid.push(line)
  }
  return grid
}

function cellText(cell: Cell): string {
  return cell.blocks
    .filter((block) => block.hidden !== true)
    .map((block) => block.text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}
