/** Spreadsheets as data: each sheet's name, its tables with their headers, its notes. What a file is, its bytes say, not its name. */
import { AlcoveError } from '../../errors.ts'
import type { Block, DocumentInfo, DocumentPart } from '../../types/document.ts'
import type { UnreadPart } from '../../types/outcome.ts'
import { odfProperties } from '../odf/package.ts'
import { type OfficePackage, officePackage } from '../office/package.ts'
import { officeProperties, partXml } from '../office/relations.ts'
import { decodeAll } from '../shared/decode.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import { parseCsv } from './csv.ts'
import { odsSheets } from './ods.ts'
import type { Sheet } from './sheet.ts'
import { sheetBlocks } from './sheet-blocks.ts'
import { readWithSheetJs } from './sheetjs.ts'
import { decryptedXls, workbookStream } from './xls-password.ts'
import { workbookPart, xlsxSheets } from './xlsx.ts'

/** Blocks of one part. */
const blocksOfPart = 50
/** What of an XLSB is unpacked. Bytes. */
const mostBinary = 300_000_000

export async function* parseWorkbook(source: ParseSource): AsyncGenerator<DocumentPart> {
  const bytes = await readAll(source)
  const again: ParseSource = { ...source, chunks: once(bytes) }
  switch (kindOf(bytes)) {
    case 'package':
      yield* packageParts(await officePackage(again))
      break
    case 'container':
      yield* containerParts(bytes, again)
      break
    case 'markup': {
      const text = decodeAll(bytes)
      if (/<office:document[\s>]/.test(text.slice(0, 10_000))) yield* parts(await odsSheets(once(text)), {})
      else yield* sheetJsParts(text)
      break
    }
    case 'records':
      yield* sheetJsParts(await decryptedXls(bytes, bytes, source.password))
      break
    case 'text':
      yield* csvParts(again)
  }
}

async function* once<Piece>(piece: Piece): AsyncGenerator<Piece> {
  yield piece
}

function kindOf(bytes: Uint8Array): 'package' | 'container' | 'markup' | 'records' | 'text' {
  const [first = 0, second = 0] = bytes
  if (first === 0x50 && second === 0x4b) return 'package'
  if (first === 0xd0 && second === 0xcf) return 'container'
  // beginnings of a bare workbook of the first versions of Excel, and of a symbolic link file
  if (first === 0x09 && (second === 0 || second === 2 || second === 4 || second === 8)) return 'records'
  const start = decodeAll(bytes.subarray(0, 400)).trimStart()
  if (start.startsWith('ID;')) return 'records'
  return start.startsWith('<') ? 'markup' : 'text'
}

async function* packageParts(pack: OfficePackage): AsyncGenerator<DocumentPart> {
  const part = workbookPart(pack)
  if (part === undefined) {
    if (!pack.has('content.xml')) throw new AlcoveError('file-broken')
    yield* parts(await odsSheets(pack.stream('content.xml')), odfProperties(partXml(pack, 'meta.xml')))
  } else if (part.endsWith('.bin')) {
    if (pack.entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > mostBinary) throw new AlcoveError('parser-output')
    yield* sheetJsParts(pack.whole)
  } else yield* parts(xlsxSheets(pack, part), officeProperties(pack))
}

/** An old workbook, or a new one that is encrypted. */
async function* containerParts(bytes: Uint8Array, source: ParseSource): AsyncGenerator<DocumentPart> {
  const records = workbookStream(bytes)
  if (records === null) yield* packageParts(await officePackage(source))
  else yield* sheetJsParts(await decryptedXls(bytes, records, source.password))
}

async function* sheetJsParts(content: Uint8Array | string): AsyncGenerator<DocumentPart> {
  const { sheets, properties, broken } = readWithSheetJs(content)
  const unread = broken.map((name): UnreadPart => ({ name, reason: 'file-broken' }))
  yield* parts(sheets, unread.length === 0 ? properties : { ...properties, unread })
}

/** Values parted by commas or tabs go by the name of a workbook often. */
async function* csvParts(source: ParseSource): AsyncGenerator<DocumentPart> {
  for await (const part of parseCsv(source)) {
    if (part.end?.skipped !== undefined) throw new AlcoveError('file-broken')
    yield part
  }
}

async function* parts(sheets: AsyncIterable<Sheet> | Iterable<Sheet>, end: DocumentInfo): AsyncGenerator<DocumentPart> {
  let blocks: Block[] = []
  for await (const sheet of sheets)
    for (const block of sheetBlocks(sheet)) {
      blocks.push(block)
      if (blocks.length < blocksOfPart) continue
      yield { blocks }
      blocks = []
    }
  yield { blocks, end }
}
