/** PDF: page by page, with a rectangle for every printed line. No script, form or link of the file is ever run. */
import { AlcoveError } from '../errors.ts'
import type { Block, DocumentInfo, DocumentPart, ScannedPage } from '../types/document.ts'
import { flatten } from './clean-text.ts'
import { pageBlocks } from './pdf-blocks.ts'
import { printedLines } from './pdf-lines.ts'
import { holdsPicture, readPage, scratchBytes } from './pdf-page.ts'
import type { Pdfium } from './pdfium.ts'
import { readUtf16, withDocument, withMemory } from './pdfium.ts'
import type { ParseSource } from './source.ts'

/** Titles that name the program or the file rather than the document. */
const emptyTitle = /^(untitled|document\d*|microsoft word\b.*|.*\.(docx?|pdf|indd|tex|dvi|pptx?|xlsx?|rtf)|.*[\\/].*\.\w{2,4})$/i

export function parsePdf(source: ParseSource): AsyncIterable<DocumentPart> {
  return withDocument(source, readPages)
}

async function* readPages(pdfium: Pdfium, document: number): AsyncGenerator<DocumentPart> {
  const pages = pdfium.FPDF_GetPageCount(document)
  const scanned: ScannedPage[] = []
  let brokenPages = 0
  for (let index = 0; index < pages; index += 1) {
    const found = await withPage(pdfium, document, index)
    if (found === 'broken') brokenPages += 1
    else if (found === 'scanned') scanned.push({ page: index + 1 })
    else if (found.length > 0) yield { blocks: found }
  }
  if (brokenPages === pages) throw new AlcoveError('file-broken')
  const title = flatten(readUtf16(pdfium, (buffer, bytes) => pdfium.FPDF_GetMetaText(document, 'Title', buffer, bytes)))
  const end: DocumentInfo = {
    pages,
    ...(title === '' || emptyTitle.test(title) ? {} : { title }),
    ...(scanned.length === 0 ? {} : { scanned }),
    ...(brokenPages === 0 ? {} : { brokenPages }),
  }
  yield { blocks: [], end }
}

async function withPage(pdfium: Pdfium, document: number, index: number): Promise<readonly Block[] | 'broken' | 'scanned'> {
  const page = pdfium.FPDF_LoadPage(document, index)
  if (page === 0) return 'broken'
  try {
    const { marks, toDisplay } = await withMemory(pdfium, scratchBytes, (scratch) => readPage(pdfium, page, scratch))
    const lines = printedLines(marks)
    if (lines.length === 0) return holdsPicture(pdfium, page) ? 'scanned' : []
    const label = flatten(readUtf16(pdfium, (buffer, bytes) => pdfium.FPDF_GetPageLabel(document, index, buffer, bytes)))
    return pageBlocks(lines, { page: index + 1, toDisplay, ...(label === '' ? {} : { label }) })
  } finally {
    pdfium.FPDF_ClosePage(page)
  }
}
