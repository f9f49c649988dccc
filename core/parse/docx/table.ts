/** Tables of Word documents: rows and cells as they are written. */

import type { PlacelessBlock, WordCell, WordRow } from '../office/word-table.ts'
import { wordTable } from '../office/word-table.ts'
import type { XmlElement } from '../office/xml.ts'
import { child } from '../office/xml.ts'
import { contentOf, toggled, valueOf } from './content.ts'
import { groundOf } from './look.ts'
import type { Surroundings } from './text.ts'

const mostSpan = 200
const mostColumns = 1_000

/** Reads what stands in a cell. */
type ReadCell = (cell: XmlElement, around: Surroundings) => Iterable<PlacelessBlock>

export function* readTable(table: XmlElement, around: Surroundings, readCell: ReadCell): Generator<PlacelessBlock> {
  const properties = child(table, 'w:tblPr')
  const shaded = around.story.styles.shades(valueOf(properties, 'w:tblStyle'))
  const ground = shaded ? 'unknown' : groundOf(properties)
  const look = ground === undefined ? around.look : { ...around.look, ground }
  const rows: WordRow[] = []
  for (const row of contentOf(table))
    if (row.name === 'w:tr' && child(row, 'w:trPr', 'w:del') === undefined) rows.push(readRow(row, { ...around, look }, readCell))
  yield* wordTable(rows)
}

function readRow(row: XmlElement, around: Surroundings, readCell: ReadCell): WordRow {
  const properties = child(row, 'w:trPr')
  const cells: WordCell[] = []
  let column = numberOf(properties, 'w:gridBefore', 0)
  for (const cell of contentOf(row)) {
    if (cell.name !== 'w:tc') continue
    const own = child(cell, 'w:tcPr')
    const ground = groundOf(own)
    const blocks = [...readCell(cell, ground === undefined ? around : { ...around, look: { ...around.look, ground } })]
    const merged = child(own, 'w:vMerge')
    const span = Math.max(1, numberOf(own, 'w:gridSpan', 1))
    cells.push({
      column,
      span,
      goesOn: merged !== undefined && (valueOf(own, 'w:vMerge') ?? 'continue') === 'continue',
      blocks,
    })
    column = Math.min(mostColumns, column + span)
  }
  return { cells, header: toggled(properties, 'w:tblHeader') ?? false, hidden: toggled(properties, 'w:hidden') ?? false }
}

function numberOf(properties: XmlElement | undefined, name: string, usual: number): number {
  const value = Math.trunc(Number(valueOf(properties, name) ?? usual))
  return Number.isFinite(value) ? Math.min(mostSpan, Math.max(0, value)) : usual
}
