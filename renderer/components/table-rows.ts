/** A table's text as rows of cells, each with its place in the text. Pure. */
import { isFigure } from '../../core/text/figure.ts'
import type { QuoteSpan } from './quote-spans.ts'

export interface Cell {
  readonly text: string
  /** UTF-16 code units of the table's text; `end` exclusive. */
  readonly start: number
  readonly end: number
}

export type Row = readonly Cell[]

export function rowsOf(text: string): readonly Row[] {
  let at = 0
  return text.split('\n').map((line) => {
    const cells = line.split('\t').map((cell) => {
      const start = at
      at += cell.length + 1
      return { text: cell, start, end: start + cell.length }
    })
    return cells
  })
}

export function isQuoted({ start, end }: Cell, span: QuoteSpan | undefined): boolean {
  return span !== undefined && start < span.end && end > span.start
}

/** Whether the first row names the columns: words over three columns or more, or words over figures. */
export function hasHeader(rows: readonly Row[]): boolean {
  const [first, ...rest] = rows
  if (!first || rest.length === 0 || first.length < 2) return false
  if (first.some(({ text }) => text.trim() === '' || isFigure(text))) return false
  if (first.length >= 3) return true
  return first.some((_, column) => rest.every((row) => isFigure(row[column]?.text ?? '')))
}
