/** The page that text recognition is to read, as a grey picture: drawn by PDFium, or decoded. */
import { AlcoveError } from '../../errors.ts'
import type { ScannedPage } from '../../types/document.ts'
import { type Pdfium, withDocument } from '../pdf/pdfium.ts'
import type { ParseSource } from '../source.ts'
import { bestResolution, type GreyPicture, mostPixels } from './grey-picture.ts'
import { pagedSource } from './paged-source.ts'

const greyFormat = 1 // FPDFBitmap_Gray
const annotations = 0x01
const inGrey = 0x08
const white = 0xffffffff
const pointsPerInch = 72

export async function scannedPicture(file: ParseSource, wanted: ScannedPage): Promise<GreyPicture> {
  const source = await pagedSource(file, wanted.within)
  if (source.format === 'image') {
    const { greyImage } = await import('./image-file.ts')
    return await greyImage(source, wanted.page)
  }
  for await (const picture of withDocument(source, (pdfium, document) => drawGrey(pdfium, document, wanted.page))) return picture
  throw new AlcoveError('page-missing')
}

async function* drawGrey(pdfium: Pdfium, document: number, number: number): AsyncGenerator<GreyPicture> {
  if (!Number.isInteger(number) || number < 1 || number > pdfium.FPDF_GetPageCount(document)) throw new AlcoveError('page-missing')
  const page = pdfium.FPDF_LoadPage(document, number - 1)
  if (page === 0) throw new AlcoveError('file-broken')
  try {
    const points = { width: pdfium.FPDF_GetPageWidthF(page), height: pdfium.FPDF_GetPageHeightF(page) }
    const scale = Math.min(bestResolution / pointsPerInch, Math.sqrt(mostPixels / Math.max(1, points.width * points.height)))
    const [width, height] = [Math.max(1, Math.round(points.width * scale)), Math.max(1, Math.round(points.height * scale))]
    yield { pixels: drawn(pdfium, page, width, height), width, height, scale }
  } finally {
    pdfium.FPDF_ClosePage(page)
  }
}

/** A copy without the bytes that PDFium puts at the ends of rows. */
function drawn(pdfium: Pdfium, page: number, width: number, height: number): Uint8Array {
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, greyFormat, 0, 0)
  if (bitmap === 0) throw new AlcoveError('parser-memory')
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, annotations | inGrey)
    const from = pdfium.FPDFBitmap_GetBuffer(bitmap)
    const stride = pdfium.FPDFBitmap_GetStride(bitmap)
    const pixels = new Uint8Array(width * height)
    for (let y = 0; y < height; y += 1) pixels.set(pdfium.memory.HEAPU8.subarray(from + y * stride, from + y * stride + width), y * width)
    return pixels
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap)
  }
}
