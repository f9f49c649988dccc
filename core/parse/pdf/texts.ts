/** The pieces of text that a page draws, each with what does not change within it: its font's weight and the way that it runs. */
import type { Drawings, OwnBox } from './drawings.ts'
import type { Pdfium } from './pdfium.ts'

/** Side by side, one entry for each piece, in the order met: files draw every few letters as a piece of their own. */
export interface DrawnTexts {
  readonly count: number
  /** 0 where PDFium does not tell. */
  readonly objects: Int32Array
  /** When it was drawn; 0 where that is not known. */
  readonly orders: Int32Array
  /** How its letters are drawn: see the PDF standard, table 104. */
  readonly modes: Int8Array
  /** As the font's stems suggest; only a comparison within the page tells bold. */
  readonly weights: Int32Array
  /** Its font's name says that it is bold, or its letters are drawn with an outline too: 1. */
  readonly namedBold: Uint8Array
  /** Quarter turns clockwise against the upright page, or `slanting`. */
  readonly turns: Int8Array
  /** Characters in it. */
  readonly counts: Int32Array
  /** Four for each: left, bottom, right, top around its characters, in the page's own space. */
  readonly boxes: Float32Array
}

/** Room for so many pieces. */
export const roomForTexts = (most: number) => ({
  count: 0,
  objects: new Int32Array(most),
  orders: new Int32Array(most),
  modes: new Int8Array(most),
  weights: new Int32Array(most),
  namedBold: new Uint8Array(most),
  turns: new Int8Array(most),
  counts: new Int32Array(most),
  boxes: new Float32Array(4 * most),
})

interface TextReader {
  /** The place of the piece that the character stands in. */
  placeOf(index: number, object: number): number
  /** One more character of a piece, with its box at `at` in `boxes`. */
  grow(place: number, boxes: Float32Array, at: number): void
  readonly all: DrawnTexts
}

export const boxOfText = ({ boxes }: DrawnTexts, place: number): OwnBox => [
  boxes[4 * place] ?? 0,
  boxes[4 * place + 1] ?? 0,
  boxes[4 * place + 2] ?? 0,
  boxes[4 * place + 3] ?? 0,
]

interface FontLook {
  readonly weight: number
  readonly namedBold: number
}

const boldName = /bold|black|heavy|demi/i
const fillAndStroke = 2
/** In `turns`. */
export const slanting = -1
/** The first bytes of a font's name are enough. */
const nameBytes = 96

/** `most`: characters of the page. A font's name and weight are read once. */
export function createTextReader(pdfium: Pdfium, textPage: number, most: number, rotation: number, { texts }: Drawings, scratch: number): TextReader {
  const raws = pdfium.memory.wasmExports
  const all = roomForTexts(most)
  const drawn = createFinder(texts.objects)
  // of drawn pieces, and of those that were not found; counted from 1, 0 for none
  const places = new Int32Array(texts.objects.length)
  const others = new Map<number, number>()
  const fonts = new Map<number, FontLook>()

  const fontOf = (index: number, font: number): FontLook => {
    const known = fonts.get(font)
    if (known !== undefined) return known
    const namedBold = boldName.test(fontName(pdfium, textPage, index, scratch)) ? 1 : 0
    const found = { weight: raws.FPDFText_GetFontWeight(textPage, index), namedBold }
    if (font !== 0) fonts.set(font, found)
    return found
  }

  const read = (index: number, object: number, order: number): number => {
    const font = fontOf(index, object === 0 ? 0 : raws.FPDFTextObj_GetFont(object))
    const mode = object === 0 ? 0 : raws.FPDFTextObj_GetTextRenderMode(object)
    const place = all.count
    all.objects[place] = object
    all.orders[place] = order
    all.modes[place] = mode
    all.weights[place] = font.weight
    all.namedBold[place] = mode === fillAndStroke ? 1 : font.namedBold
    all.turns[place] = turnsOf(raws.FPDFText_GetCharAngle(textPage, index), rotation)
    all.boxes.fill(Number.POSITIVE_INFINITY, 4 * place, 4 * place + 2)
    all.boxes.fill(Number.NEGATIVE_INFINITY, 4 * place + 2, 4 * place + 4)
    all.count += 1
    return all.count
  }

  return {
    placeOf(index, object) {
      const found = drawn(object)
      let place = found < 0 ? (others.get(object) ?? 0) : (places[found] ?? 0)
      if (place === 0) {
        place = read(index, object, texts.orders[found] ?? 0)
        if (found < 0) others.set(object, place)
        else places[found] = place
      }
      return place - 1
    },
    grow(place, from, at) {
      const { boxes, counts } = all
      const to = 4 * place
      boxes[to] = Math.min(boxes[to] ?? 0, from[at] ?? 0)
      boxes[to + 1] = Math.min(boxes[to + 1] ?? 0, from[at + 1] ?? 0)
      boxes[to + 2] = Math.max(boxes[to + 2] ?? 0, from[at + 2] ?? 0)
      boxes[to + 3] = Math.max(boxes[to + 3] ?? 0, from[at + 3] ?? 0)
      counts[place] = (counts[place] ?? 0) + 1
    },
    all,
  }
}

/** Looks a few objects ahead: most are met in the order drawn. */
const ahead = 4

/** Finds the place of an object in the list, -1 where it is not there. */
function createFinder(objects: readonly number[]): (object: number) => number {
  let next = 0
  let all: Map<number, number> | undefined
  return (object) => {
    for (let at = next; at < Math.min(next + ahead, objects.length); at += 1) {
      if (objects[at] !== object) continue
      next = at
      return at
    }
    all ??= new Map(objects.map((one, at) => [one, at]))
    const found = all.get(object) ?? -1
    if (found >= 0) next = found
    return found
  }
}

/** `angle`: counter-clockwise from the page's own x axis, in radians. */
function turnsOf(angle: number, rotation: number): number {
  const quarters = angle / (Math.PI / 2)
  const nearest = Math.round(quarters)
  return Math.abs(quarters - nearest) < 0.06 ? (((-nearest - rotation) % 4) + 8) % 4 : slanting
}

function fontName(pdfium: Pdfium, textPage: number, index: number, scratch: number): string {
  const length = pdfium.memory.wasmExports.FPDFText_GetFontInfo(textPage, index, scratch, nameBytes, 0)
  return length > 1 && length <= nameBytes ? String.fromCharCode(...pdfium.memory.HEAPU8.subarray(scratch, scratch + length - 1)) : ''
}
