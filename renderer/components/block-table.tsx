/** A table as a table: its columns named, the quoted cells marked; wide ones scroll by themselves. */
import { say } from '../../core/words/words.ts'
import type { QuoteSpan } from './quote-spans.ts'
import type { ShownBlock } from './shown.ts'
import { hasHeader, isQuoted, type Row, rowsOf } from './table-rows.ts'

function Cells({ row, span, named }: { readonly row: Row; readonly span: QuoteSpan | undefined; readonly named: boolean }) {
  return row.map((cell, column) => {
    const text = isQuoted(cell, span) ? <mark>{cell.text}</mark> : cell.text
    // Cells have no other name than their place.
    return named ? (
      <th key={column} scope="col">
        {text}
      </th>
    ) : (
      <td key={column}>{text}</td>
    )
  })
}

export function BlockTable({ block, span }: { readonly block: ShownBlock; readonly span?: QuoteSpan | undefined }) {
  const rows = rowsOf(block.text)
  const own = block.header === undefined && hasHeader(rows) ? rows[0] : undefined
  const header = block.header === undefined ? own : rowsOf(block.header)[0]
  return (
    <div className="block-table" role="group" aria-label={say('ask.table')} tabIndex={0}>
      <table>
        {header ? (
          <thead>
            <tr>
              <Cells row={header} span={own ? span : undefined} named />
            </tr>
          </thead>
        ) : null}
        <tbody>
          {(own ? rows.slice(1) : rows).map((row, index) => (
            <tr key={index}>
              <Cells row={row} span={span} named={false} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
