/** HTML: what a browser would show; of an article, without the menus around it. Nothing is fetched or run. */
import { isProbablyReaderable, Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { DocumentPart } from '../../types/document.ts'
import { decodeAll, isBinary } from '../shared/decode.ts'
import { numbered } from '../shared/numbered.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import type { MarkedBlock } from './marked-block.ts'
import { htmlProperties } from './properties.ts'
import { scanMarked } from './scan.ts'

/** Building a tree takes a second for 0.6 million characters and grows faster than they do. */
const largestTree = 1_000_000
/** Deeper nesting is nobody's writing; the scan needs no stack. */
const deepestNesting = 400
/** Share of the page's text: what is smaller is not its article. */
const leastArticleShare = 0.5
/** UTF-16 code units; longer text beside the article is kept. */
const shortLine = 100

export async function* parseHtml(source: ParseSource): AsyncGenerator<DocumentPart> {
  const bytes = await readAll(source)
  if (isBinary(bytes)) {
    yield { blocks: [], end: { skipped: 'binary' } }
    return
  }
  const html = decodeAll(bytes, declaredEncoding(bytes))
  yield { blocks: numbered(withoutMenus(html, scanMarked(html))), end: htmlProperties(html) }
}

/** `<meta charset>` or its older form, within the first bytes as browsers look for it. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1')
  return /<meta[^>]{1,500}charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? /^\s*<\?xml[^>]{1,200}encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1]
}

/** Leaves out what is no part of the page's article and looks like a menu; all of the page where it has no article. */
function withoutMenus(html: string, blocks: readonly MarkedBlock[]): readonly MarkedBlock[] {
  const article = articleLines(html)
  if (article.size === 0) return blocks
  const inArticle = blocks.map(({ text, hidden }) => hidden !== true && article.has(squeezed(text)))
  const characters = (chosen: readonly MarkedBlock[]): number => chosen.reduce((sum, { text }) => sum + text.length, 0)
  if (characters(blocks.filter((_, at) => inArticle[at])) < leastArticleShare * characters(blocks.filter((block) => !block.aside))) return blocks
  const [first, last] = [inArticle.indexOf(true), inArticle.lastIndexOf(true)]
  return blocks.filter((block, at) => {
    if (block.hidden === true || block.level === 1 || inArticle[at] === true) return true
    const outside = at < first || at > last
    return !block.aside && !(outside && block.text.length < shortLine)
  })
}

/** The texts of the blocks of the page's article, without blanks; none where it has none, or would take long to find. */
function articleLines(html: string): ReadonlySet<string> {
  if (html.length > largestTree || nestsDeeper(html, deepestNesting)) return new Set()
  const window: { readonly document: unknown } = parseHTML(framed(html))
  const document = window.document as ConstructorParameters<typeof Readability>[0]
  if (!isProbablyReaderable(document)) return new Set()
  return new Set(scanMarked(articleOf(document)).map(({ text }) => squeezed(text)))
}

/** Readability expects browsers' trees and throws where odd pages give others: such a page has no article. */
function articleOf(document: ConstructorParameters<typeof Readability>[0]): string {
  try {
    return new Readability(document, { keepClasses: false }).parse()?.content ?? ''
  } catch (error) {
    if (error instanceof TypeError) return ''
    throw error
  }
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '')
}

function nestsDeeper(html: string, limit: number): boolean {
  let depth = 0
  for (const match of html.matchAll(/<(\/?)(?:div|span|table|ul|ol|b|i|a|font|section|blockquote|p|em|strong|li|td|center)\b/gi)) {
    depth = Math.max(0, depth + (match[1] === '/' ? -1 : 1))
    // tags that are never closed count too, so the bound is a generous one
    if (depth > limit) return true
  }
  return false
}

/** The tree's builder adds no frame of its own. */
function framed(html: string): string {
  if (/<html\b/i.test(html)) return html
  return `<!doctype html><html>${/<body\b/i.test(html) ? html : `<body>${html}</body>`}</html>`
}
