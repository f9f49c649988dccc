/** A slide's shapes to blocks: in reading order, what nobody sees on it flagged, its notes last. */
import type { Block, BlockKind } from '../../types/document.ts'
import type { Box } from './slide-order.ts'
import { readingOrder } from './slide-order.ts'

/** A block that has no place yet. */
export interface ShapeText {
  readonly kind: BlockKind
  readonly text: string
  readonly level?: number
  readonly header?: string
  readonly hidden?: true
  /** In the colour of the slide's background: unseen unless something painted lies between. */
  readonly camouflaged?: true
  /** Points, where the file gives it. */
  readonly size?: number
}

export interface SlideShape {
  readonly box?: Box | undefined
  readonly title?: boolean
  readonly hidden?: boolean
  /** Something is painted in its box: a fill, a picture, a chart. */
  readonly painted?: boolean
  /** Its text runs on beyond the box instead of wrapping. */
  readonly unwrapped?: boolean
  readonly texts: readonly ShapeText[]
  /** Of a group. */
  readonly shapes?: readonly SlideShape[]
}

export interface Slide {
  /** From 1. */
  readonly number: number
  /** Points. */
  readonly width: number
  readonly height: number
  readonly hidden: boolean
  /** Shapes move while it is shown: what lies beside it may come in. */
  readonly moving: boolean
  readonly shapes: readonly SlideShape[]
  /** What its layout paints. */
  readonly behind: readonly SlideShape[]
  /** The speaker's notes, then comments. */
  readonly notes: readonly string[]
}

/** Letters that no size is given for are taken to be as large as a title's, so that nothing visible counts as hidden. Points. */
const largeLetters = 44
/** Width of a letter and height of a line, as shares of the letters' size. */
const letterWidth = 0.6
const lineHeight = 1.3

export function slideBlocks(slide: Slide): readonly Block[] {
  const shapes = inOrder(slide.shapes).filter(({ texts }) => texts.length > 0)
  const painted = [...flattened(slide.shapes), ...flattened(slide.behind)].filter((shape) => shape.painted === true)
  const blocks = shapes.flatMap((shape, index) => shapeBlocks(slide, shape, index + 1, painted))
  const notes = slide.notes.map((text, index): Block => placed(slide, { kind: 'note', text }, shapes.length + 1 + index, slide.hidden))
  return [...blocks, ...notes]
}

function shapeBlocks(slide: Slide, shape: SlideShape, number: number, painted: readonly SlideShape[]): readonly Block[] {
  const reach = reachOf(shape)
  const unseen = slide.hidden || shape.hidden === true || (!slide.moving && isBeside(slide, reach))
  const bare = shape.texts.some((text) => text.camouflaged === true) && !painted.some(({ box }) => overlap(box, reach))
  return shape.texts.map((text) => placed(slide, text, number, unseen || text.hidden === true || (bare && text.camouflaged === true)))
}

function placed({ number: slide }: Slide, { kind, text, level, header }: ShapeText, shape: number, hidden: boolean): Block {
  return {
    kind,
    text,
    place: { kind: 'slide', slide, shape },
    ...(level === undefined ? {} : { level }),
    ...(header === undefined ? {} : { header }),
    ...(hidden ? { hidden: true } : {}),
  }
}

/** Titles first; a group is read in one go. */
function inOrder(shapes: readonly SlideShape[]): readonly SlideShape[] {
  const opened = (shape: SlideShape): readonly SlideShape[] => (shape.shapes === undefined ? [shape] : [shape, ...readingOrder(shape.shapes).flatMap(opened)])
  const all = readingOrder(shapes).flatMap(opened)
  return [...all.filter(({ title }) => title === true), ...all.filter(({ title }) => title !== true)]
}

function flattened(shapes: readonly SlideShape[]): readonly SlideShape[] {
  return shapes.flatMap((shape) => [shape, ...flattened(shape.shapes ?? [])])
}

/** Where its text may stand at most: text that is too long for its box runs out of it, above and below. */
function reachOf({ box, texts, unwrapped }: SlideShape): Box | undefined {
  if (box === undefined) return undefined
  let lines = 0
  let widest = 0
  for (const { text, size = largeLetters } of texts) {
    for (const line of text.split('\n')) {
      const width = line.length * letterWidth * size
      const word = Math.max(...line.split(/\s+/, 200).map(({ length }) => length)) * letterWidth * size
      widest = Math.max(widest, unwrapped === true ? width : word)
      lines += lineHeight * size * (unwrapped === true ? 1 : Math.ceil(width / Math.max(box.width, size)))
    }
  }
  const beyond = { x: Math.max(0, widest - box.width), y: Math.max(0, lines - box.height) }
  return { x: box.x - beyond.x, y: box.y - beyond.y, width: box.width + 2 * beyond.x, height: box.height + 2 * beyond.y }
}

function isBeside({ width, height }: Slide, box: Box | undefined): boolean {
  return box !== undefined && width > 0 && height > 0 && !overlap(box, { x: 0, y: 0, width, height })
}

/** A box that is not known may be anywhere. */
function overlap(one: Box | undefined, other: Box | undefined): boolean {
  if (one === undefined || other === undefined) return true
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height
}
