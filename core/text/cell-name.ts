/** Names of cells as spreadsheets write them: column letters and row number. */

/** `B2` for column 2, row 2; both from 1. */
export function cellName(column: number, row: number): string {
  return `${columnName(column)}${row}`
}

/** `A`, …, `Z`, `AA`, …; `column` from 1. */
export function columnName(column: number): string {
  let name = ''
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name
  return name
}

export interface CellRange {
  /** From 1, inclusive. */
  readonly columns: readonly [first: number, last: number]
  readonly rows: readonly [first: number, last: number]
}

/** `B2:F40` or `B2`; null where it is no range. */
export function parseRange(range: string): CellRange | null {
  const match = /^([A-Z]{1,4})([1-9]\d{0,8})(?::([A-Z]{1,4})([1-9]\d{0,8}))?$/.exec(range)
  if (match === null) return null
  const [, column = '', row = '', lastColumn = column, lastRow = row] = match
  return { columns: [columnNumber(column), columnNumber(lastColumn)], rows: [Number(row), Number(lastRow)] }
}

function columnNumber(name: string): number {
  return [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}
