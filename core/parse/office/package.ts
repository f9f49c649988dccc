/** Office files are packages: a ZIP with XML in it. Opened once, checked before anything is unpacked. */
import { AlcoveError } from '../../errors.ts'
import { isCompoundFile } from '../shared/bytes.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import type { EncryptedPart } from './odf-password.ts'
import { decryptPart, encryptedParts } from './odf-password.ts'
import type { ZipEntry } from './zip.ts'
import { readDirectory, readEntry, streamEntry } from './zip.ts'

/** Names are found whatever their case, leading slash or kind of slash. */
export interface OfficePackage {
  /** The package itself, decrypted. */
  readonly whole: Uint8Array
  readonly entries: readonly ZipEntry[]
  /** With plain slashes, none leading. */
  readonly names: readonly string[]
  has(name: string): boolean
  /** Undefined where there is no such part. Each throws `file-broken` where it is damaged or larger than it claims. */
  bytes(name: string): Uint8Array | undefined
  /** Without a byte order mark. Throws `file-broken` where XML declares a document type. */
  text(name: string): string | undefined
  /** As `text`, in pieces; none where there is no such part. */
  stream(name: string): AsyncGenerator<string>
}

/** XML of one package, unpacked: a thousand pages are about 20 MB, a large workbook 200. Bytes. */
const mostXml = 300_000_000
/** All that is unpacked of one package. Bytes. */
const mostUnpacked = 600_000_000
/** Beyond its size, a part that shrinks more than this is a bomb: text shrinks to a tenth, dull tables to a hundredth. */
const honestSize = 20_000_000
const honestRatio = 300
const xmlName = /\.(xml|rels)$/i
const manifestName = 'META-INF/manifest.xml'
/** What of OpenDocument is read first; newer programs encrypt the package as a whole. */
const contentNames = ['content.xml', 'encrypted-package'] as const
const documentType = '<!DOCTYPE'

/**
 * Throws `file-broken`, `parser-output` (too large when unpacked), `file-encrypted` (and no password),
 * `password-wrong` or `encryption-unsupported`.
 */
export async function officePackage(source: ParseSource): Promise<OfficePackage> {
  const sent = await readAll(source)
  const bytes = isCompoundFile(sent) ? await decrypted(sent, source.password) : sent
  const entries = checkedEntries(bytes)
  const manifest = entries.find(({ name }) => keyOf(name) === keyOf(manifestName))
  // its words are picked out, not parsed: older programs put a document type there
  const locked = encryptedParts(manifest === undefined ? '' : decode(readEntry(bytes, manifest)))
  // macros may be locked in a document that everybody reads
  const content = contentNames.map((name) => locked.get(name)).find((part) => part !== undefined)
  if (content !== undefined && source.password === undefined) throw new AlcoveError('file-encrypted')
  if (content?.supported === false) throw new AlcoveError('encryption-unsupported')
  return createPackage(bytes, entries, locked, source.password)
}

/** Its libraries are loaded for the few files that need them. */
async function decrypted(bytes: Uint8Array, password: string | undefined): Promise<Uint8Array> {
  const { decryptedPackage } = await import('./password.ts')
  return await decryptedPackage(bytes, password)
}

function createPackage(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  locked: ReadonlyMap<string, EncryptedPart>,
  password: string | undefined,
): OfficePackage {
  const byKey = new Map(entries.map((entry) => [keyOf(entry.name), { entry, locked: locked.get(entry.name) }]))
  let unpacked = 0
  const take = (name: string): { readonly entry: ZipEntry; readonly locked: EncryptedPart | undefined } | undefined => {
    const part = byKey.get(keyOf(name))
    if (part === undefined) return undefined
    const size = part.locked?.size ?? part.entry.unpacked
    unpacked += size
    if (unpacked > mostUnpacked || (size > honestSize && size > part.entry.packed * honestRatio)) throw new AlcoveError('parser-output')
    return part
  }
  const bytesOf = (name: string): Uint8Array | undefined => {
    const part = take(name)
    if (part === undefined) return undefined
    const content = readEntry(bytes, part.entry)
    if (part.locked === undefined) return content
    if (password === undefined) throw new AlcoveError('file-encrypted')
    return decryptPart(content, part.locked, password)
  }
  const textOf = (name: string): string | undefined => {
    const content = bytesOf(name)
    if (content === undefined) return undefined
    const text = decode(content)
    if (xmlName.test(name) && text.includes(documentType)) throw new AlcoveError('file-broken')
    return text
  }
  async function* streamOf(name: string): AsyncGenerator<string> {
    if (byKey.get(keyOf(name))?.locked !== undefined) {
      yield textOf(name) ?? ''
      return
    }
    const part = take(name)
    if (part === undefined) return
    const texts = decodePieces(streamEntry(bytes, part.entry))
    yield* xmlName.test(name) ? withoutDocumentType(texts) : texts
  }
  return {
    whole: bytes,
    entries,
    names: entries.map(({ name }) => plain(name)),
    has: (name) => byKey.has(keyOf(name)),
    bytes: bytesOf,
    text: textOf,
    stream: streamOf,
  }
}

/** The sizes are claims; unpacking holds each part to its own. */
function checkedEntries(bytes: Uint8Array): readonly ZipEntry[] {
  const entries = readDirectory(bytes).filter(({ name }) => !/[\\/]$/.test(name))
  if (entries.some((entry) => entry.encrypted)) throw new AlcoveError('file-encrypted')
  const xml = entries.filter((entry) => xmlName.test(entry.name))
  if (xml.reduce((sum, entry) => sum + entry.unpacked, 0) > mostXml) throw new AlcoveError('parser-output')
  return entries
}

const plain = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '')
const keyOf = (name: string): string => plain(name).toLowerCase()

function decode(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}

async function* decodePieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  for await (const piece of pieces) {
    decoder ??= new TextDecoder(encodingOf(piece))
    yield decoder.decode(piece, { stream: true })
  }
  yield decoder?.decode() ?? ''
}

/** XML in a package is UTF-8 or UTF-16. */
function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? 'utf-16be' : 'utf-8'
}

async function* withoutDocumentType(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let before = ''
  for await (const text of texts) {
    if ((before + text).includes(documentType)) throw new AlcoveError('file-broken')
    before = (before + text).slice(1 - documentType.length)
    yield text
  }
}
