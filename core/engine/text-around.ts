/** The blocks around an anchor, read from the document's parts; reading stops as soon as enough have come. */
import type { Anchor, Rect } from '../types/anchor.ts'
import type { Block, BlockKind, DocumentPart, LinesPlace, PagePlace } from '../types/document.ts'

export interface ShownBlock {
  /** From 1, in reading order. */
  readonly number: number
  readonly kind: BlockKind
  readonly level?: number
  readonly text: string
  readonly lines?: [first: number, last: number]
  /** Whether the anchor covers (part of) this block. */
  readonly marked: boolean
}

export interface TextAround {
  readonly blocks: readonly ShownBlock[]
  readonly before: boolean
  readonly after: boolean
}

/** Blocks and characters shown on either side of the marked ones. */
const most = { blocks: 40, characters: 12_000 }

export async function textAround(parts: AsyncIterable<DocumentPart>, anchor: Anchor): Promise<TextAround> {
  const before: ShownBlock[] = []
  const marked: ShownBlock[] = []
  const after: ShownBlock[] = []
  let dropped = false
  let number = 0
  for await (const part of parts) {
    for (const block of part.blocks) {
      number += 1
      const shown = show(block, number, anchor)
      if (shown.marked) {
        // what stood between two marked blocks belongs to them
        marked.push(...after.splice(0), shown)
      } else if (marked.length === 0) {
        before.push(shown)
        while (tooMuch(before)) {
          before.shift()
          dropped = true
        }
      } else {
        if (tooMuch([...after, shown])) return { blocks: [...before, ...marked, ...after], before: dropped, after: true }
        after.push(shown)
      }
    }
  }
  return { blocks: [...before, ...marked, ...after], before: dropped, after: false }
}

function tooMuch(blocks: readonly ShownBlock[]): boolean {
  if (blocks.length <= 1) return false
  return blocks.length > most.blocks || blocks.reduce((sum, block) => sum + block.text.length, 0) > most.characters
}

function show(block: Block, number: number, anchor: Anchor): ShownBlock {
  const lines = block.place.kind === 'lines' ? linesOf(block.place) : undefined
  return {
    number,
    kind: block.kind,
    ...(block.level === undefined ? {} : { level: block.level }),
    text: block.text,
    ...(lines === undefined ? {} : { lines }),
    marked: covers(anchor, block, number, lines),
  }
}

function covers(anchor: Anchor, block: Block, number: number, lines: readonly [number, number] | undefined): boolean {
  switch (anchor.kind) {
    case 'page':
      return block.place.kind === 'page' && onPage(block.place, anchor.page, anchor.rects)
    case 'lines':
      return lines !== undefined && lines[0] <= anchor.lines[1] && lines[1] >= anchor.lines[0]
    case 'block':
      return isBetween(block.place.kind === 'block' ? block.place.block : number, anchor.block, anchor.lastBlock ?? anchor.block)
  }
}

function isBetween(value: number, first: number, last: number): boolean {
  return value >= first && value <= last
}

function linesOf(place: LinesPlace): [number, number] {
  const first = place.starts[0]?.[1] ?? 1
  return [first, place.starts.at(-1)?.[1] ?? first]
}

function onPage(place: PagePlace, page: number, rects: readonly Rect[]): boolean {
  if (place.page !== page) return false
  return rects.length === 0 || place.lines.some(({ rect }) => rects.some((other) => overlap(rect, other)))
}

function overlap([x, y, width, height]: Rect, [otherX, otherY, otherWidth, otherHeight]: Rect): boolean {
  return x < otherX + otherWidth && otherX < x + width && y < otherY + otherHeight && otherY < y + height
}
