/** A page of a PDF as a picture, drawn as the printed page is: annotations yes, forms and scripts no. */
import { AlcoveError } from '../../errors.ts'
import type { Rect } from '../../types/anchor.ts'
import type { PagePicture, PageToDraw } from '../../types/page-picture.ts'
import { flags, pixelsOf, wholePage, withPage } from '../pdf/drawn-page.ts'
import { findOnPage } from '../pdf/find-on-page.ts'
import { readPage, scratchBytes } from '../pdf/page.ts'
import type { Pdfium } from '../pdf/pdfium.ts'
import { withDocument, withMemory } from '../pdf/pdfium.ts'
import type { ParseSource } from '../source.ts'
import { pagedSource } from './paged-source.ts'
import { encodePng } from './png.ts'

/** More pixels than this are not drawn; a page that would need more is drawn smaller. */
const mostPixels = 24_000_000

export async function drawPage(file: ParseSource, wanted: PageToDraw): Promise<PagePicture> {
  const source = await pagedSource(file, wanted.within)
  if (source.format === 'image') {
    const { drawImage } = await import('./image-file.ts')
    return await drawImage(source, wanted)
  }
  for await (const drawn of withDocument(source, (pdfium, document) => drawOne(pdfium, document, wanted))) return drawn
  throw new AlcoveError('page-missing')
}

function drawOne(pdfium: Pdfium, document: number, { page: number, scale, quote }: PageToDraw): AsyncGenerator<PagePicture> {
  return withPage(pdfium, document, number, async (page) => {
    const points = { width: pdfium.FPDF_GetPageWidthF(page), height: pdfium.FPDF_GetPageHeightF(page) }
    const size = pixelsOf(points, scale, mostPixels)
    const png = wholePage(pdfium, page, size, 'colour', flags.annotations | flags.redFirst, (bytes, stride) =>
      encodePng(bytes, size.width, size.height, stride),
    )
    return { png, ...points, pages: pdfium.FPDF_GetPageCount(document), quoteRects: quote === null ? [] : await quoteOn(pdfium, page, quote) }
  })
}

async function quoteOn(pdfium: Pdfium, page: number, { text, passage }: NonNullable<PageToDraw['quote']>): Promise<readonly Rect[]> {
  return await withMemory(pdfium, scratchBytes, (scratch) => findOnPage(readPage(pdfium, page, scratch), text, passage))
}
