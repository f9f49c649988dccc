/** Markdown with GitHub's additions: its text without the marks, each block with the lines it stands on. */
import { Readable } from 'node:stream'
import type { Nodes, Parent, Root, RootContent, Table } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Block, BlockKind, DocumentPart } from '../../types/document.ts'
import { scanHtml } from '../html/scan.ts'
import { cleanText } from '../shared/clean-text.ts'
import { decodeAll, isBinary } from '../shared/decode.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import { frontProperties } from './front-matter.ts'
import { isRuinous } from './markdown-cost.ts'
import { parseText } from './text.ts'

/** Larger files are read as plain text: building a tree of them would take minutes. Bytes. */
const largestTree = 4_000_000

export async function* parseMarkdown(source: ParseSource): AsyncGenerator<DocumentPart> {
  if (source.size > largestTree) {
    yield* parseText(source)
    return
  }
  const bytes = await readAll(source)
  if (isBinary(bytes)) {
    yield { blocks: [], end: { skipped: 'binary' } }
    return
  }
  const text = decodeAll(bytes)
  if (isRuinous(text)) {
    yield* parseText({ ...source, chunks: Readable.from([bytes]) })
    return
  }
  const root = treeOf(text)
  const blocks = blocksOf(root)
  const title = titleOf(blocks)
  const front = root.children[0]
  // the tree's types do not know of TOML, which has a value likewise
  const kind: string = front?.type ?? ''
  const said = front !== undefined && 'value' in front && (kind === 'yaml' || kind === 'toml') ? frontProperties(front.value) : {}
  yield { blocks, end: { ...(title === undefined ? {} : { title }), ...said } }
}

/** The blocks of Markdown that stands in another file. */
export function markdownBlocks(text: string): readonly Block[] {
  if (isRuinous(text)) return [{ kind: 'paragraph', text: cleanText(text), place: { kind: 'lines', starts: [[0, 1]] } }]
  return blocksOf(treeOf(text))
}

/** The first heading of the first level. */
export function titleOf(blocks: readonly Block[]): string | undefined {
  return blocks.find((block) => block.kind === 'heading' && block.level === 1)?.text
}

function treeOf(text: string): Root {
  return unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).parse(text)
}

function blocksOf(root: Root): readonly Block[] {
  const blocks: Block[] = []
  for (const node of root.children) collect(node, 'paragraph', blocks)
  return blocks
}

/** `kind`: what a paragraph at this depth counts as. */
function collect(node: RootContent, kind: BlockKind, into: Block[]): void {
  switch (node.type) {
    case 'heading':
      push(into, 'heading', inline(node), node.depth)
      break
    case 'paragraph':
      push(into, kind, inline(node))
      break
    case 'code':
      push(into, 'code', codeLines(node))
      break
    case 'table':
      push(into, 'table', tableRows(node))
      break
    case 'blockquote':
      for (const child of node.children) collect(child, 'quote', into)
      break
    case 'list':
      for (const item of node.children) for (const child of item.children) collect(child, 'list-item', into)
      break
    case 'footnoteDefinition':
      for (const child of node.children) collect(child, 'note', into)
      break
    case 'html':
      into.push(...htmlBlocks(node.value, kind, lineOf(node)))
      break
    default: // front matter, rules and link definitions are not read by people
  }
}

/** Text while it is put together: each line of the source with the offset at which it begins. */
interface Draft {
  text: string
  readonly starts: [number, number][]
  /** What stands in it unseen, between tags that hide it. */
  readonly unseen?: { tag: string; readonly draft: Draft }
}

function push(into: Block[], kind: BlockKind, draft: Draft, level?: number): void {
  if (draft.text.trim() !== '') into.push({ kind, text: draft.text, place: { kind: 'lines', starts: draft.starts }, ...(level === undefined ? {} : { level }) })
  const hidden = draft.unseen?.draft
  if (hidden !== undefined && hidden.text.trim() !== '')
    into.push({ kind: 'paragraph', text: hidden.text, place: { kind: 'lines', starts: hidden.starts }, hidden: true })
}

const lineOf = (node: Nodes): number => node.position?.start.line ?? 1

function append(draft: Draft, text: string, line: number): void {
  const clean = cleanText(text)
  if (clean === '') return
  if ((draft.starts.at(-1)?.[1] ?? 0) < line) draft.starts.push([draft.text.length, line])
  draft.text += clean
}

function inline(parent: Parent): Draft {
  const draft: Draft = { text: '', starts: [], unseen: { tag: '', draft: { text: '', starts: [] } } }
  writeInline(parent, draft)
  return draft
}

function writeInline(parent: Parent, all: Draft): void {
  for (const node of parent.children) {
    const draft = all.unseen === undefined || all.unseen.tag === '' ? all : all.unseen.draft
    if (node.type === 'html') writeTag(node.value, lineOf(node), all)
    else if (node.type === 'text' || node.type === 'inlineCode') {
      node.value.split(/\r?\n/).forEach((line, index) => append(draft, index === 0 ? line : ` ${line.trimStart()}`, lineOf(node) + index))
    } else if (node.type === 'break') append(draft, '\n', lineOf(node))
    else if (node.type === 'image' && node.alt) append(draft, node.alt, lineOf(node))
    else if ('children' in node) writeInline(node, all)
  }
}

function codeLines(node: Extract<RootContent, { type: 'code' }>): Draft {
  const draft: Draft = { text: '', starts: [] }
  const lines = node.value.split(/\r?\n/)
  // a fence has lines of its own above and below
  const covered = (node.position?.end.line ?? 1) - lineOf(node) + 1
  const first = lineOf(node) + (covered > lines.length ? 1 : 0)
  lines.forEach((line, index) => append(draft, index === lines.length - 1 ? line : `${line}\n`, first + index))
  return draft
}

function tableRows(table: Table): Draft {
  const draft: Draft = { text: '', starts: [] }
  table.children.forEach((row, index) => {
    const cells = row.children.map((cell) => inline(cell).text.replace(/[\t\n]/g, ' '))
    append(draft, `${index === 0 ? '' : '\n'}${cells.join('\t')}`, lineOf(row))
  })
  return draft
}

/** A tag within a line: a line break, or the start or end of what it hides. */
function writeTag(html: string, line: number, draft: Draft): void {
  const tag = /^<(\/?)([a-z][\w-]*)/i.exec(html)
  const name = tag?.[2]?.toLowerCase() ?? ''
  if (name === 'br') append(draft, '\n', line)
  if (draft.unseen === undefined) return
  if (tag?.[1] === '/') draft.unseen.tag = draft.unseen.tag === name ? '' : draft.unseen.tag
  else if (draft.unseen.tag === '' && scanHtml(`${html}x`).some((block) => block.hidden === true)) draft.unseen.tag = name
}

/** A raw HTML block. Each of its lines is looked for where its first word stands. */
function htmlBlocks(html: string, kind: BlockKind, line: number): readonly Block[] {
  const lines = html.split(/\r?\n/).map((written) => written.replace(/<[^<>]*>/g, ' '))
  let at = 0
  return scanHtml(html).map((block): Block => {
    const starts: [number, number][] = []
    let offset = 0
    for (const text of block.text.split('\n')) {
      const word = /[^\s\t]+/.exec(text)?.[0] ?? ''
      const found = lines.findIndex((written, index) => index >= at && written.includes(word))
      if (found >= 0) at = found
      if ((starts.at(-1)?.[1] ?? 0) < line + at) starts.push([offset, line + at])
      offset += text.length + 1
    }
    return { ...block, kind: block.kind === 'paragraph' ? kind : block.kind, place: { kind: 'lines', starts } }
  })
}
