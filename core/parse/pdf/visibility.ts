/**
 * Which of a page's texts a person could see. Most are judged by what the file says of them; those in doubt
 * (near the colour of the paper or of what lies under them, covered by something drawn later, in a layer) by drawing
 * the page with them and without them: what changes no pixel is not seen.
 */
import type { Area, Colour, Drawings, OwnBox } from './drawings.ts'
import { coveredShare, fillColour, overlap, strokeColour } from './drawings.ts'
import { onWhite, pixelsOf, type Size } from './drawn-page.ts'
import type { Pdfium } from './pdfium.ts'
import { boxOfText, type DrawnTexts } from './texts.ts'

/** A piece of text that has to be looked at, with the box around its characters. */
interface DrawnText {
  readonly place: number
  readonly object: number
  readonly box: OwnBox
}

export interface PageToLookAt {
  readonly page: number
  /** What is shown of it. */
  readonly frame: OwnBox
  readonly drawings: Drawings
}

type Verdict = 'seen' | 'recognised' | 'hidden' | 'doubtful'

const modes = { stroke: 1, invisible: 3, clip: 7 } as const
/** Of 255: fainter is not seen. */
const faintest = 12
/** Of 255 in every channel: close to the colour of paper. */
const nearWhite = 190
/** Difference of two colours, summed over the channels, below which one is hardly seen on the other. */
const nearColour = 90
/** Of the page: pictures that cover more are what a scanner made, and invisible text upon them is what was read there. */
const scannedShare = 0.2
/** Pixels; a page that would need more is drawn smaller. */
const mostPixels = 3_000_000
/** Points: smaller print is drawn at twice the size, to be seen at all. */
const smallPrint = 8
/** Texts times areas on one page, above which they are not compared one by one. */
const mostComparisons = 3_000_000

export interface Seen {
  /** For each piece of text: 1 where nobody sees it. */
  readonly hidden: Uint8Array
  /** Some of the text was read from a picture before, and lies upon it unseen: it counts as seen. */
  readonly recognised: boolean
}

/** `scratch`: at least 64 bytes. */
export function judgeTexts(pdfium: Pdfium, texts: DrawnTexts, where: PageToLookAt, scratch: number): Seen {
  const hidden = new Uint8Array(texts.count)
  const doubtful: DrawnText[] = []
  const judge = createJudge(pdfium, texts, where, scratch)
  let recognised = false
  for (let place = 0; place < texts.count; place += 1) {
    const object = texts.objects[place] ?? 0
    if (object === 0) continue
    const verdict = judge(place, object)
    if (verdict === 'recognised') recognised = true
    else if (verdict === 'hidden') hidden[place] = 1
    else if (verdict === 'doubtful') doubtful.push({ place, object, box: boxOfText(texts, place) })
  }
  for (const { place } of unseen(pdfium, doubtful, where)) hidden[place] = 1
  return { hidden, recognised }
}

