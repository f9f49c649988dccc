/** One page's characters with their boxes, in the order in which the file draws them, seen from the page's top left corner. */
import type { Rect } from '../types/anchor.ts'
import { mostCommon } from './most-common.ts'
import type { Pdfium } from './pdfium.ts'

/** A character of a page. Coordinates are points of the page as displayed, turned so that its text reads upright. */
export interface PageCharacter {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly bold: boolean
  /** Runs neither left to right nor level with most of the page's text. */
  readonly turned: boolean
}

/** `space`: the file has one. `gap`, `break`: PDFium believes that a word or a line ended. `hyphen`: the line ended inside a word. */
export type PageMark = PageCharacter | 'space' | 'gap' | 'break' | 'hyphen'

export interface PageText {
  readonly marks: readonly PageMark[]
  /** From the coordinates of `marks` back to the page as displayed. */
  toDisplay(left: number, top: number, right: number, bottom: number): Rect
}

interface PageFrame {
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
  /** Points per unit of the page's own space. */
  readonly scale: number
}

/** What does not change within one piece of text that the file draws. */
interface Style {
  /** As the font's stems suggest; only a comparison within the page tells bold. */
  readonly weight: number
  /** The font's name says that it is bold. */
  readonly namedBold: boolean
  readonly hidden: boolean
  /** Quarter turns clockwise against the upright page, or null for a slant. */
  readonly turns: number | null
}

const invisibleMode = 3
/** Against the weight that most of the page's characters have. */
const boldRatio = 1.35
const boldName = /bold|black|heavy|demi/i
/** What `readPage` needs to lay boxes and names in. */
export const scratchBytes = 128
const imageObject = 3
const formObject = 5
/** Points; smaller print is there for machines, not for people. */
const smallestPrint = 1
const privateBullets = /[\uf0a7\uf0b7\uf06e\uf076\uf0d8]/

export function readPage(pdfium: Pdfium, page: number, scratch: number): PageText {
  const textPage = pdfium.FPDFText_LoadPage(page)
  if (textPage === 0) return { marks: [], toDisplay: () => [0, 0, 0, 0] }
  try {
    return readCharacters(pdfium, page, textPage, scratch)
  } finally {
    pdfium.FPDFText_ClosePage(textPage)
  }
}

interface RawCharacter {
  readonly code: number
  readonly box: readonly [left: number, top: number, right: number, bottom: number]
  readonly style: Style
}

function readCharacters(pdfium: Pdfium, page: number, textPage: number, scratch: number): PageText {
  const raws = pdfium.memory.wasmExports
  const frame = pageFrame(pdfium, page, scratch)
  const rotation = pdfium.FPDFPage_GetRotation(page)
  const styles = new Map<number, Style>()
  let picture: boolean | undefined
  const overPicture = (): boolean => (picture ??= holdsPicture(pdfium, page))
  const raw: (RawCharacter | Exclude<PageMark, PageCharacter>)[] = []
  const turnCounts = [0, 0, 0, 0]
  const weightCounts = new Map<number, number>()
  const count = pdfium.FPDFText_CountChars(textPage)
  for (let index = 0; index < count; index += 1) {
    const code = raws.FPDFText_GetUnicode(textPage, index)
    if (code === 10 || code === 13) raw.push('break')
    else if (code === 2) raw.push('hyphen')
    else if (code === 32 || code === 9 || code === 160) raw.push(raws.FPDFText_IsGenerated(textPage, index) === 1 ? 'gap' : 'space')
    else if (code > 32 && raws.FPDFText_GetLooseCharBox(textPage, index, scratch) !== 0) {
      const at = scratch >> 2
      const floats = pdfium.memory.HEAPF32
      const box = [floats[at] ?? 0, floats[at + 1] ?? 0, floats[at + 2] ?? 0, floats[at + 3] ?? 0] as const
      const object = raws.FPDFText_GetTextObject(textPage, index)
      let style = styles.get(object)
      if (style === undefined) {
        style = readStyle(pdfium, textPage, index, object, rotation, overPicture, scratch)
        styles.set(object, style)
      }
      if (style.hidden || outside(box, frame)) continue
      if (style.turns !== null) turnCounts[style.turns] = (turnCounts[style.turns] ?? 0) + 1
      weightCounts.set(style.weight, (weightCounts.get(style.weight) ?? 0) + 1)
      raw.push({ code, box, style })
    }
  }
  const turns = turnCounts.indexOf(Math.max(...turnCounts))
  const boldFrom = boldRatio * Math.max(1, mostCommon(weightCounts))
  const turn = (rotation + turns) % 4
  return {
    marks: raw.map((mark) => (typeof mark === 'string' ? mark : placed(mark, frame, turn, turns, boldFrom))),
    toDisplay: (left, top, right, bottom) => backToDisplay([left, top, right, bottom], frame, rotation, turns),
  }
}

