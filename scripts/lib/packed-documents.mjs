/** One small document for each library that the app carries for reading, text recognition and its decoder of pictures included. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { utils, write as writeWorkbook } from '@e965/xlsx'
import { init } from '@embedpdf/pdfium'
import sharp from 'sharp'
import { writePdf } from './write-pdf.mjs'

/** By file name: words that stand in it and in no other. */
export const packedDocuments = {
  'heating.md': 'boiler Lindqvist',
  'garden.txt': 'apple trees',
  'ferry.pdf': 'ferry timetable',
  'tides.py': 'tide_height',
  'prices.xls': 'quince jelly',
  'letter.html': 'weathercock',
  'notice.png': 'bakery Thursday',
}

export async function writePackedDocuments(folder) {
  const write = (name, data) => writeFileSync(join(folder, name), data)
  write('heating.md', '# Heating\n\nThe boiler in the cellar was replaced in March 2019 by the firm of Lindqvist.\n')
  write('garden.txt', 'The apple trees are pruned in late winter, before the buds open.\n')
  write('ferry.pdf', page('The winter ferry timetable begins on the first Monday of November.'))
  write('tides.py', 'def tide_height(hour):\n    """Metres above the datum."""\n    return 2.1 * hour\n')
  write(
    'prices.xls',
    writeWorkbook(
      {
        SheetNames: ['Prices'],
        Sheets: {
          Prices: utils.aoa_to_sheet([
            ['what', 'price'],
            ['quince jelly', 4.5],
          ]),
        },
      },
      { bookType: 'xls', type: 'buffer' },
    ),
  )
  write('letter.html', '<!doctype html><title>Letter</title><p>The weathercock on the roof was gilded again.</p>')
  write('notice.png', await picture(page('The bakery by the harbour closes early on Thursday.')))
}

const page = (paragraph) => writePdf({ title: 'Notice', pages: [[{ paragraph }]] })

/** The first page, drawn as a scanner would give it. */
async function picture(pdf) {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'))
  const pdfium = await init({ wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) })
  pdfium.PDFiumExt_Init()
  const { HEAPU8, wasmExports } = pdfium.pdfium
  const pointer = wasmExports.malloc(pdf.length)
  HEAPU8.set(pdf, pointer)
  const document = pdfium.FPDF_LoadMemDocument(pointer, pdf.length, '')
  const [width, height] = [1240, 1754]
  const bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
  pdfium.FPDF_RenderPageBitmap(bitmap, pdfium.FPDF_LoadPage(document, 0), 0, 0, width, height, 0, 0)
  const start = pdfium.FPDFBitmap_GetBuffer(bitmap)
  const pixels = pdfium.pdfium.HEAPU8.slice(start, start + width * height * 4)
  return await sharp(pixels, { raw: { width, height, channels: 4 } })
    .flatten({ background: '#ffffff' })
    .greyscale()
    .png()
    .toBuffer()
}
