/**
 * The embedding model's own tokens, by its `tokenizer.json`. Text is cut at blanks and ASCII
 * punctuation, where no BERT token crosses, and each piece is remembered with its tokens: natural
 * text repeats its words, so most of it costs one look-up. What stands in a text is only ever text:
 * `[SEP]` written in a document becomes three pieces, not the model's separator.
 */
import { Tokenizer as PackagedTokenizer } from '@huggingface/tokenizers'
import { AlcoveError } from '../core/errors.ts'
import type { Tokenizer } from '../core/ports/tokenizer.ts'
import { readManifest, readModelJson } from './bundled-model.ts'
import type { Piece } from './token-pieces.ts'
import { createPieceReader } from './token-pieces.ts'

/** Tokens as the model reads them. Two tokens of one character (a Korean syllable) share its span. */
export interface ModelTokenizer extends Tokenizer {
  /** Token ids, the special ones included: what the model is fed. */
  encode(text: string): number[]
}

/** Pieces remembered at a time, twice: about 20 MB when full. */
const cacheSize = 60_000
/** A longer piece is no word of a language and hardly comes twice. UTF-16 code units. */
const longestCached = 40

/** Reads and checks `tokenizer.json` and `tokenizer_config.json`; throws `model-broken`. Takes about 50 ms. */
export function loadTokenizer(modelFolder: string): ModelTokenizer {
  const manifest = readManifest(modelFolder)
  const definition = readModelJson(modelFolder, manifest, 'tokenizer.json')
  const packaged = new PackagedTokenizer(definition, readModelJson(modelFolder, manifest, 'tokenizer_config.json'))
  const [before, after] = specialIds(packaged)
  const read = remember(createPieceReader(packaged))

  return {
    specialTokens: before.length + after.length,
    count(text) {
      let tokens = 0
      for (let at = nextPiece(text, 0); at < text.length; ) {
        const end = pieceEnd(text, at)
        tokens += read(text.slice(at, end)).ids.length
        at = nextPiece(text, end)
      }
      return tokens
    },
    spans(text) {
      const spans: { start: number; end: number }[] = []
      for (let at = nextPiece(text, 0); at < text.length; ) {
        const end = pieceEnd(text, at)
        const { starts, ends } = read(text.slice(at, end))
        for (let i = 0; i < starts.length; i++) spans.push({ start: at + (starts[i] ?? 0), end: at + (ends[i] ?? 0) })
        at = nextPiece(text, end)
      }
      return spans
    },
    encode(text) {
      const ids = [...before]
      for (let at = nextPiece(text, 0); at < text.length; ) {
        const end = pieceEnd(text, at)
        for (const id of read(text.slice(at, end)).ids) ids.push(id)
        at = nextPiece(text, end)
      }
      ids.push(...after)
      return ids
    },
  }
}

/** Ids that stand before and after every text: `[CLS]` and `[SEP]`. */
function specialIds(packaged: PackagedTokenizer): [before: readonly number[], after: readonly number[]] {
  const bare = packaged.encode('a', { add_special_tokens: false }).ids
  const whole = packaged.encode('a').ids
  const at = whole.indexOf(bare[0] ?? -1)
  if (bare.length !== 1 || at < 0) throw new AlcoveError('model-broken', { file: 'tokenizer.json' })
  return [whole.slice(0, at), whole.slice(at + 1)]
}

/** Two generations: when the younger is full it becomes the older, so that common words stay. */
function remember(read: (piece: string) => Piece): (piece: string) => Piece {
  let young = new Map<string, Piece>()
  let old = new Map<string, Piece>()
  return (text) => {
    const known = young.get(text)
    if (known !== undefined) return known
    if (text.length > longestCached) return read(text)
    const piece = old.get(text) ?? read(text)
    if (young.size >= cacheSize) {
      old = young
      young = new Map()
    }
    // a slice keeps its whole text alive; this one is a string of its own
    young.set(` ${text}`.slice(1), piece)
    return piece
  }
}

const word = 0
const blank = 1
const mark = 2

/** For each UTF-16 code unit: part of a word, blank, or a mark that is a piece of its own. */
const kinds = new Uint8Array(0x10000)
for (let code = 0x21; code < 0x7f; code++) if (!/[0-9A-Za-z]/.test(String.fromCharCode(code))) kinds[code] = mark
// blanks as BERT has them: \v, \f and U+FEFF are dropped from the text and join what is around them
for (const blanks of ['\t\n\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000', '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a']) {
  for (const character of blanks) kinds[character.charCodeAt(0)] = blank
}

/** Where the next piece starts, from `from` on; the text's length where there is none. */
function nextPiece(text: string, from: number): number {
  let at = from
  while (at < text.length && kinds[text.charCodeAt(at)] === blank) at++
  return at
}

function pieceEnd(text: string, start: number): number {
  let at = start + 1
  if (kinds[text.charCodeAt(start)] === mark) return at
  while (at < text.length && kinds[text.charCodeAt(at)] === word) at++
  return at
}
