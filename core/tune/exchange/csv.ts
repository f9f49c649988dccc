/** Reads and writes CSV (RFC 4180): quotes are strict, the separator is told from the head line, every record knows its line. */

export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number
  /** Null: a quote stands where none may, or is never closed. */
  readonly cells: readonly string[] | null
}

const separators = [',', ';', '\t'] as const

/** Records that are not blank, the head line among them. */
export function readCsv(text: string): readonly CsvRecord[] {
  const head = text.slice(0, text.search(/[\r\n]|$/u))
  const separator = separators.toSorted((a, b) => head.split(b).length - head.split(a).length)[0] ?? ','
  const records: CsvRecord[] = []
  let line = 1
  for (let at = 0; at < text.length; ) {
    const { cells, end, lines } = readRecord(text, at, separator)
    if (cells === null || cells.some((cell) => cell !== '')) records.push({ line, cells })
    line += lines
    at = end
  }
  return records
}

function readRecord(
  text: string,
  start: number,
  separator: string,
): { readonly cells: readonly string[] | null; readonly end: number; readonly lines: number } {
  const cells: string[] = []
  let at = start
  for (;;) {
    const cell = text[at] === '"' ? quoted(text, at) : plain(text, at, separator)
    if (cell === null) {
      // go on at the next line: one stray quote does not swallow the file
      const end = nextLine(text, at)
      return { cells: null, end, lines: linesIn(text, start, end) }
    }
    cells.push(cell.value)
    at = cell.end
    if (text[at] !== separator) break
    at++
  }
  const end = nextLine(text, at)
  const broken = /[^\r\n]/u.test(text.slice(at, end))
  return { cells: broken ? null : cells, end, lines: linesIn(text, start, end) }
}

interface Cell {
  readonly value: string
  readonly end: number
}

function plain(text: string, start: number, separator: string): Cell | null {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
  const value = text.slice(start, end)
  return value.includes('"') ? null : { value, end }
}

function quoted(text: string, start: number): Cell | null {
  let value = ''
  for (let at = start + 1; ; ) {
    const close = text.indexOf('"', at)
    if (close < 0) return null
    value += text.slice(at, close)
    if (text[close + 1] !== '"') return { value, end: close + 1 }
    value += '"'
    at = close + 2
  }
}

function nextLine(text: string, from: number): number {
  const found = text.slice(from).search(/\r\n?|\n/u)
  if (found < 0) return text.length
  const at = from + found
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1
}

function linesIn(text: string, start: number, end: number): number {
  return text.slice(start, end).match(/\r\n?|\n/gu)?.length ?? 0
}

/** A cell that a spreadsheet would compute gets an apostrophe before it. */
export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => `"${(/^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(',')
}
