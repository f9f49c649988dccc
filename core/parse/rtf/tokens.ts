/** RTF cut into groups, control words and text. (Rich Text Format Specification 1.9.1.) */

/** `byte`: a character by its code, `\'hh`. `text`: bytes `from` to `to`. */
export type RtfTokenKind = 'open' | 'close' | 'word' | 'symbol' | 'text' | 'byte' | 'end'

/** One object for all tokens: there are millions of them. */
export interface RtfTokens {
  kind: RtfTokenKind
  /** Of a word, its letters; of a symbol, its character. */
  word: string
  /** The number after a word; the code of a byte. */
  value: number | undefined
  from: number
  to: number
  next(): void
}

const [open, close, backslash, quote] = [0x7b, 0x7d, 0x5c, 0x27]
const [lineFeed, carriageReturn, space, minus] = [0x0a, 0x0d, 0x20, 0x2d]
/** Letters of a control word; a longer one is none. */
const longestWord = 64

export function createRtfTokens(bytes: Uint8Array): RtfTokens {
  let at = 0

  function readControl(): void {
    at += 1
    const code = bytes[at]
    if (code === undefined) return
    if (code === quote) readByte()
    else if (isLetter(code)) readWord()
    else {
      tokens.kind = 'symbol'
      tokens.word = String.fromCharCode(code)
      at += 1
    }
  }

  function readByte(): void {
    const digits = hexValue(bytes[at + 1]) * 16 + hexValue(bytes[at + 2])
    at += 1
    if (Number.isNaN(digits)) return next()
    at += 2
    tokens.kind = 'byte'
    tokens.value = digits
  }

  function readWord(): void {
    const from = at
    while (at - from < longestWord && isLetter(bytes[at])) at += 1
    tokens.kind = 'word'
    tokens.word = latin(from, at)
    tokens.value = undefined
    const negative = bytes[at] === minus
    let digit = negative ? at + 1 : at
    if (isDigit(bytes[digit])) {
      let value = 0
      for (let code = bytes[digit]; isDigit(code); digit += 1, code = bytes[digit]) value = Math.min(value * 10 + (code ?? 0) - 0x30, 0x7fff_ffff)
      tokens.value = negative ? -value : value
      at = digit
    }
    if (bytes[at] === space) at += 1
    // so many bytes that are no RTF
    if (tokens.word === 'bin') at = Math.min(bytes.length, at + Math.max(0, tokens.value ?? 0))
  }

  function latin(from: number, to: number): string {
    let word = ''
    for (let index = from; index < to; index += 1) word += String.fromCharCode(bytes[index] ?? 0)
    return word
  }

  function next(): void {
    for (let code = bytes[at]; code === lineFeed || code === carriageReturn || code === 0; code = bytes[at]) at += 1
    const code = bytes[at]
    if (code === undefined) tokens.kind = 'end'
    else if (code === open || code === close) {
      tokens.kind = code === open ? 'open' : 'close'
      at += 1
    } else if (code === backslash) {
      tokens.kind = 'end'
      readControl()
    } else {
      tokens.kind = 'text'
      tokens.from = at
      for (let run = code; !endsText(run); run = bytes[at] ?? lineFeed) at += 1
      tokens.to = at
    }
  }

  const tokens: RtfTokens = { kind: 'end', word: '', value: undefined, from: 0, to: 0, next }
  return tokens
}

const endsText = (code: number): boolean => code === open || code === close || code === backslash || code === lineFeed || code === carriageReturn || code === 0
const isLetter = (code = 0): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
const isDigit = (code = 0): boolean => code >= 0x30 && code <= 0x39

function hexValue(code = 0): number {
  if (isDigit(code)) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : Number.NaN
}
