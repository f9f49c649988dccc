/** A sheet of cells as its readers see it, whatever file it came from. Empty cells and rows are left out. */
import type { CellRange } from '../../text/cell-name.ts'

export interface SheetRow {
  /** From 1. */
  readonly row: number
  /** From 1, ascending; one for each text. */
  readonly columns: readonly number[]
  /** As displayed, on one line; never empty. */
  readonly texts: readonly string[]
  readonly hidden?: true
  /** Columns of cells that stand in sight without being seen: white on white. */
  readonly unseen?: ReadonlySet<number>
}

/** A comment on a cell, or text in a box above the cells. */
export interface SheetNote {
  readonly kind: 'note' | 'paragraph'
  readonly row: number
  readonly column: number
  readonly text: string
}

export interface Sheet {
  readonly name: string
  readonly hidden?: true
  /** Ascending. */
  readonly rows: readonly SheetRow[]
  readonly merges: readonly CellRange[]
  readonly hiddenColumns: ReadonlySet<number>
  readonly notes: readonly SheetNote[]
}

/** As many as Excel has. */
export const mostRows = 1_048_576
export const mostColumns = 16_384
/** What a table's header and the widths of its columns are told from. */
export const sampleRows = 60
