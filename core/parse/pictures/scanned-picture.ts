/** The page that text recognition is to read, as a grey picture: drawn by PDFium, or decoded. */
import { AlcoveError } from '../../errors.ts'
import type { ScannedPage } from '../../types/document.ts'
import { flags, pixelsOf, type Size, wholePage, withPage } from '../pdf/drawn-page.ts'
import { type Pdfium, withDocument } from '../pdf/pdfium.ts'
import type { ParseSource } from '../source.ts'
import { bestResolution, type GreyPicture, mostPixels } from './grey-picture.ts'
import { pagedSource } from './paged-source.ts'

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

function drawGrey(pdfium: Pdfium, document: number, number: number): AsyncGenerator<GreyPicture> {
  return withPage(pdfium, document, number, (page) => {
    const points = { width: pdfium.FPDF_GetPageWidthF(page), height: pdfium.FPDF_GetPageHeightF(page) }
    const size = pixelsOf(points, bestResolution / pointsPerInch, mostPixels)
    const pixels = wholePage(pdfium, page, size, 'grey', flags.annotations | flags.inGrey, (bytes, stride) => withoutRowEnds(bytes, stride, size))
    return { pixels, ...size }
  })
}

/** A copy without the bytes that PDFium puts at the ends of rows. */
function withoutRowEnds(bytes: Uint8Array, stride: number, { width, height }: Size): Uint8Array {
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) pixels.set(bytes.subarray(y * stride, y * stride + width), y * width)
  return pixels
}
