/** What a book says of itself: its chapters in reading order, its table of contents, its properties. (EPUB 2.0.1 and 3.3.) */
import { AlcoveError } from '../../errors.ts'
import type { DocumentProperties } from '../../types/document.ts'
import type { OfficePackage } from '../office/package.ts'
import { partName } from '../office/part-name.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, descendants, readXml, textOf } from '../office/xml.ts'
import { decodeAll } from '../shared/decode.ts'
import { propertiesOf } from '../shared/properties.ts'

export interface BookItem {
  /** The part's name in the package; it may be missing there. */
  readonly part: string
  readonly type: string
  readonly properties: readonly string[]
}

export interface Book {
  /** As they are read; what stands outside of the line of reading comes last. */
  readonly chapters: readonly BookItem[]
  /** The table of contents: of EPUB 3, else of EPUB 2. */
  readonly contents: BookItem | undefined
  readonly properties: DocumentProperties
}

const containerName = 'META-INF/container.xml'
const contentsType = 'application/x-dtbncx+xml'
const page = /^(?:application\/xhtml\+xml|text\/html|text\/x-oeb1-document|application\/x-dtbook\+xml|image\/svg\+xml)$/i
const pageName = /\.(?:x?html?|xml|svg)$/i

/** Text of one part and of all; a long novel has two million characters. Bytes. */
const largestPart = 60_000_000
const mostText = 300_000_000
const mediaName = /\.(?:jpe?g|png|gif|webp|avif|mp[34]|m4[av]|ogg|opus|webm|otf|ttf|woff2?|pdf)$/i

/** Throws `file-broken` where there is no package document, and `parser-output` where there is too much text. */
export function readBook(pack: OfficePackage): Book {
  refuseHuge(pack)
  const name = packageName(pack)
  const root = bookXml(pack, name)
  if (root === undefined) throw new AlcoveError('file-broken')
  const items = manifestItems(pack, root, name.slice(0, name.lastIndexOf('/') + 1))
  const spine = child(root, 'spine')
  return {
    chapters: chaptersOf(spine, items),
    contents:
      [...items.values()].find(({ item }) => item.properties.includes('nav'))?.item ??
      items.get(attribute(spine, 'toc') ?? '')?.item ??
      [...items.values()].find(({ item }) => item.type === contentsType)?.item,
    properties: propertiesIn(child(root, 'metadata')),
  }
}

/** The sizes are claims; unpacking holds each part to its own. */
function refuseHuge(pack: OfficePackage): void {
  const sizes = pack.entries.filter(({ name }) => !mediaName.test(name)).map(({ unpacked }) => unpacked)
  if (sizes.some((size) => size > largestPart) || sizes.reduce((sum, size) => sum + size, 0) > mostText) throw new AlcoveError('parser-output')
}

/** A document type without declarations is usual here. */
export function bookXml(pack: OfficePackage, name: string): XmlElement | undefined {
  const text = bookText(pack, name)
  return text === undefined ? undefined : readXml(text, { namedType: true, bareNames: true })
}

/** In the encoding that it declares. */
export function bookText(pack: OfficePackage, name: string): string | undefined {
  const bytes = pack.bytes(name)
  if (bytes === undefined) return undefined
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString('latin1')
  return decodeAll(bytes, /^\s*<\?xml[^>]{1,100}encoding\s*=\s*["']([\w-]+)/i.exec(start)?.[1] ?? 'utf-8')
}

/** The part that a book's part points at, without what comes after `#`; percent signs may be meant or not. */
export function bookPart(pack: OfficePackage, folder: string, href: string): string {
  const [path = ''] = href.split('#')
  const plain = partName(folder, path)
  if (pack.has(plain)) return plain
  return partName(
    folder,
    path.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8')),
  )
}

function packageName(pack: OfficePackage): string {
  const roots = [...descendants(bookXml(pack, containerName), 'rootfile')]
  const named = roots.find((root) => attribute(root, 'media-type') === 'application/oebps-package+xml') ?? roots[0]
  const name = bookPart(pack, '', attribute(named, 'full-path') ?? '')
  return pack.has(name) ? name : (pack.names.find((part) => /\.opf$/i.test(part)) ?? name)
}

interface ManifestItem {
  readonly item: BookItem
  /** The item to show in its stead, where it cannot be shown. */
  readonly fallback: string | undefined
}

function manifestItems(pack: OfficePackage, root: XmlElement, folder: string): ReadonlyMap<string, ManifestItem> {
  const items = new Map<string, ManifestItem>()
  for (const item of childrenNamed(child(root, 'manifest'), 'item')) {
    const part = bookPart(pack, folder, attribute(item, 'href') ?? '')
    const properties = (attribute(item, 'properties') ?? '').split(/\s+/)
    items.set(attribute(item, 'id') ?? '', {
      item: { part, type: (attribute(item, 'media-type') ?? '').trim(), properties },
      fallback: attribute(item, 'fallback'),
    })
  }
  return items
}

function chaptersOf(spine: XmlElement | undefined, items: ReadonlyMap<string, ManifestItem>): readonly BookItem[] {
  const main: BookItem[] = []
  const beside: BookItem[] = []
  const seen = new Set<string>()
  for (const reference of childrenNamed(spine, 'itemref')) {
    const item = pageOf(attribute(reference, 'idref') ?? '', items)
    if (item === undefined || seen.has(item.part)) continue
    seen.add(item.part)
    if (attribute(reference, 'linear') === 'no') beside.push(item)
    else main.push(item)
  }
  if (seen.size > 0) return [...main, ...beside]
  return [...items.values()].map(({ item }) => item).filter((item) => isPage(item) && !item.properties.includes('nav'))
}

const mostFallbacks = 10

function pageOf(id: string, items: ReadonlyMap<string, ManifestItem>): BookItem | undefined {
  let found = items.get(id)
  for (let step = 0; found !== undefined && !isPage(found.item) && step < mostFallbacks; step += 1) found = items.get(found.fallback ?? '')
  return found !== undefined && isPage(found.item) ? found.item : undefined
}

function isPage({ type, part }: BookItem): boolean {
  return page.test(type) || (!type.startsWith('image/') && pageName.test(part))
}

function propertiesIn(metadata: XmlElement | undefined): DocumentProperties {
  // older packages have a level between
  const all = (name: string): readonly XmlElement[] => [...descendants(metadata, name)].filter((element) => textOf(element).trim() !== '')
  const refined = new Map(all('meta').map((meta) => [`${attribute(meta, 'refines') ?? ''} ${attribute(meta, 'property') ?? ''}`, textOf(meta).trim()]))
  const titles = all('title')
  const main = titles.find((title) => refined.get(`#${attribute(title, 'id') ?? ''} title-type`) === 'main') ?? titles[0]
  const dated = (...events: readonly string[]): string | undefined => {
    const found = all('date').find((date) => events.includes(attribute(date, 'event')?.toLowerCase() ?? ''))
    return found === undefined ? undefined : textOf(found)
  }
  return propertiesOf({
    title: textOf(main),
    author: all('creator')
      .map((creator) => textOf(creator).trim())
      .join(', '),
    created: dated('', 'publication', 'original-publication', 'creation'),
    modified: refined.get(' dcterms:modified') ?? dated('modification'),
    language: textOf(all('language')[0]),
  })
}
