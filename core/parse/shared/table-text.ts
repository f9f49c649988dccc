/** Rows of cells as the text of tables: cells joined by tabs, rows by newlines; a large one in pieces that know its first row. */

export interface TableText {
  readonly text: string
  /** The first row, on all pieces but the first. */
  readonly header?: string
}

/** UTF-16 code units. */
const longestPiece = 8_000

/** Columns that are empty in every row are left out at the end, as are rows without text. */
export function tableTexts(rows: readonly (readonly string[])[]): readonly TableText[] {
  const filled = rows.filter((row) => row.some((cell) => cell !== ''))
  const width = filled.reduce((most, row) => Math.max(most, row.findLastIndex((cell) => cell !== '') + 1), 0)
  const lines = filled.map((row) => Array.from({ length: Math.min(width, Math.max(row.length, 1)) }, (_, at) => row[at] ?? '').join('\t'))
  const header = lines[0] ?? ''
  const pieces: TableText[] = []
  let piece: string[] = []
  let length = 0
  const close = (): void => {
    if (piece.length > 0) pieces.push({ text: piece.join('\n'), ...(pieces.length === 0 ? {} : { header }) })
    piece = []
    length = 0
  }
  for (const line of lines) {
    if (length > 0 && length + line.length > longestPiece) close()
    piece.push(line)
    length += line.length + 1
  }
  close()
  return pieces
}
