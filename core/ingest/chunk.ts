/**
 * Cuts a document into passages: as near to a good length as sentences allow, never across a page, sheet, slide or
 * message, each with the headings it stands under. A stretch between two of these is shared out evenly, so that no
 * crumb is left at its end. Pure but for the blocks that wait: `add` gives back what is finished, `end` the rest.
 */
import type { Tokenizer } from '../ports/tokenizer.ts'
import type { Block } from '../types/document.ts'
import type { PassageDraft } from '../types/passage.ts'
import { anchorOf, type Stretch, stretchesOf } from './chunk-anchor.ts'
import { type Context, createContexts } from './chunk-context.ts'
import { afterBlock, afterSentence, type Piece, piecesOf } from './chunk-pieces.ts'
import { embeddedText } from './embedded-text.ts'

/** Raised whenever the same document may be cut differently: part of a document's identity and of a generation. */
export const chunkerVersion = '2'

export interface Chunker {
  add(block: Block): readonly PassageDraft[]
  end(): readonly PassageDraft[]
}

/** Share of the model's limit that a passage fills when all goes well; above 200 tokens each costs more than it finds. */
const fill = 0.92
/** Share of the limit that title and headings may take, and a table's first row. */
const contextShare = 0.15
/** A heading starts a new passage unless what stands before it is shorter than this share: lone lines stay with what follows. */
const worthAlone = 0.25
/** Longest piece, as a share of the limit, before it is cut between words. */
const longestPiece = 0.45
/** Text without headings or pages is cut when this many passages of it wait. */
const mostWaiting = 4

export function createChunker(tokenizer: Tokenizer, maxTokens: number, title?: string): Chunker {
  const room = maxTokens - tokenizer.specialTokens
  const contextOf = createContexts(tokenizer, title, Math.floor(room * contextShare))
  let headings: { readonly level: number; readonly text: string }[] = []
  let waiting: Piece[] = []
  let tokens = 0
  let leaf = ''
  let firstRow = ''
  let lastPlace: Block['place'] | null = null
  let attachment: string | null = null
  let ordinal = 0

  function draft(pieces: readonly Piece[], context: Context): PassageDraft | null {
    const stretches = stretchesOf(pieces)
    const text = joined(stretches)
    const counted = tokenizer.specialTokens + tokenizer.count(embeddedText({ context: context.text, text }))
    if (counted > maxTokens) return null
    const headings = sharedPath(pieces).slice(pieces[0]?.block.within === undefined ? 0 : 1)
    const hidden = pieces[0]?.block.hidden === true ? ({ hidden: true } as const) : {}
    return { ordinal, text, context: context.text, anchor: anchorOf(stretches, headings), tokens: counted, ...hidden }
  }

  /** Takes one passage off the front of what waits. */
  function take(): PassageDraft {
    const first = waiting[0]
    if (first === undefined) throw new RangeError('nothing waits')
    const context = contextOf(first)
    const capacity = Math.max(Math.floor(room * fill) - context.tokens, 1)
    const aim = tokens / Math.ceil(tokens / capacity)
    for (let count = bestCut(waiting, aim, capacity); count > 0; count--) {
      const made = draft(waiting.slice(0, count), context)
      if (made === null) continue
      ordinal++
      for (const { tokens: gone } of waiting.splice(0, count)) tokens -= gone
      return made
    }
    // a single piece that does not fit beside its context stands without it
    const bare = draft(waiting.slice(0, 1), { text: '', tokens: 0 })
    if (bare === null) throw new RangeError('a piece longer than the model reads')
    ordinal++
    tokens -= waiting.shift()?.tokens ?? 0
    return bare
  }

  function takeAll(): PassageDraft[] {
    const drafts: PassageDraft[] = []
    while (waiting.length > 0) drafts.push(take())
    tokens = 0
    return drafts
  }

  return {
    add(block) {
      const drafts: PassageDraft[] = []
      const next = leafOf(block)
      // rows further down a table are read with its first row, and with no other
      if (next !== leaf || (block.header !== undefined && block.header !== firstRow) || goesBack(lastPlace, block.place)) drafts.push(...takeAll())
      leaf = next
      lastPlace = block.place
      firstRow = block.kind === 'table' ? (block.header ?? block.text.split('\n', 1)[0] ?? '') : ''
      const part = block.within === undefined ? null : `${block.within.message} ${block.within.part}`
      // what an attachment says stands under its name, and under no heading of the mail
      if (part !== attachment) headings = block.within === undefined ? [] : [{ level: 0, text: block.within.part }]
      attachment = part
      if (block.kind === 'heading') {
        if (tokens >= room * worthAlone) drafts.push(...takeAll())
        const level = block.level ?? 1
        headings = [...headings.filter((heading) => heading.level < level), { level, text: block.text }]
      }
      // a function starts a new passage as a heading does
      if (block.under !== undefined && tokens >= room * worthAlone) drafts.push(...takeAll())
      const path = [...headings.map(({ text }) => text), ...(block.under ?? [])]
      for (const piece of piecesOf(block, path, tokenizer, Math.floor(room * longestPiece))) {
        waiting.push(piece)
        tokens += piece.tokens
        while (tokens > room * mostWaiting) drafts.push(take())
      }
      return drafts
    },
    end: takeAll,
  }
}

