/** One page of an open PDF, and its picture as PDFium draws it on white. */
import { AlcoveError } from '../../errors.ts'
import type { Pdfium } from './pdfium.ts'

/** FPDFBitmap_Gray and FPDFBitmap_BGRx: one byte a pixel, or four. */
const formats = { grey: 1, colour: 3 } as const
/** How it is drawn: FPDF_ANNOT, FPDF_GRAYSCALE, FPDF_REVERSE_BYTE_ORDER. */
export const flags = { annotations: 0x01, inGrey: 0x08, redFirst: 0x10 } as const
const white = 0xffffffff

/** In pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** What `use` makes of the page, which counts from 1. Throws `page-missing`, or `file-broken` where it cannot be read. */
export async function* withPage<T>(pdfium: Pdfium, document: number, number: number, use: (page: number) => T | Promise<T>): AsyncGenerator<T> {
  if (!Number.isInteger(number) || number < 1 || number > pdfium.FPDF_GetPageCount(document)) throw new AlcoveError('page-missing')
  const page = pdfium.FPDF_LoadPage(document, number - 1)
  if (page === 0) throw new AlcoveError('file-broken')
  try {
    yield await use(page)
  } finally {
    pdfium.FPDF_ClosePage(page)
  }
}

/** `points`: 1/72 inch. A page that would need more pixels than `most` is drawn smaller than at `scale` pixels a point. */
export function pixelsOf(points: Size, scale: number, most: number): Size & { readonly scale: number } {
  const fitting = Math.min(scale, Math.sqrt(most / Math.max(1, points.width * points.height)))
  return { width: Math.max(1, Math.round(points.width * fitting)), height: Math.max(1, Math.round(points.height * fitting)), scale: fitting }
}

/** What `read` takes from the picture, whose rows are `stride` bytes apart, before its memory is freed; null where there is no memory for it. */
export function onWhite<T extends object>(
  pdfium: Pdfium,
  { width, height }: Size,
  format: keyof typeof formats,
  draw: (bitmap: number) => void,
  read: (bytes: Uint8Array, stride: number) => T,
): T | null {
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, formats[format], 0, 0)
  if (bitmap === 0) return null
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white)
    draw(bitmap)
    const from = pdfium.FPDFBitmap_GetBuffer(bitmap)
    const stride = pdfium.FPDFBitmap_GetStride(bitmap)
    return read(pdfium.memory.HEAPU8.subarray(from, from + stride * height), stride)
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap)
  }
}

/** The whole page. Throws `parser-memory`. */
export function wholePage<T extends object>(
  pdfium: Pdfium,
  page: number,
  size: Size,
  format: keyof typeof formats,
  how: number,
  read: (bytes: Uint8Array, stride: number) => T,
): T {
  const draw = (bitmap: number): void => {
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, size.width, size.height, 0, how)
  }
  const picture = onWhite(pdfium, size, format, draw, read)
  if (picture === null) throw new AlcoveError('parser-memory')
  return picture
}
