/** DOCX: checked before it is unpacked, then headings, paragraphs, lists and tables as Word's styles name them. */
import mammoth from 'mammoth'
import { AlcoveError } from '../errors.ts'
import type { DocumentPart } from '../types/document.ts'
import { flatten } from './clean-text.ts'
import { scanHtml } from './html-scan.ts'
import type { ParseSource } from './source.ts'
import { readAll } from './source.ts'
import type { ZipEntry } from './zip.ts'
import { readDirectory, readEntry } from './zip.ts'

/** XML of one document, unpacked: a thousand pages are about 20 MB. Bytes. */
const mostXml = 60_000_000
const coreProperties = 'docProps/core.xml'

export async function* parseDocx(source: ParseSource): AsyncGenerator<DocumentPart> {
  const bytes = await readAll(source)
  const entries = checkedEntries(bytes)
  const title = titleOf(bytes, entries)
  const html = await convert(bytes)
  yield { blocks: scanHtml(html), end: title === '' ? {} : { title } }
}

/** Refuses bombs, encryption and entities before any XML is read. Throws `file-broken`, `file-encrypted`, `parser-output`. */
function checkedEntries(bytes: Uint8Array): readonly ZipEntry[] {
  if (isCompoundFile(bytes)) throw new AlcoveError(holdsUtf16(bytes, 'EncryptedPackage') ? 'file-encrypted' : 'file-broken')
  const entries = readDirectory(bytes)
  if (entries.some((entry) => entry.encrypted)) throw new AlcoveError('file-encrypted')
  if (!entries.some((entry) => entry.name === '[Content_Types].xml')) throw new AlcoveError('file-broken')
  const xml = entries.filter((entry) => /\.(xml|rels)$/i.test(entry.name))
  if (xml.reduce((sum, entry) => sum + entry.unpacked, 0) > mostXml) throw new AlcoveError('parser-output')
  // the sizes were claims; unpacking holds the file to them
  for (const entry of xml) if (Buffer.from(readEntry(bytes, entry)).includes('<!DOCTYPE')) throw new AlcoveError('file-broken')
  return entries
}

/** Word puts encrypted documents into the container of its older formats. */
function isCompoundFile(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0
}

function holdsUtf16(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'))
}

async function convert(bytes: Uint8Array): Promise<string> {
  try {
    const result = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh"],
        // a picture is neither unpacked nor looked for outside of the file
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
        externalFileAccess: false,
        ignoreEmptyParagraphs: true,
      },
    )
    return result.value
  } catch (error) {
    if (error instanceof RangeError) throw error // out of stack or memory: the process is not to be trusted
    throw new AlcoveError('file-broken', {}, error)
  }
}

function titleOf(bytes: Uint8Array, entries: readonly ZipEntry[]): string {
  const entry = entries.find(({ name }) => name === coreProperties)
  if (entry === undefined || entry.unpacked > 100_000) return ''
  const raw = /<dc:title>([^<]*)<\/dc:title>/.exec(new TextDecoder().decode(readEntry(bytes, entry)))?.[1] ?? ''
  return flatten(scanHtml(raw)[0]?.text ?? '')
}
