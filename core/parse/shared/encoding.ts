/** Which encoding bytes are in: by their mark, by their form, and else by which reading of them makes sense in a language. */
import iconv from 'iconv-lite'
import type { Profile } from './encoding-profiles.ts'
import { profiles } from './encoding-profiles.ts'

/** What is looked at. Bytes; and of it, as much text beyond ASCII as this. */
export const sampleBytes = 64 * 1024
const tellingBytes = 4_096
const binaryShare = 0.02
/** Broken characters of a file that is otherwise of that encoding. */
const brokenShare = 0.01
/** Where nothing tells: what most programs wrote. */
const usual = 'windows-1252'

/** An encoding's name for iconv-lite or, `iso-2022-jp`, for TextDecoder. */
export function encodingOf(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, sampleBytes)
  const formed = byteOrderMark(sample) ?? wideWithoutMark(sample)
  if (formed !== null) return formed
  if (/\x1b\$[@B]|\x1b\([IJ]/.test(latin1(sample))) return 'iso-2022-jp'
  return isUtf8(sample) ? 'utf-8' : bestReading(sample)
}

/** No text in any encoding that we know, as far as its beginning tells. */
export function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, sampleBytes)
  if (byteOrderMark(sample) !== null || wideWithoutMark(sample) !== null) return false
  if (latin1(sample.subarray(0, 5)) === '%PDF-') return true
  let control = 0
  for (const byte of sample) {
    if (byte === 0) return true
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) control += 1
  }
  return control > binaryShare * sample.length
}

export function byteOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  return null
}

/** UTF-32 and UTF-16 without their marks: what has zero bytes and yet reads well. */
function wideWithoutMark(bytes: Uint8Array): string | null {
  if (bytes.length < 4 || !bytes.includes(0)) return null
  const found = ['utf-32le', 'utf-32be', 'utf-16le', 'utf-16be'].filter((encoding) => readsWell(bytes, encoding))
  const [first, second] = found
  if (first === undefined || second === undefined || first.startsWith('utf-32')) return first ?? null
  // both ways make characters: the right one has blanks and fewer scripts
  return alphabets(bytes, first) <= alphabets(bytes, second) ? first : second
}

/** Beyond the scripts of nearly all texts; two bytes of anything are a character of some script. */
const unlikely =
  /[^\t\n\f\r\x1b -~\u00a0-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u1e00-\u27bf\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\ufe30-\ufefe\uff00-\uffef\u{1f000}-\u{1fbff}\u{20000}-\u{323af}]/gu

function readsWell(bytes: Uint8Array, encoding: string): boolean {
  const unit = encoding.startsWith('utf-32') ? 4 : 2
  // a file of whole characters; a sample may end in one
  if (bytes.length < 8 || (bytes.length < sampleBytes && bytes.length % unit !== 0)) return false
  const text = decode(bytes.subarray(0, tellingBytes), encoding)
  const wrong = text.match(unlikely)?.length ?? 0
  return text !== '' && wrong <= brokenShare * text.length
}

/** How many blocks of 256 characters the text is from. */
function alphabets(bytes: Uint8Array, encoding: string): number {
  const text = decode(bytes.subarray(0, tellingBytes), encoding)
  const blocks = new Set<number>()
  for (const char of text) blocks.add((char.codePointAt(0) ?? 0) >> 8)
  return blocks.size
}

/** Well-formed sequences beyond ASCII outnumber so many times the bytes that are in none. */
export function isUtf8(bytes: Uint8Array, times = 4): boolean {
  const written = latin1(bytes)
  const sequences = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g
  const good = written.match(sequences)?.length ?? 0
  const rest = written.replace(sequences, '')
  // the sample may end in the middle of one
  const bad = rest.replace(/[\xc2-\xf4][\x80-\xbf]{0,2}$/, '').match(/[\x80-\xff]/g)?.length ?? 0
  return bad === 0 || good > times * bad
}

/** Of all encodings, the one in which the text looks most like its language. */
function bestReading(bytes: Uint8Array): string {
  const telling = tellingPart(bytes)
  const readings = new Map<string, string>()
  let best = { encoding: usual, score: 0.05 }
  for (const profile of profiles)
    for (const encoding of profile.encodings) {
      // two bytes to a character: lines cannot be told apart before it is read
      const text = readings.get(encoding) ?? decode(encoding.startsWith('utf-16') ? bytes.subarray(0, tellingBytes) : telling, encoding)
      readings.set(encoding, text)
      const score = likeness(text, profile)
      if (score > best.score + 1e-9) best = { encoding, score }
    }
  return best.encoding
}

/** The lines that are not plain ASCII, up to a length; in any encoding a line's end is one. */
function tellingPart(bytes: Uint8Array): Uint8Array {
  const lines = latin1(bytes).split(/[\r\n]/)
  let part = ''
  for (const line of lines) {
    const first = line.search(/[\x80-\xff]/)
    if (first < 0) continue
    part += `${line.slice(Math.max(0, first - 20))}\n`
    if (part.length > tellingBytes) break
  }
  return Buffer.from(part.slice(0, 2 * tellingBytes), 'latin1')
}

const marks = new Set('“”„‘’‚«»–—…•·°§€£©®™×²³½¼\u00a0‹›№')
const wideMarks = /[\u3000-\u303f\uff01-\uff5e]/
const beyond = /[^\0-\x7f]/gu
const letter = /\p{L}|\p{M}/u

/** From about -5 to 1 per character beyond ASCII: how much these are the letters of the language, and stand as letters do. */
function likeness(text: string, profile: Profile): number {
  let sum = 0
  let count = 0
  for (const match of text.matchAll(beyond)) {
    const [char] = match
    count += 1
    sum += worth(char, text[match.index - 1] ?? ' ', text[match.index + char.length] ?? ' ', profile)
  }
  return count === 0 ? 0 : sum / count
}

function worth(char: string, before: string, after: string, profile: Profile): number {
  if (marks.has(char)) return letter.test(before) && letter.test(after) && char !== '’' && char !== '·' ? -2 : 0.5
  if (profile.ownScript && wideMarks.test(char)) return 0.5
  const known = profile.frequent.has(char) ? 1 : profile.others.has(char) ? 0.6 : profile.script?.test(char) === true ? profile.scriptWorth : -2
  if (known < 0) return char === '\ufffd' || /[\x80-\x9f\p{Co}]/u.test(char) ? -5 : known
  const outOfPlace = profile.ownScript ? (/[a-z]/i.test(before) ? 1 : 0) : letter.test(before) || letter.test(after) ? 0 : 0.7
  const isCapital = char !== char.toLowerCase()
  return known - outOfPlace - (isCapital && isSmall(before) ? 1.5 : 0)
}

function isSmall(char: string): boolean {
  return char !== char.toUpperCase() && char === char.toLowerCase()
}

function decode(bytes: Uint8Array, encoding: string): string {
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), encoding)
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
