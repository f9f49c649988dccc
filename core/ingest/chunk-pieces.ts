/**
 * Blocks cut into pieces that are never torn: sentences, rows of a table, lines of code. A piece too long for
 * that is cut between words, a word that is none (a key, a long address) anywhere between characters.
 */
import type { Tokenizer } from '../ports/tokenizer.ts'
import type { Block } from '../types/document.ts'

/** How good it is to end a passage after the piece. */
export const afterWord = 1
export const afterSentence = 2
export const afterBlock = 3

export interface Piece {
  readonly block: Block
  /** UTF-16 offsets in the block's text, `end` exclusive, without blanks around. */
  readonly start: number
  readonly end: number
  readonly tokens: number
  readonly after: typeof afterWord | typeof afterSentence | typeof afterBlock
  /** The headings it stands under, outermost first, its own included. */
  readonly path: readonly string[]
}

/** A sentence's end, and its closing marks; the next must not go on in lower case. Blank lines end one too. */
const sentenceEnd = /[.!?…]+["'”’)\]]*\s+(?=[^\p{Ll}\s])|[。！？｡]+[」』”’）]*|\n\s*\n/gu

/** `longest`: in tokens; a longer piece is cut into parts of half of that. */
export function piecesOf(block: Block, path: readonly string[], tokenizer: Tokenizer, longest: number): readonly Piece[] {
  const pieces: Piece[] = []
  for (const [from, to] of cuts(block)) {
    const [start, end] = trimmed(block.text, from, to)
    if (start === end) continue
    const text = block.text.slice(start, end)
    const tokens = tokenizer.count(text)
    if (tokens <= longest) pieces.push({ block, start, end, tokens, after: afterSentence, path })
    else
      for (const part of parts(text, tokenizer, Math.max(Math.floor(longest / 2), 1)))
        pieces.push({ block, start: start + part.start, end: start + part.end, tokens: part.tokens, after: part.after, path })
  }
  const last = pieces.at(-1)
  if (last !== undefined) pieces[pieces.length - 1] = { ...last, after: afterBlock }
  return pieces
}

function* cuts(block: Block): Iterable<readonly [number, number]> {
  const boundary = block.kind === 'table' || block.kind === 'code' ? /\n/g : sentenceEnd
  let from = 0
  if (block.kind !== 'heading')
    for (const match of block.text.matchAll(boundary)) {
      const to = match.index + match[0].length
      yield [from, to]
      from = to
    }
  yield [from, block.text.length]
}

function trimmed(text: string, from: number, to: number): readonly [number, number] {
  let start = from
  let end = to
  while (start < end && isBlank(text, start)) start++
  while (end > start && isBlank(text, end - 1)) end--
  return [start, end]
}

function isBlank(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at))
}

interface Part {
  readonly start: number
  readonly end: number
  readonly tokens: number
  readonly after: Piece['after']
}

/** Cuts at the token that is the last to fit, moved back to a blank where one is near. */
function* parts(text: string, tokenizer: Tokenizer, most: number): Iterable<Part> {
  const spans = tokenizer.spans(text)
  let start = 0
  for (let first = 0; first < spans.length; ) {
    const beyond = cutAfter(text, spans, first, first + most)
    const to = spans[beyond]?.start ?? text.length
    const [from, end] = trimmed(text, start, to)
    const last = beyond >= spans.length
    if (from < end) yield { start: from, end, tokens: tokenizer.count(text.slice(from, end)), after: last ? afterSentence : afterWord }
    start = to
    first = beyond
  }
}

/** The first token that is left for the next part. */
function cutAfter(text: string, spans: readonly { readonly start: number; readonly end: number }[], first: number, most: number): number {
  if (most >= spans.length) return spans.length
  for (let at = most; at > (first + most) / 2; at--) if (startsWord(text, spans, at)) return at
  // tokens of one character share its span: never cut inside it
  let at = most
  while (at > first + 1 && (spans[at]?.start ?? 0) < (spans[at - 1]?.end ?? 0)) at--
  while (at < spans.length && (spans[at]?.start ?? 0) < (spans[at - 1]?.end ?? 0)) at++
  return at
}

function startsWord(text: string, spans: readonly { readonly start: number; readonly end: number }[], at: number): boolean {
  const start = spans[at]?.start ?? 0
  return start > (spans[at - 1]?.end ?? 0) && isBlank(text, start - 1)
}
