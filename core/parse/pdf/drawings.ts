/** What a page draws beside its text, in the order drawn: filled areas, pictures, lines. In the page's own space. */
import type { Pdfium } from './pdfium.ts'

/** Origin at the bottom left, as the file has it; `top` is above `bottom`. */
export type OwnBox = readonly [left: number, bottom: number, right: number, top: number]

export interface Colour {
  readonly red: number
  readonly green: number
  readonly blue: number
  /** 0 to 255; 0 is not seen. */
  readonly alpha: number
}

/** An area that covers what was drawn before it. `colour` is null for pictures and shadings. */
export interface Area {
  readonly object: number
  readonly order: number
  readonly box: OwnBox
  readonly colour: Colour | null
  /** An upright rectangle: it covers all of its box. */
  readonly rectangle: boolean
}

export interface Drawings {
  readonly areas: readonly Area[]
  readonly pictures: readonly OwnBox[]
  /** Lines and edges, thinner than `thinnest`, along the page's axes. */
  readonly rules: readonly OwnBox[]
  readonly paths: number
  /** Pieces of text in the order drawn, and when that was. */
  readonly texts: { readonly objects: readonly number[]; readonly orders: readonly number[] }
}

const kinds = { text: 1, path: 2, picture: 3, shading: 4, form: 5 } as const
/** More objects than this on one page are not looked at. */
const mostObjects = 40_000
const deepest = 6
/** Points; a filled area thinner than this is a line. */
const thinnest = 2.5
const shortestRule = 6
/** A path of more pieces is a drawing, not a frame. */
const mostSegments = 400

type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]
const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** `scratch`: at least 64 bytes. */
export function readDrawings(pdfium: Pdfium, page: number, scratch: number): Drawings {
  const raws = pdfium.memory.wasmExports
  const areas: Area[] = []
  const pictures: OwnBox[] = []
  const rules: OwnBox[] = []
  const texts = { objects: [] as number[], orders: [] as number[] }
  let order = 0
  let paths = 0

  const visit = (object: number, matrix: Matrix, depth: number): void => {
    order += 1
    const kind = raws.FPDFPageObj_GetType(object)
    if (kind === kinds.text) {
      texts.objects.push(object)
      texts.orders.push(order)
    } else if (kind === kinds.path) {
      paths += 1
      visitPath(object, matrix)
    } else if (kind === kinds.picture || kind === kinds.shading) {
      const box = boxOf(pdfium, object, matrix, scratch)
      areas.push({ object, order, box, colour: null, rectangle: false })
      if (kind === kinds.picture) pictures.push(box)
    } else if (kind === kinds.form && depth < deepest) {
      const inner = times(matrixOf(pdfium, object, scratch), matrix)
      const count = raws.FPDFFormObj_CountObjects(object)
      for (let index = 0; index < count && order < mostObjects; index += 1) visit(raws.FPDFFormObj_GetObject(object, index), inner, depth + 1)
    }
  }

  const visitPath = (object: number, matrix: Matrix): void => {
    if (raws.FPDFPath_GetDrawMode(object, scratch, scratch + 4) === 0) return
    const at = scratch >> 2
    const filled = pdfium.memory.HEAP32[at] !== 0
    const stroked = pdfium.memory.HEAP32[at + 1] !== 0
    const box = boxOf(pdfium, object, matrix, scratch)
    const thin = Math.min(box[2] - box[0], box[3] - box[1]) < thinnest
    if (filled && !thin) {
      const colour = fillColour(pdfium, object, scratch)
      if (colour === null || colour.alpha > 0) areas.push({ object, order, box, colour, rectangle: isRectangle(object, matrix) })
    }
    if ((filled || stroked) && thin) rules.push(box)
    else if (stroked) rules.push(...edges(pdfium, object, times(matrixOf(pdfium, object, scratch), matrix), scratch))
    else if (filled) rules.push(...sides(box))
  }

  const isRectangle = (object: number, matrix: Matrix): boolean => {
    const segments = raws.FPDFPath_CountSegments(object)
    return segments > 3 && segments < 7 && edges(pdfium, object, times(matrixOf(pdfium, object, scratch), matrix), scratch).length >= segments - 1
  }

  const count = pdfium.FPDFPage_CountObjects(page)
  for (let index = 0; index < count && order < mostObjects; index += 1) visit(raws.FPDFPage_GetObject(page, index), identity, 0)
  return { areas, pictures, rules: rules.filter(isRule), paths, texts }
}

