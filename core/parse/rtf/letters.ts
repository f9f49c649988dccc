/** Letters of RTF: bytes in the code page of their font, or of the document. */
import iconv from 'iconv-lite'
import { symbolOf } from '../office/symbol-fonts.ts'

export interface RtfFont {
  name: string
  /** Undefined where the document's holds. */
  encoding?: string | undefined
  symbols: boolean
}

/** Windows' numbers of character sets. 0 and 1 are the document's own. */
const charsets: ReadonlyMap<number, string> = new Map([
  [77, 'macroman'],
  [78, 'shift_jis'],
  [128, 'cp932'],
  [129, 'cp949'],
  [130, 'cp949'],
  [134, 'cp936'],
  [136, 'cp950'],
  [161, 'cp1253'],
  [162, 'cp1254'],
  [163, 'cp1258'],
  [177, 'cp1255'],
  [178, 'cp1256'],
  [186, 'cp1257'],
  [204, 'cp1251'],
  [222, 'cp874'],
  [238, 'cp1250'],
  [254, 'cp437'],
  [255, 'cp850'],
])
export const symbolCharset = 2

/** Older programs say the letters in the font's name. */
const suffixes: ReadonlyMap<string, string> = new Map([
  ['CE', 'cp1250'],
  ['Cyr', 'cp1251'],
  ['Greek', 'cp1253'],
  ['Tur', 'cp1254'],
  ['(Hebrew)', 'cp1255'],
  ['(Arabic)', 'cp1256'],
  ['Baltic', 'cp1257'],
  ['(Vietnamese)', 'cp1258'],
])

const nameEncoding = (name: string): string | undefined => suffixes.get(name.trim().split(' ').at(-1) ?? '')

export const charsetEncoding = (charset: number | undefined): string | undefined => charsets.get(charset ?? 0)

/** By the number of a code page; undefined where it is not known. */
export function codePageEncoding(page: number | undefined): string | undefined {
  if (page === 65001) return 'utf-8'
  const name = page === 10000 ? 'macroman' : `cp${page ?? 0}`
  return iconv.encodingExists(name) ? name : undefined
}

/** Bytes are gathered until something else comes, for a letter may be of several. */
export interface RtfLetters {
  byte(code: number): void
  bytes(bytes: Uint8Array): void
  /** The letters gathered, and none are left. */
  take(font: RtfFont | undefined, documentEncoding: string): string
}

export function createRtfLetters(): RtfLetters {
  let pieces: Uint8Array[] = []
  let codes: number[] = []
  let plain = true
  const close = (): void => {
    if (codes.length > 0) pieces.push(Uint8Array.from(codes))
    codes = []
  }
  return {
    byte(code) {
      plain &&= code < 0x80
      codes.push(code)
    },
    bytes(bytes) {
      close()
      if (plain) plain = isPlain(bytes)
      pieces.push(bytes)
    },
    take(font, documentEncoding) {
      close()
      const [piece] = pieces
      if (piece === undefined) return ''
      const whole = pieces.length === 1 ? Buffer.from(piece.buffer, piece.byteOffset, piece.length) : Buffer.concat(pieces)
      const wasPlain = plain
      pieces = []
      plain = true
      if (font?.symbols === true) return [...whole].map((code) => symbolOf(font.name, code)).join('')
      return wasPlain ? whole.toString('latin1') : iconv.decode(whole, font?.encoding ?? nameEncoding(font?.name ?? '') ?? documentEncoding)
    },
  }
}

function isPlain(bytes: Uint8Array): boolean {
  for (const code of bytes) if (code >= 0x80) return false
  return true
}
