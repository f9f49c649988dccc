/** Header fields of a MIME part, read as leniently as mail programs do. (RFC 5322, 2047, 2231.) */
import { decodeWords } from 'postal-mime'
import { flatten } from '../shared/clean-text.ts'
import { decodeAll } from '../shared/decode.ts'

export interface MimeHeaders {
  /** The first field of that name (lower case), unfolded, its bytes as Latin-1; empty where there is none. */
  raw(name: string): string
  /** All fields of that name as people read them, joined by commas; encoded words decoded. */
  text(name: string): string
  readonly count: number
}

/** A header value with parameters: `text/plain; charset=utf-8`. */
export interface StructuredHeader {
  /** Lower case. */
  readonly value: string
  /** A parameter by its lower-case name, as people read it. */
  parameter(name: string): string | undefined
}

/** Longer values are cut: a list of ten thousand recipients is still whole. UTF-16 code units. */
const longestValue = 1_000_000
const longestStructured = 20_000
const fieldName = /^([!-9;-~]+)[ \t]*:/
const newline = 0x0a
const carriageReturn = 0x0d

/** Reads up to the empty line, or to a line that no header can be, where the body begins. */
export function readHeaders(bytes: Buffer, from: number): { readonly headers: MimeHeaders; readonly bodyAt: number } {
  const fields: { readonly name: string; value: string }[] = []
  let at = from
  while (at < bytes.length) {
    const found = bytes.indexOf(newline, at)
    const next = found < 0 ? bytes.length : found + 1
    const end = found > at && bytes[found - 1] === carriageReturn ? found - 1 : found < 0 ? bytes.length : found
    if (end === at) return { headers: headersOf(fields), bodyAt: next }
    const line = bytes.toString('latin1', at, end)
    const last = fields.at(-1)
    const name = fieldName.exec(line)
    if (/^[ \t]/.test(line) && last !== undefined) last.value += line
    else if (name !== null) fields.push({ name: (name[1] ?? '').toLowerCase(), value: line.slice(name[0].length) })
    // the separator line of a mailbox stands before some mails that were cut out of one
    else if (at !== from || !/^>?From /.test(line)) return { headers: headersOf(fields), bodyAt: at }
    at = next
  }
  return { headers: headersOf(fields), bodyAt: at }
}

function headersOf(fields: readonly { readonly name: string; readonly value: string }[]): MimeHeaders {
  const byName = new Map<string, string[]>()
  for (const { name, value } of fields) {
    const known = byName.get(name)
    if (known === undefined) byName.set(name, [value])
    else known.push(value)
  }
  return {
    raw: (name) => (byName.get(name)?.[0] ?? '').slice(0, longestValue).trim(),
    text: (name) => decodeHeader((byName.get(name) ?? []).join(', ').slice(0, longestValue)),
    count: fields.length,
  }
}

/** Encoded words, and bytes beyond ASCII that stand there as they are. */
export function decodeHeader(raw: string): string {
  return flatten(decodeWords(fromBytes(raw)))
}

function fromBytes(raw: string): string {
  return /[\x80-\xff]/.test(raw) ? decodeAll(Buffer.from(raw, 'latin1')) : raw
}

const parameterPattern = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/gs

export function structuredHeader(raw: string): StructuredHeader {
  const value = raw.slice(0, longestStructured)
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, plain = ''] of value.matchAll(parameterPattern)) {
    const key = name.toLowerCase()
    const content = quoted === undefined ? plain.replace(/\s\([^)]*\)?\s*$/, '').trim() : quoted.replace(/\\(["\\])/g, '$1')
    if (!parameters.has(key)) parameters.set(key, content)
  }
  return {
    value: (/^[^\s;()]+/.exec(value.trim())?.[0] ?? '').toLowerCase(),
    parameter: (name) => extended(parameters, name) ?? plainParameter(parameters.get(name)),
  }
}

function plainParameter(raw: string | undefined): string | undefined {
  return raw === undefined ? undefined : decodeHeader(raw)
}

/** `name*=utf-8''caf%C3%A9` and `name*0*=`, `name*1=` … (RFC 2231). */
function extended(parameters: ReadonlyMap<string, string>, name: string): string | undefined {
  const sections: { readonly text: string; readonly encoded: boolean }[] = []
  const whole = parameters.get(`${name}*`)
  if (whole !== undefined) sections.push({ text: whole, encoded: true })
  for (let index = 0; whole === undefined; index += 1) {
    const encoded = parameters.get(`${name}*${index}*`)
    const text = encoded ?? parameters.get(`${name}*${index}`)
    if (text === undefined) break
    sections.push({ text, encoded: encoded !== undefined })
  }
  const first = sections[0]
  if (first === undefined) return undefined
  const declared = first.encoded ? /^([^']*)'[^']*'/.exec(first.text) : null
  const bytes = sections.map(({ text, encoded }, index) => {
    const content = index === 0 && declared !== null ? text.slice(declared[0].length) : text
    return Buffer.from(encoded ? content.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : content, 'latin1')
  })
  const charset = declared?.[1]
  return flatten(decodeWords(decodeAll(Buffer.concat(bytes), charset === '' ? undefined : charset)))
}