function isRule([left, bottom, right, top]: OwnBox): boolean {
  return Math.max(right - left, top - bottom) >= shortestRule
}

/** The four sides of a filled rectangle: a shaded cell's border is as good as a drawn one. */
function sides([left, bottom, right, top]: OwnBox): readonly OwnBox[] {
  return [
    [left, bottom, right, bottom],
    [left, top, right, top],
    [left, bottom, left, top],
    [right, bottom, right, top],
  ]
}

/** The pieces of a drawn path that run along an axis. */
function edges(pdfium: Pdfium, path: number, matrix: Matrix, scratch: number): readonly OwnBox[] {
  const raws = pdfium.memory.wasmExports
  const count = raws.FPDFPath_CountSegments(path)
  if (count < 2 || count > mostSegments) return []
  const found: OwnBox[] = []
  let before: readonly [number, number] | undefined
  let begun: readonly [number, number] | undefined
  const add = (from: readonly [number, number], to: readonly [number, number]): void => {
    const box: OwnBox = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])]
    if (Math.min(box[2] - box[0], box[3] - box[1]) < thinnest) found.push(box)
  }
  for (let index = 0; index < count; index += 1) {
    const segment = raws.FPDFPath_GetPathSegment(path, index)
    if (raws.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4) === 0) continue
    const x = pdfium.memory.HEAPF32[scratch >> 2] ?? 0
    const y = pdfium.memory.HEAPF32[(scratch >> 2) + 1] ?? 0
    const point = [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]] as const
    const kind = raws.FPDFPathSegment_GetType(segment)
    if (kind === 2) {
      if (begun !== undefined && before !== undefined) add(before, begun)
      begun = point
    } else if (kind === 0 && before !== undefined) add(before, point)
    before = point
  }
  if (begun !== undefined && before !== undefined && count > 3) add(before, begun)
  return found
}

function boxOf(pdfium: Pdfium, object: number, matrix: Matrix, scratch: number): OwnBox {
  const at = scratch >> 2
  if (pdfium.memory.wasmExports.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12) === 0) return [0, 0, 0, 0]
  const [left = 0, bottom = 0, right = 0, top = 0] = pdfium.memory.HEAPF32.subarray(at, at + 4)
  if (matrix === identity) return [left, bottom, right, top]
  const [a, b, c, d, e, f] = matrix
  const xs = [a * left + c * bottom + e, a * right + c * bottom + e, a * left + c * top + e, a * right + c * top + e]
  const ys = [b * left + d * bottom + f, b * right + d * bottom + f, b * left + d * top + f, b * right + d * top + f]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

function matrixOf(pdfium: Pdfium, object: number, scratch: number): Matrix {
  if (pdfium.memory.wasmExports.FPDFPageObj_GetMatrix(object, scratch) === 0) return identity
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = pdfium.memory.HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 6)
  return [a, b, c, d, e, f]
}

/** First `inner`, then `outer`. */
function times(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner
  const [p, q, r, s, t, u] = outer
  return [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

/** Null for a pattern. */
export function fillColour(pdfium: Pdfium, object: number, scratch: number): Colour | null {
  const { wasmExports } = pdfium.memory
  return wasmExports.FPDFPageObj_GetFillColor(object, scratch, scratch + 4, scratch + 8, scratch + 12) === 0 ? null : colourAt(pdfium, scratch)
}

export function strokeColour(pdfium: Pdfium, object: number, scratch: number): Colour | null {
  const { wasmExports } = pdfium.memory
  return wasmExports.FPDFPageObj_GetStrokeColor(object, scratch, scratch + 4, scratch + 8, scratch + 12) === 0 ? null : colourAt(pdfium, scratch)
}

function colourAt(pdfium: Pdfium, scratch: number): Colour {
  const numbers = pdfium.memory.HEAP32
  const at = scratch >> 2
  return { red: numbers[at] ?? 0, green: numbers[at + 1] ?? 0, blue: numbers[at + 2] ?? 0, alpha: numbers[at + 3] ?? 0 }
}

/** The share of a page that the boxes cover, those that lie upon each other counted twice; at most 1. */
export function coveredShare(boxes: readonly OwnBox[], page: OwnBox): number {
  const area = Math.max(1, (page[2] - page[0]) * (page[3] - page[1]))
  let covered = 0
  for (const box of boxes) covered += overlap(box, page)
  return Math.min(1, covered / area)
}

/** Square points that both cover. */
export function overlap(a: OwnBox, b: OwnBox): number {
  return Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]))
}