function readStyle(pdfium: Pdfium, textPage: number, index: number, object: number, rotation: number, overPicture: () => boolean, scratch: number): Style {
  const raws = pdfium.memory.wasmExports
  // PDFium's angle runs counter-clockwise from the page's own x axis, in radians
  const quarters = raws.FPDFText_GetCharAngle(textPage, index) / (Math.PI / 2)
  const nearest = Math.round(quarters)
  const level = Math.abs(quarters - nearest) < 0.06
  return {
    weight: raws.FPDFText_GetFontWeight(textPage, index),
    namedBold: boldName.test(fontName(pdfium, textPage, index, scratch)),
    // over a picture, invisible text is what somebody read from the picture
    hidden: object !== 0 && raws.FPDFTextObj_GetTextRenderMode(object) === invisibleMode && !overPicture(),
    turns: level ? (((-nearest - rotation) % 4) + 8) % 4 : null,
  }
}

/** As much of the name as the scratch memory holds. */
function fontName(pdfium: Pdfium, textPage: number, index: number, scratch: number): string {
  const length = pdfium.memory.wasmExports.FPDFText_GetFontInfo(textPage, index, scratch, scratchBytes, 0)
  return length > 1 && length <= scratchBytes ? String.fromCharCode(...pdfium.memory.HEAPU8.subarray(scratch, scratch + length - 1)) : ''
}

function outside([left, top, right, bottom]: RawCharacter['box'], frame: PageFrame): boolean {
  const print = Math.max(Math.abs(top - bottom), Math.abs(right - left)) * frame.scale
  return print < smallestPrint || left > frame.right || right < frame.left || bottom > frame.top || top < frame.bottom
}

function placed({ code, box, style }: RawCharacter, frame: PageFrame, turn: number, turns: number, boldFrom: number): PageCharacter {
  const [left, top, right, bottom] = turned([box[0], box[3], box[2], box[1]], frame, turn)
  const text = String.fromCodePoint(code)
  return {
    text: privateBullets.test(text) ? '•' : text,
    left,
    top,
    right,
    bottom,
    bold: style.namedBold || style.weight >= boldFrom,
    turned: style.turns !== turns,
  }
}

/** From the page's own space (origin bottom left) to one turned clockwise by quarter turns, origin top left. */
function turned(
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  frame: PageFrame,
  quarterTurns: number,
): readonly [number, number, number, number] {
  const { left, bottom, right, top, scale: s } = frame
  if (quarterTurns === 1) return [(y0 - bottom) * s, (x0 - left) * s, (y1 - bottom) * s, (x1 - left) * s]
  if (quarterTurns === 2) return [(right - x1) * s, (y0 - bottom) * s, (right - x0) * s, (y1 - bottom) * s]
  if (quarterTurns === 3) return [(top - y1) * s, (right - x1) * s, (top - y0) * s, (right - x0) * s]
  return [(x0 - left) * s, (top - y1) * s, (x1 - left) * s, (top - y0) * s]
}

/** Undoes the turns that made the text upright; the page's own rotation stays, as people see it. */
function backToDisplay([x0, y0, x1, y1]: readonly [number, number, number, number], frame: PageFrame, rotation: number, turns: number): Rect {
  const across = (frame.right - frame.left) * frame.scale
  const down = (frame.top - frame.bottom) * frame.scale
  const [width, height] = rotation % 2 === 0 ? [across, down] : [down, across]
  if (turns === 1) return [y0, height - x1, y1 - y0, x1 - x0]
  if (turns === 2) return [width - x1, height - y1, x1 - x0, y1 - y0]
  if (turns === 3) return [width - y1, x0, y1 - y0, x1 - x0]
  return [x0, y0, x1 - x0, y1 - y0]
}

function pageFrame(pdfium: Pdfium, page: number, scratch: number): PageFrame {
  pdfium.FPDF_GetPageBoundingBox(page, scratch)
  const [left = 0, top = 0, right = 0, bottom = 0] = pdfium.memory.HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 4)
  const sideways = pdfium.FPDFPage_GetRotation(page) % 2 === 1
  const width = sideways ? pdfium.FPDF_GetPageHeightF(page) : pdfium.FPDF_GetPageWidthF(page)
  return { left, top, right, bottom, scale: right > left ? width / (right - left) : 1 }
}

/** Whether the page shows a picture, looking into drawings that it is made of. */
export function holdsPicture(pdfium: Pdfium, page: number): boolean {
  const raws = pdfium.memory.wasmExports
  const count = Math.min(pdfium.FPDFPage_CountObjects(page), 5_000)
  for (let index = 0; index < count; index += 1) {
    const object = raws.FPDFPage_GetObject(page, index)
    const type = raws.FPDFPageObj_GetType(object)
    if (type === imageObject) return true
    if (type !== formObject) continue
    const parts = Math.min(pdfium.FPDFFormObj_CountObjects(object), 5_000)
    for (let part = 0; part < parts; part += 1) {
      if (raws.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(object, part)) === imageObject) return true
    }
  }
  return false
}
