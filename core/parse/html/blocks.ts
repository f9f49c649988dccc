/** Puts blocks together from the tags and texts of HTML, in reading order, whoever reads the HTML. */
import type { BlockKind } from '../../types/document.ts'
import { cleanText, tidyLines } from '../shared/clean-text.ts'
import type { MarkedBlock } from './marked-block.ts'
import type { HtmlTable } from './table.ts'
import { cellOf, tableBlocks } from './table.ts'
import type { Attributes } from './tokens.ts'

/** Tags come balanced: each that is opened is closed, the inner before the outer. */
export interface HtmlBlocks {
  open(tag: string, attributes: Attributes): void
  close(tag: string): void
  /** `seen`: a reader sees it. */
  text(text: string, seen: boolean): void
  /** All blocks so far; what is still open is closed. */
  take(): readonly MarkedBlock[]
}

/** What begins and ends a block; every other tag, unknown ones too, runs on in its line, as browsers have it. */
export const blockTags: ReadonlySet<string> = new Set(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol option p plaintext pre search section summary svg table tbody td text textarea tfoot th thead tr ul xmp'.split(
    ' ',
  ),
)
const headingTag = /^h([1-6])$/
const menuTags = new Set(['nav', 'aside', 'footer', 'menu'])
const menuRoles = new Set(['navigation', 'banner', 'contentinfo', 'complementary', 'search', 'menu', 'menubar', 'toolbar'])
const noteRoles = new Set(['doc-footnote', 'doc-endnote', 'doc-endnotes', 'note'])
/** A table in a table in a table: deeper ones are read as text. */
const deepestTable = 12
/** Share of a block's text in links, from which on it is a menu's. */
const linkShare = 0.6

/** Blocks of the page, or of one cell of a table. */
interface Frame {
  readonly blocks: MarkedBlock[]
  readonly table?: HtmlTable
  text: string
  /** Text that a reader does not see, between blocks that he does. */
  hidden: string
  linked: number
}

/** What the tags that are open mean for the text inside. Each tag that means something adds one. */
interface Around {
  heading: number
  list: number
  quote: number
  pre: number
  note: number
  aside: number
  link: number
}

export function createHtmlBlocks(): HtmlBlocks {
  const page = createFrame()
  let frame = page
  const frames: Frame[] = []
  const tables: HtmlTable[] = []
  const around: Around = { heading: 0, list: 0, quote: 0, pre: 0, note: 0, aside: 0, link: 0 }
  const opened: { readonly means: readonly (keyof Around)[]; readonly part: 'table' | 'cell' | null }[] = []
  let deepTables = 0

  const kindHere = (): BlockKind => {
    if (around.heading > 0) return 'heading'
    if (around.pre > 0) return 'code'
    if (around.note > 0) return 'note'
    if (around.list > 0) return 'list-item'
    return around.quote > 0 ? 'quote' : 'paragraph'
  }
  const flush = (): void => {
    const kind = kindHere()
    const text = around.pre > 0 ? tidyCode(frame.text) : tidyLines(frame.text)
    const linked = frame.linked > linkShare * frame.text.trim().length
    if (text !== '') frame.blocks.push({ kind, text, aside: around.aside > 0 || linked, ...(kind === 'heading' ? { level: around.heading } : {}) })
    const hidden = tidyLines(frame.hidden)
    if (hidden !== '') frame.blocks.push({ kind: 'paragraph', text: hidden, aside: false, hidden: true })
    frame.text = ''
    frame.hidden = ''
    frame.linked = 0
  }
  const openTable = (attributes: Attributes): void => {
    tables.push({ layout: /^(?:presentation|none)$/.test(attributes.get('role') ?? ''), rows: [] })
  }
  const closeTable = (): void => {
    const table = tables.pop()
    if (table !== undefined) frame.blocks.push(...tableBlocks(table))
  }
  const openCell = (tag: string, attributes: Attributes): void => {
    const table = tables.at(-1)
    if (table === undefined) return
    const cell = cellOf(tag, attributes)
    if (table.rows.length === 0) table.rows.push([])
    table.rows.at(-1)?.push(cell)
    frames.push(frame)
    frame = createFrame()
    cell.blocks = frame.blocks
  }
  const closeCell = (): void => {
    frame = frames.pop() ?? page
  }

  /** A table, row or cell begins; what was opened, so that it is closed again. */
  const openPart = (tag: string, attributes: Attributes): 'table' | 'cell' | null => {
    if (tag === 'table') {
      if (tables.length >= deepestTable) {
        deepTables++
        return null
      }
      openTable(attributes)
      return 'table'
    }
    if (tables.length === 0 || deepTables > 0) return null
    if (tag === 'tr') tables.at(-1)?.rows.push([])
    if (tag !== 'td' && tag !== 'th') return null
    openCell(tag, attributes)
    return 'cell'
  }

  return {
    open(tag, attributes) {
      if (tag === 'br') addTo('\n', true)
      else if (blockTags.has(tag)) flush()
      const part = openPart(tag, attributes)
      const means = meaningOf(tag, attributes)
      opened.push({ means, part })
      for (const name of means) around[name] = name === 'heading' ? Number(headingTag.exec(tag)?.[1] ?? 1) : around[name] + 1
    },
    close(tag) {
      if (blockTags.has(tag)) flush()
      const last = opened.pop()
      for (const name of last?.means ?? []) around[name] = name === 'heading' ? 0 : around[name] - 1
      if (last?.part === 'cell') closeCell()
      else if (last?.part === 'table') closeTable()
      else if (tag === 'table' && deepTables > 0) deepTables--
    },
    text: addTo,
    take() {
      while (opened.length > 0) this.close('')
      flush()
      return page.blocks
    },
  }

  function addTo(added: string, seen: boolean): void {
    const text = around.pre > 0 || added === '\n' ? added : added.replace(/\s+/g, ' ')
    if (!seen) {
      frame.hidden += text
      return
    }
    frame.text += text
    if (around.link > 0) frame.linked += text.trim().length
  }
}

function createFrame(): Frame {
  return { blocks: [], text: '', hidden: '', linked: 0 }
}

function meaningOf(tag: string, attributes: Attributes): readonly (keyof Around)[] {
  if (tag === 'a') return ['link']
  if (headingTag.test(tag)) return ['heading']
  if (tag === 'li' || tag === 'dd' || tag === 'dt') return ['list']
  if (tag === 'blockquote') return ['quote']
  if (tag === 'pre' || tag === 'listing' || tag === 'xmp' || tag === 'textarea') return ['pre']
  if (!blockTags.has(tag)) return []
  return outerMeaning(tag, attributes)
}

function outerMeaning(tag: string, attributes: Attributes): readonly (keyof Around)[] {
  const role = attributes.get('role') ?? ''
  const names = ` ${attributes.get('class') ?? ''} ${attributes.get('epub:type') ?? ''} `
  if (noteRoles.has(role) || / (?:footnotes?|endnotes?|rearnotes?|footnote-list) /i.test(names)) return role === 'note' ? [] : ['note']
  return menuTags.has(tag) || menuRoles.has(role) ? ['aside'] : []
}

function tidyCode(text: string): string {
  return cleanText(text)
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()
}