function createJudge(pdfium: Pdfium, texts: DrawnTexts, { frame, drawings }: PageToLookAt, scratch: number): (place: number, object: number) => Verdict {
  const comparable = texts.count * drawings.areas.length <= mostComparisons
  let scanned: boolean | undefined
  const clips = createClips(pdfium, scratch)
  const inLayer = createLayers(pdfium, scratch)
  const isScanned = (): boolean => (scanned ??= coveredShare(drawings.pictures, frame) >= scannedShare)

  /** Pale text by what lies under it, where that is plain: the paper, or a rectangle that reaches all around it. */
  const onItsGround = (colour: Colour, box: OwnBox, order: number): Verdict => {
    const under = drawings.areas.filter((area) => area.order < order && overlap(area.box, box) > 0)
    const ground = under.at(-1)
    if (ground === undefined) return colour.alpha === 255 && contrast(colour, paper) >= faintest ? 'seen' : colour.alpha === 255 ? 'hidden' : 'doubtful'
    const plain = ground.colour?.alpha === 255 && ground.rectangle && overlap(ground.box, box) > 0.98 * area(box) && !clips(ground.object, box)
    return plain && colour.alpha === 255 && ground.colour !== null && contrast(colour, ground.colour) >= 4 * faintest ? 'seen' : 'doubtful'
  }

  /** By something drawn later. */
  const isCovered = (box: OwnBox, order: number): boolean => {
    for (let index = drawings.areas.length - 1; index >= 0; index -= 1) {
      const area = drawings.areas[index]
      if (area === undefined || area.order < order) return false
      if (mostlyIn(box, area.box)) return true
    }
    return false
  }

  const byColour = new Map<number, readonly Area[]>()
  const likeAreas = (colour: Colour): readonly Area[] => {
    if (drawings.areas.length === 0) return drawings.areas
    const key = (colour.red << 16) | (colour.green << 8) | colour.blue
    const known = byColour.get(key) ?? drawings.areas.filter((area) => area.colour !== null && distance(colour, area.colour) < nearColour)
    byColour.set(key, known)
    return known
  }

  const box: [number, number, number, number] = [0, 0, 0, 0]
  return (place, object) => {
    const mode = texts.modes[place] ?? 0
    for (let side = 0; side < 4; side += 1) box[side] = texts.boxes[4 * place + side] ?? 0
    if (mode === modes.invisible) return isScanned() && drawings.pictures.some((picture) => mostlyIn(box, picture)) ? 'recognised' : 'hidden'
    if (mode === modes.clip) return 'doubtful'
    const colour = mode === modes.stroke ? strokeColour(pdfium, object, scratch) : fillColour(pdfium, object, scratch)
    if (colour !== null && colour.alpha < faintest) return 'hidden'
    if (clips(object, box)) return 'hidden'
    if (colour === null || !comparable || inLayer(object)) return 'doubtful'
    const order = texts.orders[place] ?? 0
    if (isCovered(box, order) || likeAreas(colour).some((area) => mostlyIn(box, area.box))) return 'doubtful'
    return isPale(colour) ? onItsGround(colour, box, order) : 'seen'
  }
}

const paper: Colour = { red: 255, green: 255, blue: 255, alpha: 255 }

/** The largest difference in one channel. */
const contrast = (a: Colour, b: Colour): number => Math.max(Math.abs(a.red - b.red), Math.abs(a.green - b.green), Math.abs(a.blue - b.blue))

const area = (box: OwnBox): number => (box[2] - box[0]) * (box[3] - box[1])

const isPale = ({ red, green, blue, alpha }: Colour): boolean => Math.min(red, green, blue) >= nearWhite || alpha < 90

const distance = (a: Colour, b: Colour): number => Math.abs(a.red - b.red) + Math.abs(a.green - b.green) + Math.abs(a.blue - b.blue)

const mostlyIn = (box: OwnBox, around: OwnBox): boolean => overlap(box, around) > 0.6 * area(box)

/** Tells whether what an object's clip lets through lies wholly beside it. Objects share their clips: each is measured once. */
function createClips(pdfium: Pdfium, scratch: number): (object: number, box: OwnBox) => boolean {
  const raws = pdfium.memory.wasmExports
  const boxes = new Map<number, OwnBox | null>()

  const measure = (clip: number, path: number): OwnBox | null => {
    const segments = raws.FPDFClipPath_CountPathSegments(clip, path)
    if (segments < 2 || segments > 64) return null
    const box: [number, number, number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let index = 0; index < segments; index += 1) {
      if (raws.FPDFPathSegment_GetPoint(raws.FPDFClipPath_GetPathSegment(clip, path, index), scratch, scratch + 4) === 0) continue
      const x = pdfium.memory.HEAPF32[scratch >> 2] ?? 0
      const y = pdfium.memory.HEAPF32[(scratch >> 2) + 1] ?? 0
      box[0] = Math.min(box[0], x)
      box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x)
      box[3] = Math.max(box[3], y)
    }
    return box
  }

  return (object, box) => {
    const clip = raws.FPDFPageObj_GetClipPath(object)
    const paths = clip === 0 ? 0 : Math.min(8, raws.FPDFClipPath_CountPaths(clip))
    for (let path = 0; path < paths; path += 1) {
      const key = raws.FPDFClipPath_GetPathSegment(clip, path, 0)
      let through = boxes.get(key)
      if (through === undefined) {
        through = key === 0 ? null : measure(clip, path)
        boxes.set(key, through)
      }
      if (through !== null && (box[2] < through[0] || box[0] > through[2] || box[3] < through[1] || box[1] > through[3])) return true
    }
    return false
  }
}

