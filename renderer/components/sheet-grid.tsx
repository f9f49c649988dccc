/** A sheet as a grid: column letters above, row numbers beside, the cited cells marked, their quote more strongly. */

import { Fragment } from 'react'
import { columnName } from '../../core/text/cell-name.ts'
import { isFigure } from '../../core/text/figure.ts'
import type { Citation } from '../../core/types/answer.ts'
import { say } from '../../core/words/words.ts'
import { HiddenLabel } from './hidden-label.tsx'
import { type GridCell, type GridRow, gridOf } from './sheet-rows.ts'
import type { ShownBlock } from './shown.ts'
import './sheet-grid.css'

function Cell({ cell, header }: { readonly cell: GridCell | undefined; readonly header: boolean }) {
  if (!cell) return <td>{''}</td>
  const look = [cell.mark ? `grid-${cell.mark}` : '', isFigure(cell.text) ? 'grid-figure' : ''].filter(Boolean).join(' ')
  const content = (
    <>
      {cell.cited ? <span className="unseen">{say('ask.cited-here')} </span> : null}
      {cell.mark === 'quote' && cell.text !== '' ? <mark>{cell.text}</mark> : cell.text}
    </>
  )
  return header ? (
    <th scope="col" className={look} data-cited={cell.cited ? '' : undefined}>
      {content}
    </th>
  ) : (
    <td className={look} data-cited={cell.cited ? '' : undefined}>
      {content}
    </td>
  )
}

function Cells({ row, columns }: { readonly row: GridRow; readonly columns: readonly number[] }) {
  const byColumn = new Map(row.cells.map((cell) => [cell.column, cell]))
  return columns.map((column) => <Cell key={column} cell={byColumn.get(column)} header={row.kind === 'header'} />)
}

interface RowProps {
  readonly row: GridRow
  readonly columns: readonly number[]
}

function Row({ row, columns }: RowProps) {
  const look = ['grid-row', `grid-row-${row.kind}`, row.hidden ? 'grid-row-hidden' : '', row.gap ? 'grid-row-gap' : ''].filter(Boolean).join(' ')
  const [note] = row.cells
  return (
    <tr className={look}>
      {row.row === null ? (
        <td className="grid-number">{row.row}</td>
      ) : (
        <th scope="row" className="grid-number figures">
          {row.row}
        </th>
      )}
      {(row.kind === 'note' || row.kind === 'text') && note ? (
        <td colSpan={columns.length} className={note.mark ? `grid-${note.mark}` : undefined} data-cited={note.cited ? '' : undefined}>
          {row.kind === 'note' ? <span className="text-note-label">{say('ask.note-at', { cell: `${columnName(note.column)}${row.row ?? ''}` })} </span> : null}
          {note.mark === 'quote' ? <mark>{note.text}</mark> : note.text}
        </td>
      ) : (
        <Cells row={row} columns={columns} />
      )}
    </tr>
  )
}

/** Stands above the rows that readers of the sheet do not see. */
function HiddenRows({ columns }: { readonly columns: number }) {
  return (
    <tr className="grid-row-label">
      <td colSpan={columns + 1}>
        <HiddenLabel />
      </td>
    </tr>
  )
}

export function SheetGrid({ blocks, citation }: { readonly blocks: readonly ShownBlock[]; readonly citation: Citation }) {
  if (citation.anchor.kind !== 'sheet') return null
  const { sheet, range } = citation.anchor
  const { columns, rows } = gridOf(blocks, range, citation.quote)
  return (
    <table className="grid">
      <caption>
        <span className="grid-sheet">{sheet}</span> <span className="figures">{range}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col" className="grid-corner">
            <span className="unseen">{say('ask.grid-row')}</span>
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" className="grid-letter">
              {columnName(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <Fragment key={row.key}>
            {row.hidden && !rows[at - 1]?.hidden ? <HiddenRows columns={columns.length} /> : null}
            <Row row={row} columns={columns} />
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}
