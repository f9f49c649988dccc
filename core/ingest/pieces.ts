/** A block cut into the smallest stretches that a passage may begin or end with: sentences, table rows, lines of code. */
import type { Tokenizer } from '../ports/tokenizer.ts'
import type { Block } from '../types/document.ts'

/** A stretch of `block.text`: UTF-16 offsets, `end` exclusive, no white space at either end. */
export interface Piece {
  readonly block: Block
  readonly start: number
  readonly end: number
  readonly tokens: number
}

/** What one piece may hold at most. */
export interface PieceLimits {
  readonly tokens: number
  /** UTF-16 code units: a word that the model does not know is one token, however long. */
  readonly characters: number
}

const sentenceEnd = /[.!?…]["'”’»)\]]*(?=\s)|[。！？]["”」』）]*|\n/gu
const lineEnd = /\n/gu

/** Offsets behind which the text may be cut, ascending, the text's end included. */
function* cuts(block: Block): Generator<number> {
  const ends = block.kind === 'table' || block.kind === 'code' ? lineEnd : sentenceEnd
  for (const match of block.text.matchAll(ends)) yield match.index + match[0].length
  yield block.text.length
}

/** The stretch without white space at its ends; null where nothing is left. */
function trimmed(text: string, start: number, end: number): readonly [number, number] | null {
  const slice = text.slice(start, end)
  const first = slice.search(/\S/u)
  if (first === -1) return null
  return [start + first, start + slice.trimEnd().length]
}

/** Where to cut a stretch that is too long: behind the last white space within the limits, else between two characters. */
function cutWithin(text: string, start: number, end: number, limits: PieceLimits, tokenizer: Tokenizer): number {
  const reach = Math.min(end, start + limits.characters)
  const spans = tokenizer.spans(text.slice(start, reach))
  const over = spans[limits.tokens]
  let cut = over === undefined ? reach : start + over.start
  if (cut >= end) return end
  const space = text.slice(start, cut).search(/\s\S*$/u)
  if (space > 0) return start + space + 1
  while (cut > start + 1 && tokenizer.count(text.slice(start, cut)) > limits.tokens) cut = start + Math.ceil((cut - start) / 2)
  const low = text.charCodeAt(cut)
  return low >= 0xdc00 && low <= 0xdfff && cut - 1 > start ? cut - 1 : cut
}

function* withinLimits(block: Block, start: number, end: number, limits: PieceLimits, tokenizer: Tokenizer): Generator<Piece> {
  let from = start
  while (from < end) {
    const range = trimmed(block.text, from, end)
    if (range === null) return
    const tokens = range[1] - range[0] > limits.characters ? Number.POSITIVE_INFINITY : tokenizer.count(block.text.slice(...range))
    if (tokens <= limits.tokens) {
      yield { block, start: range[0], end: range[1], tokens }
      return
    }
    const cut = cutWithin(block.text, range[0], range[1], limits, tokenizer)
    const part = trimmed(block.text, range[0], cut)
    if (part !== null) yield { block, start: part[0], end: part[1], tokens: tokenizer.count(block.text.slice(...part)) }
    from = cut
  }
}

/** In order and without loss: between two pieces there is nothing but white space. */
export function* piecesOf(block: Block, limits: PieceLimits, tokenizer: Tokenizer): Generator<Piece> {
  let start = 0
  for (const end of cuts(block)) {
    if (end > start) yield* withinLimits(block, start, end, limits, tokenizer)
    start = end
  }
}
