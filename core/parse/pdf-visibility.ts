/**
 * Which of a page's texts a person could see. Most are judged by what the file says of them; those in doubt
 * (near the colour of the paper or of what lies under them, covered by something drawn later, in a layer) by drawing
 * the page with them and without them: what changes no pixel is not seen.
 */
import type { Area, Colour, Drawings, OwnBox } from './pdf-drawings.ts'
import { coveredShare, fillColour, overlap, strokeColour } from './pdf-drawings.ts'
import type { Pdfium } from './pdfium.ts'

/** One text object with the box around its characters. */
export interface DrawnText {
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
const format = 3 // FPDFBitmap_BGRx
const white = 0xffffffff

export interface Seen {
  /** The objects of those texts that nobody sees. */
  readonly hidden: ReadonlySet<number>
  /** Some of the text was read from a picture before, and lies upon it unseen: it counts as seen. */
  readonly recognised: boolean
}

/** `scratch`: at least 64 bytes. */
export function judgeTexts(pdfium: Pdfium, texts: readonly DrawnText[], where: PageToLookAt, scratch: number): Seen {
  const hidden = new Set<number>()
  const doubtful: DrawnText[] = []
  const judge = createJudge(pdfium, texts.length, where, scratch)
  let recognised = false
  for (const text of texts) {
    const verdict = judge(text)
    if (verdict === 'recognised') recognised = true
    else if (verdict === 'hidden') hidden.add(text.object)
    else if (verdict === 'doubtful') doubtful.push(text)
  }
  for (const { object } of unseen(pdfium, doubtful, where)) hidden.add(object)
  return { hidden, recognised }
}

function createJudge(pdfium: Pdfium, count: number, { frame, drawings }: PageToLookAt, scratch: number): (text: DrawnText) => Verdict {
  const raws = pdfium.memory.wasmExports
  const comparable = count * drawings.areas.length <= mostComparisons
  let scanned: boolean | undefined
  const clips = createClips(pdfium, scratch)
  const isScanned = (): boolean => (scanned ??= coveredShare(drawings.pictures, frame) >= scannedShare)
  return ({ object, box }) => {
    const mode = raws.FPDFTextObj_GetTextRenderMode(object)
    if (mode === modes.invisible) return isScanned() && drawings.pictures.some((picture) => mostlyIn(box, picture)) ? 'recognised' : 'hidden'
    if (mode === modes.clip) return 'doubtful'
    const colour = mode === modes.stroke ? strokeColour(pdfium, object, scratch) : fillColour(pdfium, object, scratch)
    if (colour !== null && colour.alpha < faintest) return 'hidden'
    if (clips(object, box)) return 'hidden'
    if (colour === null || !comparable) return 'doubtful'
    if (isPale(colour) || inLayer(pdfium, object, scratch)) return 'doubtful'
    const order = drawings.texts.get(object)?.order ?? 0
    const like = (area: Area): boolean => area.colour !== null && distance(colour, area.colour) < nearColour
    return drawings.areas.some((area) => (area.order > order || like(area)) && mostlyIn(box, area.box)) ? 'doubtful' : 'seen'
  }
}

const isPale = ({ red, green, blue, alpha }: Colour): boolean => Math.min(red, green, blue) >= nearWhite || alpha < 90

const distance = (a: Colour, b: Colour): number => Math.abs(a.red - b.red) + Math.abs(a.green - b.green) + Math.abs(a.blue - b.blue)

const mostlyIn = (box: OwnBox, around: OwnBox): boolean => overlap(box, around) > 0.6 * (box[2] - box[0]) * (box[3] - box[1])

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

/** Whether it stands in a layer, which may be switched off. */
function inLayer(pdfium: Pdfium, object: number, scratch: number): boolean {
  const raws = pdfium.memory.wasmExports
  const count = Math.min(8, raws.FPDFPageObj_CountMarks(object))
  for (let index = 0; index < count; index += 1) {
    const mark = raws.FPDFPageObj_GetMark(object, index)
    // "OC" in UTF-16 with its end
    if (raws.FPDFPageObjMark_GetName(mark, scratch + 8, 32, scratch) === 0 || pdfium.memory.HEAP32[scratch >> 2] !== 6) continue
    if (pdfium.memory.HEAP32[(scratch >> 2) + 2] === 0x0043_004f) return true
  }
  return false
}

/** Draws the page with the texts and without them. */
function unseen(pdfium: Pdfium, texts: readonly DrawnText[], { page, frame }: PageToLookAt): readonly DrawnText[] {
  if (texts.length === 0) return []
  const raws = pdfium.memory.wasmExports
  const width = pdfium.FPDF_GetPageWidthF(page)
  const height = pdfium.FPDF_GetPageHeightF(page)
  const small = texts.some(({ box }) => Math.min(box[2] - box[0], box[3] - box[1]) < smallPrint)
  const scale = Math.min(small ? 2 : 1, Math.sqrt(mostPixels / Math.max(1, width * height)))
  const columns = Math.max(1, Math.round(width * scale))
  const rows = Math.max(1, Math.round(height * scale))
  const toPixels = createToPixels(frame, pdfium.FPDFPage_GetRotation(page), columns, rows)
  const before = drawn(pdfium, page, columns, rows)
  if (before === null) return []
  for (const { object } of texts) raws.FPDFPageObj_SetIsActive(object, 0)
  try {
    const after = drawn(pdfium, page, columns, rows)
    return after === null ? [] : texts.filter(({ box }) => !differs(before, after, columns, toPixels(box)))
  } finally {
    for (const { object } of texts) raws.FPDFPageObj_SetIsActive(object, 1)
  }
}

function drawn(pdfium: Pdfium, page: number, width: number, height: number): Uint8Array | null {
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, format, 0, 0)
  if (bitmap === 0) return null
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
    const buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
    return pdfium.memory.HEAPU8.slice(buffer, buffer + pdfium.FPDFBitmap_GetStride(bitmap) * height)
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap)
  }
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

function differs(before: Uint8Array, after: Uint8Array, columns: number, [left, top, right, bottom]: Pixels): boolean {
  for (let row = top; row <= bottom; row += 1) {
    const end = 4 * (row * columns + right) + 4
    for (let at = 4 * (row * columns + left); at < end; at += 1) {
      if (Math.abs((before[at] ?? 0) - (after[at] ?? 0)) >= faintest) return true
    }
  }
  return false
}
