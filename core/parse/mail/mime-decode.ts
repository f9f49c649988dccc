/** What a MIME part says, out of its transfer encoding and its character set, however wrong these are declared. */
import { AlcoveError } from '../../errors.ts'
import { decodeAll } from '../shared/decode.ts'

/** The bytes of a part. `encoding` is its Content-Transfer-Encoding. */
export function decodeTransfer(raw: Buffer, encoding: string): Buffer {
  if (/base64/i.test(encoding)) return fromBase64(raw)
  if (/quoted-printable/i.test(encoding)) return fromQuotedPrintable(raw)
  if (/uu/i.test(encoding)) return fromUuencode(raw.toString('latin1'))
  return raw
}

/** Several encoded texts in a row are read each up to its padding; what is no base64 is passed over. */
function fromBase64(raw: Buffer): Buffer {
  const text = raw.toString('latin1')
  const padding = text.indexOf('=')
  if (padding < 0 || /^[=\s]*$/.test(text.slice(padding))) return Buffer.from(text, 'base64')
  return Buffer.concat(text.split(/={1,2}/).map((piece) => Buffer.from(piece, 'base64')))
}

const equals = 0x3d

function fromQuotedPrintable(raw: Buffer): Buffer {
  if (!raw.includes(equals)) return raw
  const decoded = Buffer.allocUnsafe(raw.length)
  let length = 0
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at] ?? 0
    if (byte !== equals) {
      decoded[length++] = byte
      continue
    }
    const value = hex(raw[at + 1]) * 16 + hex(raw[at + 2])
    const lineEnd = softBreak(raw, at + 1)
    if (!Number.isNaN(value)) {
      decoded[length++] = value
      at += 2
    } else if (lineEnd > 0) at = lineEnd
    else decoded[length++] = byte
  }
  return decoded.subarray(0, length)
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return Number.NaN
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : Number.NaN
}

/** The end of the line if nothing but blanks comes before it, else 0. */
function softBreak(raw: Buffer, from: number): number {
  let at = from
  while (raw[at] === 0x20 || raw[at] === 0x09 || raw[at] === 0x0d) at += 1
  return raw[at] === 0x0a || at >= raw.length ? at : 0
}

/** From the line after `begin` to `end`. */
function fromUuencode(text: string): Buffer {
  const bytes: number[] = []
  for (const line of text.split(/\r?\n/)) {
    if (/^begin \d+ /.test(line)) continue
    if (line === 'end') break
    const count = (line.charCodeAt(0) - 32) & 63
    if (line === '' || count === 0) continue
    const start = bytes.length
    for (let at = 1; at < line.length && bytes.length - start < count; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((offset) => ((line.charCodeAt(at + offset) || 32) - 32) & 63)
      bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d)
    }
    bytes.length = Math.min(bytes.length, start + count)
  }
  return Buffer.from(bytes)
}

/** The declared character set is believed where the bytes can be of it; a browser's table of names is used first. */
export function decodeText(bytes: Buffer, charset: string | undefined): string {
  const declared = charset
    ?.trim()
    .toLowerCase()
    .replace(/^x-(?=mac|user)/, '')
  const decoder = declared === undefined || declared === '' ? undefined : decoderOf(declared)
  if (decoder === undefined) return decodeAll(bytes, declared === '' ? undefined : declared)
  try {
    return decoder.decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw new AlcoveError('file-broken', {}, error)
    return decodeAll(bytes)
  }
}

/** Undefined where the name is not known. UTF-8 is checked; ASCII with accents is not believed. */
function decoderOf(name: string): InstanceType<typeof TextDecoder> | undefined {
  if (name === 'us-ascii' || name === 'ascii' || name === 'ansi_x3.4-1968') return new TextDecoder('utf-8', { fatal: true })
  try {
    const decoder = new TextDecoder(name)
    return decoder.encoding === 'utf-8' ? new TextDecoder('utf-8', { fatal: true }) : decoder
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