/** Tells whether an object stands in a layer, which may be switched off. Objects share their marks: each is read once. */
function createLayers(pdfium: Pdfium, scratch: number): (object: number) => boolean {
  const raws = pdfium.memory.wasmExports
  const known = new Map<number, boolean>()

  const isLayer = (mark: number): boolean => {
    // "OC" in UTF-16 with its end
    if (raws.FPDFPageObjMark_GetName(mark, scratch + 8, 32, scratch) === 0 || pdfium.memory.HEAP32[scratch >> 2] !== 6) return false
    return pdfium.memory.HEAP32[(scratch >> 2) + 2] === 0x0043_004f
  }

  return (object) => {
    const count = Math.min(8, raws.FPDFPageObj_CountMarks(object))
    for (let index = 0; index < count; index += 1) {
      const mark = raws.FPDFPageObj_GetMark(object, index)
      let layer = known.get(mark)
      if (layer === undefined) {
        layer = isLayer(mark)
        known.set(mark, layer)
      }
      if (layer) return true
    }
    return false
  }
}

/** Draws the page with the texts and without them. */
function unseen(pdfium: Pdfium, texts: readonly DrawnText[], { page, frame }: PageToLookAt): readonly DrawnText[] {
  if (texts.length === 0) return []
  const raws = pdfium.memory.wasmExports
  const points = { width: pdfium.FPDF_GetPageWidthF(page), height: pdfium.FPDF_GetPageHeightF(page) }
  const small = texts.some(({ box }) => Math.min(box[2] - box[0], box[3] - box[1]) < smallPrint)
  const whole = pixelsOf(points, small ? 2 : 1, mostPixels)
  const toPixels = createToPixels(frame, pdfium.FPDFPage_GetRotation(page), whole.width, whole.height)
  const boxes = texts.map(({ box }) => toPixels(box))
  const part = boxes.reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])])
  const before = drawn(pdfium, page, whole, part)
  if (before === null) return []
  for (const { object } of texts) raws.FPDFPageObj_SetIsActive(object, 0)
  try {
    const after = drawn(pdfium, page, whole, part)
    return after === null ? [] : texts.filter((_, index) => !differs(before, after, part, boxes[index] ?? part))
  } finally {
    for (const { object } of texts) raws.FPDFPageObj_SetIsActive(object, 1)
  }
}

/** The part of the page's picture, four bytes a pixel; null where there is no memory for it. */
function drawn(pdfium: Pdfium, page: number, whole: Size, [left, top, right, bottom]: Pixels): Uint8Array | null {
  const part = { width: right - left + 1, height: bottom - top + 1 }
  const draw = (bitmap: number): void => {
    pdfium.FPDF_RenderPageBitmap(bitmap, page, -left, -top, whole.width, whole.height, 0, 0)
  }
  return onWhite(pdfium, part, 'colour', draw, (bytes) => bytes.slice())
}

type Pixels = readonly [left: number, top: number, right: number, bottom: number]

/** From the page's own space to the pixels of its picture, ends inclusive. */
function createToPixels([left, bottom, right, top]: OwnBox, rotation: number, columns: number, rows: number): (box: OwnBox) => Pixels {
  const across = Math.max(1e-6, right - left)
  const down = Math.max(1e-6, top - bottom)
  return ([x0, y0, x1, y1]) => {
    const [a, b, c, d] = [(x0 - left) / across, (top - y1) / down, (x1 - left) / across, (top - y0) / down]
    const [u0, v0, u1, v1] =
      rotation === 1 ? [1 - d, a, 1 - b, c] : rotation === 2 ? [1 - c, 1 - d, 1 - a, 1 - b] : rotation === 3 ? [b, 1 - c, d, 1 - a] : [a, b, c, d]
    const clamp = (value: number, most: number): number => Math.min(most - 1, Math.max(0, Math.floor(value)))
    return [clamp(u0 * columns, columns), clamp(v0 * rows, rows), clamp(u1 * columns, columns), clamp(v1 * rows, rows)]
  }
}

function differs(before: Uint8Array, after: Uint8Array, part: Pixels, [left, top, right, bottom]: Pixels): boolean {
  const columns = part[2] - part[0] + 1
  for (let row = top - part[1]; row <= bottom - part[1]; row += 1) {
    const end = 4 * (row * columns + right - part[0]) + 4
    for (let at = 4 * (row * columns + left - part[0]); at < end; at += 1) {
      if (Math.abs((before[at] ?? 0) - (after[at] ?? 0)) >= faintest) return true
    }
  }
  return false
}
