/** A table of a page as text: cells joined by tabs, rows by newlines, with a box for each printed line. Plain functions. */

import type { Run } from './finish-run.ts'
import type { UprightBox } from './frame.ts'
import type { Cell, Table } from './table-grid.ts'

export interface TableText {
  readonly text: string
  readonly lines: readonly { readonly start: number; readonly end: number; readonly box: UprightBox }[]
}

export function tableText({ rows }: Table): TableText {
  let text = ''
  const lines: { start: number; end: number; box: UprightBox }[] = []
  rows.forEach((row, index) => {
    const start = text.length
    const written = row.map((cell) => cell.text).join('\t')
    const end = start + written.length + (index < rows.length - 1 ? 1 : 0)
    if (onOneLine(row)) lines.push({ start, end, box: around(row.flatMap((cell) => cell.runs)) })
    else lines.push(...cellLines(row, start, end))
    text += index < rows.length - 1 ? `${written}\n` : written
  })
  return { text, lines }
}

function onOneLine(row: readonly Cell[]): boolean {
  const runs = row.flatMap((cell) => cell.runs)
  const middle = runs.reduce((sum, run) => sum + run.top + run.bottom, 0) / (2 * Math.max(1, runs.length))
  return runs.every((run) => run.top < middle && run.bottom > middle)
}

/** A box for every run of every cell; each stretch of text reaches to where the next begins. */
function cellLines(row: readonly Cell[], start: number, end: number): TableText['lines'] {
  const pieces: { readonly start: number; readonly box: UprightBox }[] = []
  let offset = start
  for (const cell of row) {
    let inside = 0
    for (const run of cell.runs) {
      const at = Math.max(inside, cell.text.indexOf(run.text, inside))
      pieces.push({ start: pieces.length === 0 ? start : offset + at, box: run })
      inside = at + run.text.length
    }
    offset += cell.text.length + 1
  }
  return pieces.map((piece, index) => ({ ...piece, end: pieces[index + 1]?.start ?? end }))
}

function around(runs: readonly Run[]): UprightBox {
  return {
    left: Math.min(...runs.map((run) => run.left)),
    top: Math.min(...runs.map((run) => run.top)),
    right: Math.max(...runs.map((run) => run.right)),
    bottom: Math.max(...runs.map((run) => run.bottom)),
  }
}
