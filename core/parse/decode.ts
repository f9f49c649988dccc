/** Bytes to text: the encoding is told from the bytes, and text arrives piece by piece at flat memory. */
import { isAscii } from 'node:buffer'
import chardet from 'chardet'
import iconv from 'iconv-lite'

/** Bytes are no text in any encoding that we know. */
export const binary = Symbol('binary')

interface Decoder {
  write(bytes: Uint8Array): string
  end(): string
}

/** What is looked at to tell the encoding. Bytes. */
const sampleBytes = 64 * 1024
const binaryShare = 0.02

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
    if (started && isAscii(held)) yield plain.decode(held)
    else {
      decoder = isAscii(held) ? undefined : decoderFor(encodingOf(held))
      yield decoder === undefined ? plain.decode(held) : decoder.write(held)
    }
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
  const encoding = byteOrderMark(bytes) ?? (declared !== undefined && iconv.encodingExists(declared) ? declared : encodingOf(bytes))
  const decoder = decoderFor(encoding)
  return decoder.write(bytes) + decoder.end()
}

const plain = new TextDecoder('latin1')

function decoderFor(encoding: string): Decoder {
  const decoder = iconv.getDecoder(encoding)
  return { write: (bytes) => decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)), end: () => decoder.end() ?? '' }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  return null
}

function encodingOf(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, sampleBytes)
  const marked = byteOrderMark(sample) ?? wideWithoutMark(sample)
  if (marked !== null) return marked
  if (isUtf8(sample, bytes.length > sample.length)) return 'utf-8'
  const guess = chardet.detect(sample)
  // a superset of Latin-1 that people mean when they say Latin-1
  if (guess === null || guess === 'ISO-8859-1' || guess === 'UTF-8' || guess === 'ASCII' || !iconv.encodingExists(guess)) return 'windows-1252'
  return guess
}

/** UTF-16 without its mark: in European text every other byte is zero. */
function wideWithoutMark(bytes: Uint8Array): string | null {
  if (bytes.length < 4) return null
  const zeros = [0, 0]
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const half = bytes.length / 2
  const [even = 0, odd = 0] = zeros
  if (odd > 0.6 * half && even < 0.05 * half) return 'utf-16le'
  if (even > 0.6 * half && odd < 0.05 * half) return 'utf-16be'
  return null
}

/** No text in any encoding that we know, as far as its beginning tells. */
export function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, sampleBytes)
  if (byteOrderMark(sample) !== null || wideWithoutMark(sample) !== null) return false
  let control = 0
  for (const byte of sample) {
    if (byte === 0) return true
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) control += 1
  }
  return control > binaryShare * sample.length
}

function isUtf8(bytes: Uint8Array, cut: boolean): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    decoder.decode(bytes, { stream: cut })
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
