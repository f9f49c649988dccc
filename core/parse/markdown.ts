/** Markdown with GitHub's additions: its text without the marks, each block with the lines it stands on. */

import type { Nodes, Parent, Root, RootContent, Table } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Block, BlockKind, DocumentPart } from '../types/document.ts'
import { cleanText } from './clean-text.ts'
import { decodeAll } from './decode.ts'
import type { ParseSource } from './source.ts'
import { readAll } from './source.ts'
import { parseText } from './text.ts'

/** Larger files are read as plain text: building a tree of them would take minutes. Bytes. */
const largestTree = 4_000_000

export async function* parseMarkdown(source: ParseSource): AsyncGenerator<DocumentPart> {
  if (source.size > largestTree) {
    yield* parseText(source)
    return
  }
  const text = decodeAll(await readAll(source))
  const root: Root = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).parse(text)
  const blocks: Block[] = []
  for (const node of root.children) collect(node, 'paragraph', blocks)
  const title = frontTitle(root) ?? blocks.find((block) => block.kind === 'heading' && block.level === 1)?.text
  yield { blocks, end: title === undefined ? {} : { title } }
}

/** The document's own name for itself, if its front matter has one. */
function frontTitle(root: Root): string | undefined {
  const front = root.children[0]
  if (front?.type !== 'yaml') return undefined
  const title = /^title:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\n#]*))/im.exec(front.value)
  const found = cleanText(title?.[1] ?? title?.[2] ?? title?.[3] ?? '').trim()
  return found === '' ? undefined : found
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
      for (const child of node.children) collect(child, kind, into)
      break
    case 'html':
      push(into, kind, htmlText(node.value, lineOf(node)))
      break
    default: // front matter, rules and link definitions are not read by people
  }
}

/** Text while it is put together: each line of the source with the offset at which it begins. */
interface Draft {
  text: string
  readonly starts: [number, number][]
}

function push(into: Block[], kind: BlockKind, draft: Draft, level?: number): void {
  if (draft.text.trim() === '') return
  into.push({ kind, text: draft.text, place: { kind: 'lines', starts: draft.starts }, ...(level === undefined ? {} : { level }) })
}

const lineOf = (node: Nodes): number => node.position?.start.line ?? 1

function append(draft: Draft, text: string, line: number): void {
  const clean = cleanText(text)
  if (clean === '') return
  if ((draft.starts.at(-1)?.[1] ?? 0) < line) draft.starts.push([draft.text.length, line])
  draft.text += clean
}

function inline(parent: Parent): Draft {
  const draft: Draft = { text: '', starts: [] }
  writeInline(parent, draft)
  return draft
}

function writeInline(parent: Parent, draft: Draft): void {
  for (const node of parent.children) {
    if (node.type === 'text' || node.type === 'inlineCode') {
      node.value.split(/\r?\n/).forEach((line, index) => append(draft, index === 0 ? line : ` ${line.trimStart()}`, lineOf(node) + index))
    } else if (node.type === 'break') append(draft, '\n', lineOf(node))
    else if (node.type === 'image' && node.alt) append(draft, node.alt, lineOf(node))
    else if ('children' in node) writeInline(node, draft)
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

/** What stays of a raw HTML block when its tags are gone. */
function htmlText(html: string, line: number): Draft {
  const draft: Draft = { text: '', starts: [] }
  const unseen = /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi
  const kept = html.replace(unseen, (match) => match.replace(/[^\n]/g, ''))
  kept.split('\n').forEach((text, index) => {
    const words = text
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    if (words !== '') append(draft, draft.text === '' ? words : ` ${words}`, line + index)
  })
  return draft
}
