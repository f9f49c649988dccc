/** Where a passage stands in its file, from the pieces that it is made of. */
import type { Anchor, Rect } from '../types/anchor.ts'
import type { Block, LinesPlace, PagePlace } from '../types/document.ts'
import type { Piece } from './chunk-pieces.ts'

/** A stretch of one block's text. */
export interface Stretch {
  readonly block: Block
  readonly start: number
  readonly end: number
}

/** Neighbouring pieces of a block become one stretch. */
export function stretchesOf(pieces: readonly Piece[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const { block, start, end } of pieces) {
    const last = stretches.at(-1)
    if (last?.block === block) stretches[stretches.length - 1] = { ...last, end }
    else stretches.push({ block, start, end })
  }
  return stretches
}

/** `headings`: those that every stretch stands under, a heading's own included. */
export function anchorOf(stretches: readonly Stretch[], headings: readonly string[]): Anchor {
  const first = stretches[0]
  const last = stretches.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('a passage of nothing')
  const { place } = first.block
  switch (place.kind) {
    case 'page':
      return { kind: 'page', page: place.page, ...(place.label === undefined ? {} : { label: place.label }), rects: stretches.flatMap(rectsOf) }
    case 'lines':
      return { kind: 'lines', lines: [lineAt(place, first.start), lineAt(last.block.place as LinesPlace, last.end - 1)], headings }
    case 'block': {
      const lastBlock = last.block.place.kind === 'block' ? last.block.place.block : place.block
      return { kind: 'block', headings, block: place.block, ...(lastBlock === place.block ? {} : { lastBlock }) }
    }
  }
}

function rectsOf({ block, start, end }: Stretch): readonly Rect[] {
  return (block.place as PagePlace).lines.filter((line) => line.start < end && line.end > start).map(({ rect }) => rect)
}

/** The last line that starts at the offset or before it. */
function lineAt({ starts }: LinesPlace, offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle]?.[0] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return starts[low]?.[1] ?? 1
}