/** What no passage goes beyond: a page, a sheet, a slide, a part of a message, an attachment, what is hidden. */
function leafOf({ place, within, hidden }: Block): string {
  const around = `${hidden ?? ''} ${within?.message ?? ''} ${within?.part ?? ''}`
  switch (place.kind) {
    case 'page':
      return `${around} ${place.page}`
    case 'sheet':
      return `${around} ${place.sheet}`
    case 'slide':
      return `${around} ${place.slide}`
    case 'message':
      return `${around} ${place.message} ${place.part}`
    case 'lines':
    case 'block':
      return around
  }
}

/** To rows that stand above: a range over both would cover what is between. */
function goesBack(before: Block['place'] | null, place: Block['place']): boolean {
  return before?.kind === 'sheet' && place.kind === 'sheet' && (place.rows[0]?.[1] ?? 0) < (before.rows.at(-1)?.[1] ?? 0)
}

/** How many pieces make the next passage: of the cuts that fit, the one nearest to the aim, ends of blocks and sentences preferred. */
function bestCut(pieces: readonly Piece[], aim: number, capacity: number): number {
  let best = 1
  let bestScore = Number.NEGATIVE_INFINITY
  let sum = 0
  for (const [index, piece] of pieces.entries()) {
    sum += piece.tokens
    if (sum > capacity && index > 0) break
    const quality = piece.block.kind === 'heading' ? -1 : piece.after === afterBlock ? 0.3 : piece.after === afterSentence ? 0.15 : 0
    const score = quality - Math.abs(sum - aim) / aim
    if (score >= bestScore) {
      bestScore = score
      best = index + 1
    }
  }
  return best
}

/** The headings that all of the passage stands under: a place that holds wherever in it a quote is taken from. */
function sharedPath(pieces: readonly Piece[]): readonly string[] {
  const path = pieces[0]?.path ?? []
  const parting = path.findIndex((heading, at) => !pieces.every((piece) => piece.path[at] === heading))
  return parting < 0 ? path : path.slice(0, parting)
}

/** Verbatim within a block; between blocks a blank line, or a line break inside lists and after headings. */
function joined(stretches: readonly Stretch[]): string {
  let text = ''
  let before: Block | null = null
  for (const { block, start, end } of stretches) {
    if (before !== null) text += before.kind === 'heading' || (before.kind === 'list-item' && block.kind === 'list-item') ? '\n' : '\n\n'
    text += block.text.slice(start, end)
    before = block
  }
  return text
}
