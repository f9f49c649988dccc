/** How a page lies: from the space that its file draws in to the page as people see it and to the one that its text reads upright in. */
import type { Rect } from '../../types/anchor.ts'
import type { OwnBox } from './drawings.ts'
import type { Pdfium } from './pdfium.ts'

export interface PageFrame {
  /** What is shown, in the page's own space. */
  readonly box: OwnBox
  /** Points per unit of the page's own space. */
  readonly scale: number
  /** Quarter turns clockwise that the page itself asks for. */
  readonly rotation: number
}

/** Coordinates in points, origin top left, of the page turned so that most of its text reads upright. */
export interface UprightBox {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function readFrame(pdfium: Pdfium, page: number, scratch: number): PageFrame {
  pdfium.FPDF_GetPageBoundingBox(page, scratch)
  const [left = 0, top = 0, right = 0, bottom = 0] = pdfium.memory.HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 4)
  const rotation = pdfium.FPDFPage_GetRotation(page)
  const width = rotation % 2 === 1 ? pdfium.FPDF_GetPageHeightF(page) : pdfium.FPDF_GetPageWidthF(page)
  return { box: [left, bottom, right, top], scale: right > left ? width / (right - left) : 1, rotation }
}

/** From the page's own space to one turned clockwise by quarter turns. */
export function toUpright({ box, scale: s }: PageFrame, quarterTurns: number, x0: number, y0: number, x1: number, y1: number): UprightBox {
  const [left, bottom, right, top] = box
  if (quarterTurns === 1) return { left: (y0 - bottom) * s, top: (x0 - left) * s, right: (y1 - bottom) * s, bottom: (x1 - left) * s }
  if (quarterTurns === 2) return { left: (right - x1) * s, top: (y0 - bottom) * s, right: (right - x0) * s, bottom: (y1 - bottom) * s }
  if (quarterTurns === 3) return { left: (top - y1) * s, top: (right - x1) * s, right: (top - y0) * s, bottom: (right - x0) * s }
  return { left: (x0 - left) * s, top: (top - y1) * s, right: (x1 - left) * s, bottom: (top - y0) * s }
}

/** The same for many boxes side by side, four numbers each: left, bottom, right, top become left, top, right, bottom. */
export function uprightBoxes(frame: PageFrame, quarterTurns: number, from: Float32Array, count: number): Float64Array {
  const boxes = new Float64Array(4 * count)
  const { box, scale } = frame
  const [left, , , top] = box
  for (let at = 0; at < boxes.length; at += 4) {
    const x0 = from[at] ?? 0
    const y0 = from[at + 1] ?? 0
    const x1 = from[at + 2] ?? 0
    const y1 = from[at + 3] ?? 0
    if (quarterTurns === 0) {
      boxes[at] = (x0 - left) * scale
      boxes[at + 1] = (top - y1) * scale
      boxes[at + 2] = (x1 - left) * scale
      boxes[at + 3] = (top - y0) * scale
    } else {
      const turned = toUpright(frame, quarterTurns, x0, y0, x1, y1)
      boxes[at] = turned.left
      boxes[at + 1] = turned.top
      boxes[at + 2] = turned.right
      boxes[at + 3] = turned.bottom
    }
  }
  return boxes
}

/** Undoes the turns that made the text upright; the page's own rotation stays, as people see it. */
export function toDisplay({ box, scale, rotation }: PageFrame, turns: number, { left: x0, top: y0, right: x1, bottom: y1 }: UprightBox): Rect {
  const across = (box[2] - box[0]) * scale
  const down = (box[3] - box[1]) * scale
  const [width, height] = rotation % 2 === 0 ? [across, down] : [down, across]
  if (turns === 1) return [y0, height - x1, y1 - y0, x1 - x0]
  if (turns === 2) return [width - x1, height - y1, x1 - x0, y1 - y0]
  if (turns === 3) return [width - y1, x0, y1 - y0, x1 - x0]
  return [x0, y0, x1 - x0, y1 - y0]
}

/** Width and height of the upright page in points. */
export function uprightSize({ box, scale }: PageFrame, quarterTurns: number): readonly [width: number, height: number] {
  const across = (box[2] - box[0]) * scale
  const down = (box[3] - box[1]) * scale
  return quarterTurns % 2 === 0 ? [across, down] : [down, across]
}
