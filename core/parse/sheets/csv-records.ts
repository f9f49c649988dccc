/**
 * Text to records of fields as it arrives (RFC 4180, read leniently). A quote that is never closed is a letter like any
 * other: the record ends where its line does, and no text is lost in a field that goes on for ever.
 */

export interface CsvReader {
  /** Records that are whole by now. */
  add(text: string): readonly (readonly string[])[]
  /** The rest. */
  end(): readonly (readonly string[])[]
}

export interface Dialect {
  /** Undefined where each line is one field. */
  readonly delimiter: string | undefined
  readonly lineEnd: '\n' | '\r'
}

/** A quoted field longer than this was never meant as one. UTF-16 code units. */
const longestQuoted = 1_000_000
/** A line without an end is cut here. */
const longestLine = 4_000_000

export function createCsvReader(dialect: Dialect): CsvReader {
  let rest = ''
  /** Shorter than this, what is left was seen to be no whole record. */
  let enough = 0
  function read(ended: boolean): (readonly string[])[] {
    const records: (readonly string[])[] = []
    let at = 0
    while (at < rest.length) {
      const record = readRecord(rest, at, dialect, ended)
      if (record === null) break
      records.push(record.fields)
      at = record.next
    }
    rest = rest.slice(at)
    enough = 2 * rest.length
    return records
  }
  return {
    add(text) {
      rest += text
      return rest.length < enough ? [] : read(false)
    },
    end: () => read(true),
  }
}

interface CsvRecord {
  readonly fields: readonly string[]
  readonly next: number
}

/** Null where the record may go on in what has not arrived yet. */
function readRecord(text: string, from: number, dialect: Dialect, ended: boolean): CsvRecord | null {
  const { delimiter, lineEnd } = dialect
  const found = text.indexOf(lineEnd, from)
  if (found < 0 && !ended && text.length - from < longestLine) return null
  const end = found < 0 ? text.length : found
  const line = text.slice(from, end)
  const bare = line.endsWith('\r') ? line.slice(0, -1) : line
  if (!bare.includes('"')) return { fields: delimiter === undefined ? [bare] : bare.split(delimiter), next: end + 1 }
  return readQuoted(text, from, dialect, ended)
}

function readQuoted(text: string, from: number, { delimiter = '', lineEnd }: Dialect, ended: boolean): CsvRecord | null {
  const fields: string[] = []
  let at = from
  for (;;) {
    const start = quoteAt(text, at)
    const quoted = start < 0 ? null : quotedField(text, start, delimiter, lineEnd, ended)
    if (quoted === 'unknown') return null
    if (quoted !== null) fields.push(quoted.value)
    const end = quoted?.next ?? plainEnd(text, at, delimiter, lineEnd)
    if (quoted === null) fields.push(withoutReturn(text.slice(at, end)))
    if (end >= text.length && !ended) return null
    if (end >= text.length || text.startsWith(lineEnd, end)) return { fields, next: end + 1 }
    at = end + delimiter.length
  }
}

const withoutReturn = (field: string): string => (field.endsWith('\r') ? field.slice(0, -1) : field)

/** Where a quoted field begins, blanks before it passed over; -1 where the field is a plain one. */
function quoteAt(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at += 1
  return text[at] === '"' ? at : -1
}

function plainEnd(text: string, from: number, delimiter: string, lineEnd: string): number {
  const line = text.indexOf(lineEnd, from)
  const end = line < 0 ? text.length : line
  const field = delimiter === '' ? -1 : text.indexOf(delimiter, from)
  return field < 0 || field > end ? end : field
}

/** Null where its quote is never closed; `unknown` where that is to be seen. `next`: of the delimiter or the line's end. */
function quotedField(
  text: string,
  start: number,
  delimiter: string,
  lineEnd: string,
  ended: boolean,
): { readonly value: string; readonly next: number } | 'unknown' | null {
  let value = ''
  let from = start + 1
  let at = from
  for (;;) {
    at = text.indexOf('"', at)
    const length = (at < 0 ? text.length : at) - start
    if (length > longestQuoted) return null
    if (at < 0 || (at + 1 >= text.length && !ended)) return ended ? null : 'unknown'
    if (text[at + 1] === '"') {
      value += text.slice(from, at + 1)
      from = at + 2
      at = from
      continue
    }
    let next = at + 1
    while (text[next] === ' ' || (text[next] === '\r' && lineEnd === '\n')) next += 1
    if (next >= text.length && !ended) return 'unknown'
    if (next >= text.length || text.startsWith(lineEnd, next) || (delimiter !== '' && text.startsWith(delimiter, next))) {
      return { value: value + text.slice(from, at), next }
    }
    // what looks like the beginning of a field, lines further down, tells that this one was never closed
    const before = text[at - 1] ?? ''
    if ((before === lineEnd || before === delimiter) && text.slice(start, at).includes(lineEnd)) return null
    at += 1
  }
}
