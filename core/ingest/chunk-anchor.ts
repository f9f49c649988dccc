/** Where a passage stands in its file, from the pieces that it is made of. */
import { cellName } from '../text/cell-name.ts'
import type { Anchor, Rect } from '../types/anchor.ts'
import type { Block, LinesPlace, PagePlace, SheetPlace } from '../types/document.ts'
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
  const { place, within } = first.block
  const attached = within ?? {}
  switch (place.kind) {
    case 'page':
      return { kind: 'page', page: place.page, ...(place.label === undefined ? {} : { label: place.label }), rects: stretches.flatMap(rectsOf), ...attached }
    case 'lines':
      return {
        kind: 'lines',
        lines: [numberAt(place.starts, first.start), numberAt((last.block.place as LinesPlace).starts, last.end - 1)],
        headings,
        ...attached,
      }
    case 'block':
      return { kind: 'block', headings, block: place.block, ...lastOf('lastBlock', place.block, last.block.place), ...attached }
    case 'sheet':
      return { kind: 'sheet', sheet: place.sheet, range: rangeOf(stretches), ...attached }
    case 'slide':
      return { kind: 'slide', slide: place.slide, shape: place.shape, ...lastOf('lastShape', place.shape, last.block.place), ...attached }
    case 'message':
      return { kind: 'message', message: place.message, part: place.part, block: place.block, ...lastOf('lastBlock', place.block, last.block.place) }
  }
}

/** The end of a range of blocks or shapes, where it is not its start. */
function lastOf<Name extends 'lastBlock' | 'lastShape'>(name: Name, first: number, place: Block['place']): { readonly [key in Name]?: number } {
  const last = 'block' in place ? place.block : 'shape' in place ? place.shape : first
  return last === first ? {} : ({ [name]: last } as { readonly [key in Name]: number })
}

function rangeOf(stretches: readonly Stretch[]): string {
  const parts = stretches.map(({ block, start, end }) => {
    const place = block.place as SheetPlace
    return { columns: place.columns, rows: [numberAt(place.rows, start), numberAt(place.rows, end - 1)] as const }
  })
  const columns = parts.flatMap((part) => part.columns)
  const rows = parts.flatMap((part) => part.rows)
  const [from, to] = [cellName(Math.min(...columns), Math.min(...rows)), cellName(Math.max(...columns), Math.max(...rows))]
  return from === to ? from : `${from}:${to}`
}

function rectsOf({ block, start, end }: Stretch): readonly Rect[] {
  return (block.place as PagePlace).lines.filter((line) => line.start < end && line.end > start).map(({ rect }) => rect)
}

/** The number of the last line or row that starts at the offset or before it. */
function numberAt(starts: LinesPlace['starts'], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle]?.[0] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return starts[low]?.[1] ?? 1
}
