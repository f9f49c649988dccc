/** Bytes to text: the encoding is told from the bytes, and text arrives piece by piece at flat memory. */
import { isAscii } from 'node:buffer'
import iconv from 'iconv-lite'
import { byteOrderMark, encodingOf, isBinary, isUtf8, sampleBytes } from './encoding.ts'

export { isBinary } from './encoding.ts'

/** Bytes are no text in any encoding that we know. */
export const binary = Symbol('binary')

interface Decoder {
  write(bytes: Uint8Array): string
  end(): string
}

/**
 * Yields the text, or `binary` once, first and alone. A file that begins in plain ASCII gets its
 * encoding from the first bytes that are not.
 */
export async function* decodeStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string | typeof binary> {
  let held: Uint8Array = new Uint8Array(0)
  let started = false
  let decoder: Decoder | undefined
  for await (const chunk of chunks) {
    if (decoder !== undefined) {
      yield decoder.write(chunk)
      continue
    }
    held = joined(held, chunk)
    if (held.length < sampleBytes) continue
    if (!started && isBinary(held)) {
      yield binary
      return
    }
    decoder = isPlain(held) ? undefined : decoderFor(encodingOf(held))
    yield decoder === undefined ? plain.decode(held) : decoder.write(held)
    started = true
    held = new Uint8Array(0)
  }
  if (!started && isBinary(held)) {
    yield binary
    return
  }
  if (held.length > 0) {
    decoder = decoderFor(encodingOf(held))
    yield decoder.write(held)
  }
  if (decoder !== undefined) yield decoder.end()
}

/** The whole text; `declared` is the encoding that the file names in its own text, believed where it exists. */
export function decodeAll(bytes: Uint8Array, declared?: string): string {
  const decoder = decoderFor(byteOrderMark(bytes) ?? believed(bytes, declared) ?? encodingOf(bytes))
  return decoder.write(bytes) + decoder.end()
}

/** A file that names one encoding and is in UTF-8 all the same was saved again by another program. */
function believed(bytes: Uint8Array, declared: string | undefined): string | null {
  if (declared === undefined) return null
  const name = declared.toLowerCase()
  if (/^utf-?(?:16|32)/.test(name)) return null // it was read as bytes of one letter each, so it is not
  if (/^utf-?8$/.test(name)) return encodingOf(bytes)
  if (name === 'iso-2022-jp') return name
  return iconv.encodingExists(name) ? name : null
}

const plain = new TextDecoder('latin1')

/** No byte beyond ASCII, and none that turns what follows into another script. */
function isPlain(bytes: Uint8Array): boolean {
  return isAscii(bytes) && !bytes.includes(0x1b)
}

function decoderFor(encoding: string): Decoder {
  if (encoding === 'utf-8') return utf8Decoder()
  if (encoding === 'iso-2022-jp') {
    const decoder = new TextDecoder(encoding)
    return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
  }
  const decoder = iconv.getDecoder(encoding)
  return { write: (bytes) => decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)), end: () => decoder.end() ?? '' }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
const newline = 0x0a
/** Bytes; a longer line is decoded in pieces. */
const longestLine = 1_000_000

/** Lines that are not UTF-8, in a file that otherwise is, were written by a program of another time. */
function utf8Decoder(): Decoder {
  let rest: Uint8Array = new Uint8Array(0)
  /** Told from the first such line. */
  let older: string | undefined

  const decodeLines = (bytes: Uint8Array): string => {
    const whole = strictly(bytes)
    if (whole !== null) return whole
    let text = ''
    for (let from = 0; from < bytes.length; ) {
      const end = bytes.indexOf(newline, from)
      const to = end < 0 ? bytes.length : end + 1
      const line = bytes.subarray(from, to)
      text += strictly(line) ?? decodeBroken(line)
      from = to
    }
    return text
  }
  const decodeBroken = (line: Uint8Array): string => {
    if (isUtf8(line, 1)) return lenient.decode(line)
    older ??= encodingOf(line)
    return iconv.decode(Buffer.from(line), older)
  }

  return {
    write(bytes) {
      const all = joined(rest, bytes)
      const cut = all.lastIndexOf(newline) + 1
      const to = cut === 0 && all.length > longestLine ? wholeCharacters(all) : cut
      rest = all.slice(to)
      return decodeLines(all.subarray(0, to))
    },
    end: () => decodeLines(rest),
  }
}

function strictly(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Where the last whole character ends. */
function wholeCharacters(bytes: Uint8Array): number {
  let at = bytes.length
  while (at > bytes.length - 4 && ((bytes[at - 1] ?? 0) & 0xc0) === 0x80) at -= 1
  return (bytes[at - 1] ?? 0) >= 0xc0 ? at - 1 : bytes.length
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
