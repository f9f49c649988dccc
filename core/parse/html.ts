/** HTML: the article of a page where it has one, else all that a browser would show. Nothing is fetched or run. */
import { isProbablyReaderable, Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { Block, DocumentPart } from '../types/document.ts'
import { flatten } from './clean-text.ts'
import { decodeAll } from './decode.ts'
import type { HtmlBlocks } from './html-blocks.ts'
import { createHtmlBlocks, unseenTags } from './html-blocks.ts'
import { scanHtml } from './html-scan.ts'
import type { ParseSource } from './source.ts'
import { readAll } from './source.ts'

/** Building a tree takes a second for 0.6 million characters and grows faster than they do. */
const largestTree = 1_000_000
/** Deeper nesting is nobody's writing; the scan needs no stack. */
const deepestNesting = 400
const leastArticleShare = 0.5

export async function* parseHtml(source: ParseSource): AsyncGenerator<DocumentPart> {
  const bytes = await readAll(source)
  const html = decodeAll(bytes, declaredEncoding(bytes))
  const title = titleOf(html)
  const end = title === '' ? {} : { title }
  const deep = nestsDeeper(html, deepestNesting)
  yield { blocks: html.length > largestTree || deep ? scanHtml(html) : readTree(html), end }
}

/** `<meta charset>` or its older form, within the first bytes as browsers look for it. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1')
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? /^\s*<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1]
}

function titleOf(html: string): string {
  const raw = /<title\b[^>]*>([^<]{0,500})/i.exec(html.slice(0, 200_000))?.[1]
  return raw === undefined ? '' : flatten(scanHtml(raw)[0]?.text ?? '').slice(0, 300)
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

function readTree(html: string): readonly Block[] {
  const window: { readonly document: unknown } = parseHTML(framed(html))
  const document = window.document as HtmlDocument
  const readable = window.document as Parameters<typeof isProbablyReaderable>[0]
  dropUnseen(document)
  const whole = walkAll(document.body)
  if (!isProbablyReaderable(readable)) return whole
  const article = new Readability(readable, { keepClasses: false }).parse()
  if (!article?.content) return whole
  const main = scanHtml(article.content)
  // what is around an article is menus; if much would be lost, it was no article
  const size = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + block.text.length, 0)
  return size(main) >= leastArticleShare * size(whole) ? withHeading(main, article.title ?? '') : whole
}

/** Readability takes the page's own heading out: it is put back, as the first block. */
function withHeading(blocks: readonly Block[], title: string): readonly Block[] {
  const heading = flatten(title)
  if (heading === '' || blocks.slice(0, 3).some((block) => block.text === heading)) return blocks
  const first: Block = { kind: 'heading', text: heading, level: 1, place: { kind: 'block', block: 1 } }
  return [first, ...blocks.map((block, index): Block => ({ ...block, place: { kind: 'block', block: index + 2 } }))]
}

/** The tree's builder adds no frame of its own. */
function framed(html: string): string {
  if (/<html\b/i.test(html)) return html
  return `<!doctype html><html>${/<body\b/i.test(html) ? html : `<body>${html}</body>`}</html>`
}

/** The little of a tree's interface that is used here: this folder is compiled without a browser's types. */
interface HtmlNode {
  readonly nodeType: number
  readonly textContent: string | null
}
interface HtmlElement extends HtmlNode {
  readonly localName: string
  readonly childNodes: Iterable<HtmlNode>
  hasAttribute(name: string): boolean
  getAttribute(name: string): string | null
  remove(): void
}
interface HtmlDocument {
  readonly body: HtmlElement | null
  querySelectorAll(selector: string): Iterable<HtmlElement>
}

const hiddenStyle = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])/i

function dropUnseen(document: HtmlDocument): void {
  for (const element of document.querySelectorAll('*')) {
    const unseen = unseenTags.has(element.localName) && element.localName !== 'head'
    if (unseen || element.hasAttribute('hidden') || hiddenStyle.test(element.getAttribute('style') ?? '')) element.remove()
  }
}

function walkAll(body: HtmlElement | null): readonly Block[] {
  const blocks = createHtmlBlocks()
  if (body !== null) walk(body, blocks)
  return blocks.take()
}

const textNode = 3
const elementNode = 1

function walk(parent: HtmlElement, blocks: HtmlBlocks): void {
  for (const node of parent.childNodes) {
    if (node.nodeType === textNode) blocks.text(node.textContent ?? '')
    else if (node.nodeType === elementNode) {
      const element = node as HtmlElement
      blocks.open(element.localName)
      walk(element, blocks)
      blocks.close(element.localName)
    }
  }
}
