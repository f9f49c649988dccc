/** A page of a PDF as a picture, drawn as the printed page is: annotations yes, forms and scripts no. */
import { AlcoveError } from '../../errors.ts'
import type { Rect } from '../../types/anchor.ts'
import type { PagePicture, PageToDraw } from '../../types/page-picture.ts'
import { findOnPage } from '../pdf/find-on-page.ts'
import { readPage, scratchBytes } from '../pdf/page.ts'
import type { Pdfium } from '../pdf/pdfium.ts'
import { withDocument, withMemory } from '../pdf/pdfium.ts'
import type { ParseSource } from '../source.ts'
import { pagedSource } from './paged-source.ts'
import { encodePng } from './png.ts'

/** More pixels than this are not drawn; a page that would need more is drawn smaller. */
const mostPixels = 24_000_000
const format = 3 // FPDFBitmap_BGRx
const annotations = 0x01
const redFirst = 0x10
const white = 0xffffffff

export async function drawPage(file: ParseSource, wanted: PageToDraw): Promise<PagePicture> {
  const source = await pagedSource(file, wanted.within)
  if (source.format === 'image') {
    const { drawImage } = await import('./image-file.ts')
    return await drawImage(source, wanted)
  }
  for await (const drawn of withDocument(source, (pdfium, document) => drawOne(pdfium, document, wanted))) return drawn
  throw new AlcoveError('page-missing')
}

async function* drawOne(pdfium: Pdfium, document: number, { page: number, scale, quote }: PageToDraw): AsyncGenerator<PagePicture> {
  const pages = pdfium.FPDF_GetPageCount(document)
  if (!Number.isInteger(number) || number < 1 || number > pages) throw new AlcoveError('page-missing')
  const page = pdfium.FPDF_LoadPage(document, number - 1)
  if (page === 0) throw new AlcoveError('file-broken')
  try {
    const width = pdfium.FPDF_GetPageWidthF(page)
    const height = pdfium.FPDF_GetPageHeightF(page)
    const fitting = Math.min(scale, Math.sqrt(mostPixels / Math.max(1, width * height)))
    const png = rendered(pdfium, page, Math.max(1, Math.round(width * fitting)), Math.max(1, Math.round(height * fitting)))
    yield { png, width, height, pages, quoteRects: quote === null ? [] : await quoteOn(pdfium, page, quote) }
  } finally {
    pdfium.FPDF_ClosePage(page)
  }
}

async function quoteOn(pdfium: Pdfium, page: number, { text, passage }: NonNullable<PageToDraw['quote']>): Promise<readonly Rect[]> {
  return await withMemory(pdfium, scratchBytes, (scratch) => findOnPage(readPage(pdfium, page, scratch), text, passage))
}

function rendered(pdfium: Pdfium, page: number, width: number, height: number): Uint8Array {
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, format, 0, 0)
  if (bitmap === 0) throw new AlcoveError('parser-memory')
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, annotations | redFirst)
    const buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
    const stride = pdfium.FPDFBitmap_GetStride(bitmap)
    return encodePng(pdfium.memory.HEAPU8.subarray(buffer, buffer + stride * height), width, height, stride)
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap)
  }
}
