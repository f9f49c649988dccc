/** A block of a document as the evidence shows it: where it stands, and whether the cited place covers it. */
import { parseRange } from '../text/cell-name.ts'
import type { Anchor, Rect, Within } from '../types/anchor.ts'
import type { Block, BlockKind, LinesPlace, PagePlace, SheetPlace } from '../types/document.ts'

export interface ShownBlock {
  /** From 1, in reading order. */
  readonly number: number
  readonly kind: BlockKind
  readonly level?: number
  readonly text: string
  /** On a table that begins in the middle of a larger one: that one's first row, cells joined by tabs. */
  readonly header?: string
  readonly lines?: [first: number, last: number]
  readonly cells?: { readonly sheet: string; readonly column: number; readonly rows: readonly number[] }
  readonly slide?: { readonly slide: number; readonly shape: number }
  /** The part of a message, or the attachment, that it stands in. */
  readonly part?: Within
  readonly hidden?: true
  /** Whether the anchor covers (part of) this block. */
  readonly marked: boolean
}

export function shownBlock(block: Block, number: number, anchor: Anchor): ShownBlock {
  const { place } = block
  const part = partOf(block)
  return {
    number,
    kind: block.kind,
    ...(block.level === undefined ? {} : { level: block.level }),
    text: block.text,
    ...(block.header === undefined ? {} : { header: block.header }),
    ...(place.kind === 'lines' ? { lines: linesOf(place) } : {}),
    ...(place.kind === 'sheet' ? { cells: { sheet: place.sheet, column: place.columns[0], rows: place.rows.map(([, row]) => row) } } : {}),
    ...(place.kind === 'slide' ? { slide: { slide: place.slide, shape: place.shape } } : {}),
    ...(part === undefined ? {} : { part }),
    ...(block.hidden ? { hidden: true } : {}),
    marked: covers(anchor, block),
  }
}

/** Whether the block is shown with the anchor at all: it stands in the same file, attachment, mail or sheet. */
export function standsBeside(anchor: Anchor, { place, within }: Block): boolean {
  if (anchor.kind === 'message')
    return within === undefined && place.kind === 'message' && place.message === anchor.message && mailOf(place.part) === mailOf(anchor.part)
  if (within?.message !== anchor.message || within?.part !== anchor.part) return false
  return anchor.kind !== 'sheet' || (place.kind === 'sheet' && place.sheet === anchor.sheet)
}

/** Whether the block belongs to the headers of the message that the anchor stands in. */
export function isHeaderOf(anchor: Anchor, { place, within }: Block): boolean {
  if (within !== undefined || place.kind !== 'message' || place.message !== anchor.message) return false
  return place.part === (anchor.kind === 'message' ? `${mailOf(anchor.part)}headers` : 'headers')
}

/** The mail within the mail that a part belongs to: `Fwd.eml/` of `Fwd.eml/text`, empty for the mail itself. */
function mailOf(part: string): string {
  return part.slice(0, part.lastIndexOf('/') + 1)
}

function partOf({ place, within }: Block): Within | undefined {
  return within ?? (place.kind === 'message' ? { message: place.message, part: place.part } : undefined)
}

function covers(anchor: Anchor, block: Block): boolean {
  const { place } = block
  const part = partOf(block)
  if (part?.message !== anchor.message || part?.part !== anchor.part) return false
  switch (anchor.kind) {
    case 'page':
      return place.kind === 'page' && onPage(place, anchor.page, anchor.rects)
    case 'lines': {
      if (place.kind !== 'lines') return false
      const [first, last] = linesOf(place)
      return first <= anchor.lines[1] && last >= anchor.lines[0]
    }
    case 'block':
      return place.kind === 'block' && isBetween(place.block, anchor.block, anchor.lastBlock ?? anchor.block)
    case 'sheet':
      return place.kind === 'sheet' && place.sheet === anchor.sheet && holdsCells(place, anchor.range)
    case 'slide':
      return place.kind === 'slide' && place.slide === anchor.slide && isBetween(place.shape, anchor.shape, anchor.lastShape ?? anchor.shape)
    case 'message':
      return place.kind === 'message' && isBetween(place.block, anchor.block, anchor.lastBlock ?? anchor.block)
  }
}

function holdsCells(place: SheetPlace, range: string): boolean {
  const parsed = parseRange(range)
  if (parsed === null) return false
  const first = place.rows[0]?.[1] ?? 1
  const last = place.rows.at(-1)?.[1] ?? first
  const { columns, rows } = parsed
  return first <= rows[1] && last >= rows[0] && place.columns[0] <= columns[1] && place.columns[1] >= columns[0]
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
