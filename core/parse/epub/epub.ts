/** EPUB: the chapters of a book in reading order, each read as the page of HTML that it is. */
import { AlcoveError } from '../../errors.ts'
import type { Block, DocumentPart } from '../../types/document.ts'
import type { UnreadPart } from '../../types/outcome.ts'
import { scanHtml } from '../html/scan.ts'
import type { OfficePackage } from '../office/package.ts'
import { officePackage } from '../office/package.ts'
import { attribute, child, descendants } from '../office/xml.ts'
import { flatten } from '../shared/clean-text.ts'
import type { ParseSource } from '../source.ts'
import type { ChapterName } from './contents.ts'
import { chapterNames } from './contents.ts'
import type { BookItem } from './package.ts'
import { bookPart, bookText, bookXml, readBook } from './package.ts'

/** UTF-16 code units of the style sheets of one chapter. */
const mostStyles = 300_000
const deepestHeading = 6

export async function* parseEpub(source: ParseSource): AsyncGenerator<DocumentPart> {
  const pack = await officePackage(source)
  const book = readBook(pack)
  refuseEncrypted(pack, book.chapters)
  const names = chapterNames(pack, book.contents)
  const styleOf = remembered((part) => bookText(pack, part))
  const unread: UnreadPart[] = []
  let count = 0
  for (const { part } of book.chapters) {
    const html = bookText(pack, part)
    if (html === undefined) {
      unread.push({ name: part.slice(part.lastIndexOf('/') + 1), reason: 'file-broken' })
      continue
    }
    const blocks = named(scanHtml(withStyles(pack, part, withoutDeclarations(html), styleOf)), names.get(part))
    const before = count
    count += blocks.length
    yield { blocks: blocks.map((block, index) => ({ ...block, place: { kind: 'block', block: before + index + 1 } })) }
  }
  if (unread.length === book.chapters.length) throw new AlcoveError('file-broken')
  yield { blocks: [], end: { ...book.properties, ...(unread.length === 0 ? {} : { unread }) } }
}

/** A chapter without a heading of its own stands under its name in the table of contents. */
function named(blocks: readonly Block[], name: ChapterName | undefined): readonly Block[] {
  const first = blocks.find(({ hidden }) => hidden === undefined)
  if (name === undefined || first === undefined || blocks.some(({ kind, hidden }) => kind === 'heading' && hidden === undefined)) return blocks
  const heading: Block = { ...first, kind: 'heading', text: name.text, level: Math.min(deepestHeading, name.depth) }
  if (flatten(first.text).toLowerCase() !== name.text.toLowerCase()) return [heading, ...blocks]
  // its heading is there, but marked as a paragraph
  return blocks.map((block) => (block === first ? { ...heading, text: first.text } : block))
}

/** Entities that a chapter declares are for readers of XML: no browser knows them. */
function withoutDeclarations(html: string): string {
  const found = /<!DOCTYPE[^>[]{0,1000}\[[^\]]*\]\s*>/i.exec(html.slice(0, 100_000))
  return found === null ? html : html.slice(0, found.index) + html.slice(found.index + found[0].length)
}

/** Fonts may be disguised: that keeps no one from reading. */
const disguises = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC'])

function refuseEncrypted(pack: OfficePackage, chapters: readonly BookItem[]): void {
  const parts = new Set(chapters.map(({ part }) => part))
  for (const data of descendants(bookXml(pack, 'META-INF/encryption.xml'), 'EncryptedData')) {
    const [reference] = descendants(data, 'CipherReference')
    const disguised = disguises.has(attribute(child(data, 'EncryptionMethod'), 'Algorithm') ?? '')
    if (!disguised && parts.has(bookPart(pack, '', attribute(reference, 'URI') ?? ''))) throw new AlcoveError('file-encrypted')
  }
}

/** Style sheets serve many chapters. */
function remembered(read: (part: string) => string | undefined): (part: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  return (part) => {
    if (!known.has(part)) known.set(part, read(part))
    return known.get(part)
  }
}

/** With the style sheets of its own book in it, which may hide text. */
function withStyles(pack: OfficePackage, part: string, html: string, styleOf: (part: string) => string | undefined): string {
  const head = /<head\b[^>]{0,1000}>/i.exec(html.slice(0, 10_000))
  if (head === null) return html
  const at = head.index + head[0].length
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  let styles = ''
  for (const [link] of html.slice(at, at + 50_000).matchAll(/<link\b[^>]{1,1000}>/gi)) {
    const href = /\brel\s*=\s*["']\s*stylesheet/i.test(link) ? /\bhref\s*=\s*["']([^"']+)/i.exec(link)?.[1] : undefined
    const sheet = href === undefined ? undefined : styleOf(bookPart(pack, folder, href))
    if (sheet !== undefined && styles.length + sheet.length <= mostStyles) styles += `${sheet}\n`
  }
  return styles === '' ? html : `${html.slice(0, at)}<style>${styles.replaceAll('</', '')}</style>${html.slice(at)}`
}
