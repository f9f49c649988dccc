/**
 * What a file is by its bytes, where they say something else than its name: exported under a familiar name by some
 * program, renamed by hand, or in the old container of Office under any of its names.
 */
import type { Format } from '../types/document.ts'
import { isOldFormat } from '../types/format-of.ts'
import { sourceOf } from './nested.ts'
import { asBuffer, isCompoundFile } from './shared/bytes.ts'
import { isBinary } from './shared/decode.ts'
import { type ParseSource, readAll } from './source.ts'

/** Formats whose files begin in a way of their own: another beginning is another format. */
const framed: ReadonlySet<Format> = new Set(['pdf', 'docx', 'pptx', 'odt', 'odp', 'epub', 'rtf', 'msg'])
const headBytes = 4096
/** The first part of an OpenDocument or EPUB package, stored plainly. */
const packaged: readonly (readonly [mark: string, format: Format])[] = [
  ['mimetypeapplication/vnd.oasis.opendocument.text', 'odt'],
  ['mimetypeapplication/vnd.oasis.opendocument.presentation', 'odp'],
  ['mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'ods'],
  ['mimetypeapplication/epub+zip', 'epub'],
]
/** Names of streams in a compound file. */
const contained: readonly (readonly [stream: string, format: Format | 'old-format' | 'encrypted'])[] = [
  ['EncryptedPackage', 'encrypted'],
  ['__properties_version1.0', 'msg'],
  ['WordDocument', 'old-format'],
  ['PowerPoint Document', 'old-format'],
  ['Workbook', 'xls'],
]

/** The source to parse, its format put right; `old-format` where no parser exists for what it is. */
export async function trueSource(source: ParseSource): Promise<ParseSource | 'old-format'> {
  if (!framed.has(source.format)) return source
  const begun = await begin(source)
  if (isCompoundFile(begun.head)) return await inContainer(begun.source)
  const format = source.format === 'msg' ? await mailOrText(begun.head) : formatByHead(begun.head, source)
  // Word and PowerPoint wrote in other frames before they had this container
  if (format === source.format && isOldFormat(source.name) && !isPackage(begun.head)) return 'old-format'
  return { ...begun.source, format }
}

const isPackage = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b

function formatByHead(head: Uint8Array, { format, name }: ParseSource): Format {
  const text = asBuffer(head).toString('latin1')
  if (isPackage(head)) return packaged.find(([mark]) => text.startsWith(mark, 30))?.[1] ?? (format === 'rtf' || format === 'pdf' ? 'docx' : format)
  if (text.slice(0, 1024).includes('%PDF-')) return 'pdf'
  if (text.startsWith('{\\rtf')) return 'rtf'
  const start = text
    .slice(0, 512)
    .replace(/^(?:\xef\xbb\xbf)?\s*/, '')
    .toLowerCase()
  if (/^(?:<!doctype html|<html|<head|<meta )/.test(start)) return 'html'
  if (start.startsWith('mime-version:')) return 'mhtml'
  // a name that was in use for any text before there was Word
  return isOldFormat(name) && !isBinary(head) ? 'text' : format
}

/** Outlook is not the only program that writes files of this name. */
async function mailOrText(head: Uint8Array): Promise<Format> {
  const { looksLikeMail } = await import('./mail/read.ts')
  return isBinary(head) || looksLikeMail(asBuffer(head)) ? 'msg' : 'text'
}

async function inContainer(source: ParseSource): Promise<ParseSource | 'old-format'> {
  const bytes = await readAll(source)
  const whole = asBuffer(bytes)
  const found = contained.find(([stream]) => whole.includes(Buffer.from(stream, 'utf16le')))?.[1]
  if (found === 'old-format' || (found === undefined && isOldFormat(source.name))) return 'old-format'
  const format = found === undefined || found === 'encrypted' ? source.format : found
  return sourceOf(source.name, format, bytes, source.password)
}

/** The first bytes, and the source as if they had not been read. */
async function begin(source: ParseSource): Promise<{ readonly head: Uint8Array; readonly source: ParseSource }> {
  const chunks = source.chunks[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let length = 0
  while (length < headBytes) {
    const next = await chunks.next()
    if (next.done === true) break
    held.push(next.value)
    length += next.value.length
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* held
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value
  }
  return { head: Buffer.concat(held).subarray(0, headBytes), source: { ...source, chunks: all() } }
}
