/**
 * Cuts a document into passages, counted in the embedding model's own tokens. Passages end at sentences or
 * table rows, never cross a page, and carry the headings that they stand under. Pure: text and places in,
 * drafts out; parts of a document may arrive one after the other.
 */
import type { Tokenizer } from '../ports/tokenizer.ts'
import type { Block } from '../types/document.ts'
import type { PassageDraft } from '../types/passage.ts'
import { anchorOf } from './anchor-of.ts'
import { type Piece, piecesOf } from './pieces.ts'

/** Changes whenever the same document may give other passages. */
export const chunkerVersion = '1'

export interface ChunkSettings {
  /** Tokens of an embedded text, special ones and context included: what the model accepts. */
  readonly maxTokens: number
  /** Where a passage is full, in the same count. */
  readonly targetTokens: number
  /** A new heading does not end a passage shorter than this. */
  readonly minTokens: number
  /** Of the context alone. */
  readonly contextTokens: number
}

/** About 210 tokens cost least per token to embed (DESIGN 8) and keep a passage to one subject. */
export const chunkSettings = (maxTokens: number): ChunkSettings => ({
  maxTokens,
  targetTokens: Math.min(maxTokens, 216),
  minTokens: 60,
  contextTokens: Math.min(40, Math.floor(maxTokens / 4)),
})

const maxCharacters = 2_400

export interface Chunker {
  /** Passages that are complete with these blocks. */
  add(blocks: readonly Block[]): PassageDraft[]
  /** The rest. */
  end(): PassageDraft[]
}

interface Heading {
  readonly level: number
  readonly text: string
  readonly block: Block
}

/** What is embedded for a passage, and hashed to know it again. */
export function embeddedText(passage: Pick<PassageDraft, 'context' | 'text'>): string {
  return passage.context === '' ? passage.text : `${passage.context}\n${passage.text}`
}

/** Verbatim: slices of the blocks, a newline between two of them. */
function textOf(pieces: readonly Piece[]): string {
  const slices: string[] = []
  let open: { block: Block; start: number; end: number } | null = null
  for (const piece of pieces) {
    if (open !== null && open.block === piece.block) open.end = piece.end
    else {
      if (open !== null) slices.push(open.block.text.slice(open.start, open.end))
      open = { block: piece.block, start: piece.start, end: piece.end }
    }
  }
  if (open !== null) slices.push(open.block.text.slice(open.start, open.end))
  return slices.join('\n')
}

/** Title and headings, outermost first; where they are too many tokens the innermost are kept. */
function contextOf(title: string, headings: readonly string[], limit: number, tokenizer: Tokenizer): string {
  const kept: string[] = []
  let left = limit
  for (const text of [title, ...headings.filter((heading) => heading !== title)].reverse()) {
    const line = text.replace(/\s+/gu, ' ').trim()
    const tokens = tokenizer.count(line) + 1
    if (line === '' || tokens > left) continue
    kept.unshift(line)
    left -= tokens
  }
  return kept.join(' › ')
}

const textsOf = (headings: readonly Heading[]): readonly string[] => headings.map((heading) => heading.text)

const pageOf = (block: Block): number | null => (block.place.kind === 'page' ? block.place.page : null)

export function createChunker(title: string, tokenizer: Tokenizer, settings: ChunkSettings): Chunker {
  let headings: readonly Heading[] = []
  let pending: Piece[] = []
  let pendingTokens = 0
  let pendingCharacters = 0
  /** The headings above the first pending piece. */
  let above: readonly Heading[] = []
  let ordinal = 0

  const draft = (pieces: readonly Piece[]): PassageDraft[] => {
    const inText = new Set(pieces.map((piece) => piece.block))
    const outer = textsOf(above.filter((heading) => !inText.has(heading.block)))
    const context = contextOf(title, outer, settings.contextTokens, tokenizer)
    const text = textOf(pieces)
    const tokens = tokenizer.specialTokens + tokenizer.count(embeddedText({ context, text }))
    if (tokens > settings.maxTokens && pieces.length > 1) {
      const middle = Math.ceil(pieces.length / 2)
      return [...draft(pieces.slice(0, middle)), ...draft(pieces.slice(middle))]
    }
    return [
      {
        ordinal: ordinal++,
        text,
        context,
        anchor: anchorOf(pieces, textsOf(above)),
        tokens,
      },
    ]
  }

  const flush = (): PassageDraft[] => {
    const drafts = pending.length === 0 ? [] : draft(pending)
    pending = []
    pendingTokens = 0
    pendingCharacters = 0
    return drafts
  }

  const push = (piece: Piece): void => {
    if (pending.length === 0) above = headings
    pending.push(piece)
    pendingTokens += piece.tokens
    pendingCharacters += piece.end - piece.start
  }

  /** A heading goes with what follows it, never last into the passage before. */
  const flushFull = (): PassageDraft[] => {
    const body = pending.findLastIndex((piece) => piece.block.kind !== 'heading')
    const carried = body === -1 ? [] : pending.slice(body + 1)
    pending = pending.slice(0, pending.length - carried.length)
    const drafts = flush()
    for (const piece of carried) push(piece)
    return drafts
  }

  const room = settings.targetTokens - tokenizer.specialTokens
  const pieceLimits = { tokens: settings.maxTokens - tokenizer.specialTokens - settings.contextTokens - 1, characters: maxCharacters }

  const reserve = (): number => tokenizer.count(contextOf(title, textsOf(headings), settings.contextTokens, tokenizer))
  let reserved = reserve()

  const addBlock = (block: Block): PassageDraft[] => {
    const drafts: PassageDraft[] = []
    const before = pending.at(-1)?.block
    const isHeading = block.kind === 'heading'
    if (before !== undefined) {
      if (pageOf(before) !== pageOf(block)) drafts.push(...flush())
      else if (isHeading && before.kind !== 'heading' && pendingTokens >= settings.minTokens) drafts.push(...flush())
    }
    if (isHeading) {
      const level = block.level ?? 1
      headings = [...headings.filter((heading) => heading.level < level), { level, text: block.text, block }]
      reserved = reserve()
    }
    for (const piece of piecesOf(block, pieceLimits, tokenizer)) {
      const full = pendingTokens + piece.tokens + reserved > room || pendingCharacters + piece.end - piece.start > maxCharacters
      if (pending.length > 0 && full) drafts.push(...flushFull())
      push(piece)
    }
    return drafts
  }

  return { add: (blocks) => blocks.flatMap(addBlock), end: flush }
}
