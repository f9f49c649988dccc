/** The anchor of a passage, from the places of the pieces that it is made of. */
import type { Anchor, Rect } from '../types/anchor.ts'
import type { LinesPlace } from '../types/document.ts'
import type { Piece } from './pieces.ts'

/** The source line in which the character at `offset` stands. */
function lineAt(place: LinesPlace, offset: number): number {
  let line = 1
  for (const [start, number] of place.starts) {
    if (start > offset) break
    line = number
  }
  return line
}

function rectsOf(pieces: readonly Piece[]): readonly Rect[] {
  const rects = new Set<Rect>()
  for (const { block, start, end } of pieces) {
    if (block.place.kind !== 'page') continue
    for (const line of block.place.lines) if (line.start < end && line.end > start) rects.add(line.rect)
  }
  return [...rects]
}

/** `pieces` are of one page, file or run of blocks, in order, at least one. */
export function anchorOf(pieces: readonly Piece[], headings: readonly string[]): Anchor {
  const first = pieces[0]
  const last = pieces.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('a passage has at least one piece')
  const [from, to] = [first.block.place, last.block.place]
  switch (from.kind) {
    case 'page':
      return { kind: 'page', page: from.page, ...(from.label === undefined ? {} : { label: from.label }), rects: rectsOf(pieces) }
    case 'lines':
      return { kind: 'lines', lines: [lineAt(from, first.start), to.kind === 'lines' ? lineAt(to, last.end - 1) : lineAt(from, first.start)], headings }
    case 'block':
      return { kind: 'block', headings, block: from.block, ...(to.kind === 'block' && to.block !== from.block ? { lastBlock: to.block } : {}) }
  }
}
