/** Puts blocks together from the tags and texts of HTML, in reading order, whoever reads the HTML. */
import type { Block, BlockKind } from '../types/document.ts'
import { cleanText } from './clean-text.ts'

export interface HtmlBlocks {
  open(tag: string): void
  close(tag: string): void
  text(text: string): void
  /** All blocks so far; what is still open is closed. */
  take(): readonly Block[]
}

/** Never shown, with all that they hold. */
export const unseenTags: ReadonlySet<string> = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'svg',
  'math',
  'iframe',
  'object',
  'embed',
  'canvas',
  'audio',
  'video',
  'select',
  'textarea',
  'datalist',
])

/** What runs on in a line; every other tag begins and ends a block. */
const inlineTags = new Set([
  'a',
  'abbr',
  'acronym',
  'b',
  'bdi',
  'bdo',
  'big',
  'cite',
  'code',
  'data',
  'del',
  'dfn',
  'em',
  'font',
  'i',
  'img',
  'ins',
  'kbd',
  'label',
  'mark',
  'q',
  'rp',
  'rt',
  'ruby',
  's',
  'samp',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
  'wbr',
  'button',
  'input',
])
const headingTag = /^h([1-6])$/

export function createHtmlBlocks(): HtmlBlocks {
  const blocks: Block[] = []
  let text = ''
  let level = 0
  let listDepth = 0
  let quoteDepth = 0
  let preDepth = 0
  let row: string[] | undefined
  /** Rows of the table that is open; a table within a table is part of its cell. */
  let rows: string[] | undefined
  let tableDepth = 0

  const kindHere = (): BlockKind => {
    if (level > 0) return 'heading'
    if (preDepth > 0) return 'code'
    if (listDepth > 0) return 'list-item'
    return quoteDepth > 0 ? 'quote' : 'paragraph'
  }
  const push = (kind: BlockKind, content: string): void => {
    if (content.trim() === '') return
    blocks.push({ kind, text: content, place: { kind: 'block', block: blocks.length + 1 }, ...(kind === 'heading' ? { level } : {}) })
  }
  const flush = (): void => {
    const content = preDepth > 0 ? cleanText(text).replace(/^\n+|\s+$/g, '') : tidy(text)
    text = ''
    push(kindHere(), content)
  }
  /** Inside a cell, blocks run on. */
  const between = (): void => {
    if (row === undefined) flush()
    else text += ' '
  }
  const endCell = (): void => {
    if (row !== undefined && text.trim() !== '') row.push(tidy(text).replace(/\s+/g, ' '))
    else if (row !== undefined && row.length > 0) row.push('')
    text = ''
  }
  const endRow = (): void => {
    if (row === undefined) return
    if (text.trim() !== '') endCell()
    const line = row.join('\t').trimEnd()
    if (line.trim() !== '') rows?.push(line)
    row = undefined
  }
  const endTable = (): void => {
    endRow()
    const content = (rows ?? []).join('\n')
    rows = undefined
    push(content.includes('\t') || content.includes('\n') ? 'table' : 'paragraph', content)
  }

  return {
    open(tag) {
      const heading = headingTag.exec(tag)
      if (tag === 'br') text += preDepth > 0 || row === undefined ? '\n' : ' '
      else if (tag === 'table') {
        tableDepth += 1
        if (tableDepth === 1) {
          flush()
          rows = []
        } else text += ' '
      } else if (tableDepth === 1 && tag === 'tr') {
        endRow()
        row = []
      } else if (tableDepth === 1 && (tag === 'td' || tag === 'th')) {
        row ??= []
        if (text.trim() !== '') endCell()
      } else if (!inlineTags.has(tag)) {
        between()
        if (row !== undefined) return
        if (heading !== null) level = Number(heading[1])
        else if (tag === 'li' || tag === 'dd') listDepth += 1
        else if (tag === 'blockquote') quoteDepth += 1
        else if (tag === 'pre') preDepth += 1
      }
    },
    close(tag) {
      if (tag === 'table') {
        tableDepth = Math.max(0, tableDepth - 1)
        if (tableDepth === 0) endTable()
      } else if (tableDepth === 1 && tag === 'tr') endRow()
      else if (tableDepth === 1 && (tag === 'td' || tag === 'th')) endCell()
      else if (!inlineTags.has(tag) && tag !== 'br') {
        between()
        if (row !== undefined) return
        if (headingTag.test(tag)) level = 0
        else if (tag === 'li' || tag === 'dd') listDepth = Math.max(0, listDepth - 1)
        else if (tag === 'blockquote') quoteDepth = Math.max(0, quoteDepth - 1)
        else if (tag === 'pre') preDepth = Math.max(0, preDepth - 1)
      }
    },
    text(added) {
      text += preDepth > 0 ? added : added.replace(/\s+/g, ' ')
    },
    take() {
      if (rows !== undefined) endTable()
      flush()
      return blocks
    },
  }
}

/** White space as a browser shows it; line breaks that were asked for stay. */
function tidy(text: string): string {
  return cleanText(text)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}
