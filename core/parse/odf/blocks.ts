/** The text of OpenDocument files: headings, paragraphs, lists, tables, notes and frames, in reading order. */
import { AlcoveError } from '../../errors.ts'
import type { BlockKind } from '../../types/document.ts'
import type { ShapeText } from '../office/slide-blocks.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, elementsOf, textOf } from '../office/xml.ts'
import { cleanText, flatten, tidyLines } from '../shared/clean-text.ts'
import { tableTexts } from '../shared/table-text.ts'
import type { Look, OdfParagraph } from './inline.ts'
import { noteMark, readParagraph, within } from './inline.ts'
import { objectTexts } from './object.ts'
import type { OdfDocument } from './package.ts'
import type { OdfStyles } from './styles.ts'

export interface OdfContext {
  readonly styles: OdfStyles
  /** Behind the text: six hexadecimal digits; undefined where it is not one colour. */
  readonly background: string | undefined
  readonly object: OdfDocument['object']
  /** Of all tables so far; those of a table within a table count again in its cell. */
  readonly tables: { characters: number }
}

interface Around extends Look {
  readonly listLevel: number
  readonly listStyle?: string | undefined
}

export const plainLook: Look = { hidden: false, painted: false }
/** Characters of all tables together; a cell that claims to be repeated is counted as often. */
const mostInTables = 20_000_000
const mostRepeated = 1_000
const deepestHeading = 6
const silent = new Set(['text:tracked-changes', 'office:forms', 'text:soft-page-break', 'table:shapes', 'svg:title', 'svg:desc'])

/** All that the element holds. */
export function odfTexts(holder: XmlElement, context: OdfContext, look: Look = plainLook): readonly ShapeText[] {
  const texts: ShapeText[] = []
  readChildren(holder, { ...look, listLevel: 0 }, context, texts)
  return texts
}

function readChildren(holder: XmlElement, around: Around, context: OdfContext, into: ShapeText[]): void {
  for (const element of elementsOf(holder)) readElement(element, around, context, into)
}

function readElement(element: XmlElement, around: Around, context: OdfContext, into: ShapeText[]): void {
  const { styles } = context
  switch (element.name) {
    case 'text:h':
    case 'text:p':
      return readText(element, around, context, into)
    case 'text:list':
      return readChildren(
        element,
        { ...around, listLevel: around.listLevel + 1, listStyle: attribute(element, 'text:style-name') ?? around.listStyle },
        context,
        into,
      )
    case 'text:numbered-paragraph':
      return readChildren(element, { ...around, listLevel: 1, listStyle: attribute(element, 'text:style-name') }, context, into)
    case 'text:section':
      return readChildren(element, sectionLook(element, around, styles), context, into)
    case 'table:table':
      return readTable(element, { ...around, listLevel: 0 }, context, into)
    case 'text:note':
      return readNote(element, around, context, into)
    case 'office:annotation':
      return readComment(element, around, context, into)
    default:
      if (element.name.startsWith('draw:')) readShape(element, around, context, into)
      else if (!silent.has(element.name)) readChildren(element, around, context, into)
  }
}

function readText(element: XmlElement, around: Around, context: OdfContext, into: ShapeText[]): void {
  const paragraph = readParagraph(element, context.styles, around, context.background)
  const { names } = context.styles.style('paragraph', attribute(element, 'text:style-name'))
  const level = element.name === 'text:h' ? outlineLevel(element) : names.map((name) => titleLevels.get(name)).find((level) => level !== undefined)
  const kind = level === undefined ? kindOf(names, around, context.styles) : 'heading'
  pushParagraph(paragraph, kind, level, into)
  for (const attached of paragraph.attached) readElement(attached, { ...around, listLevel: 0 }, context, into)
}

function outlineLevel(heading: XmlElement): number {
  return Math.min(deepestHeading, Math.max(1, Math.trunc(Number(attribute(heading, 'text:outline-level') ?? 1)) || 1))
}

/** As in DOCX: the styles that every word processor has for them. */
const titleLevels: ReadonlyMap<string, number> = new Map([
  ['Title', 1],
  ['Subtitle', 2],
])

function kindOf(names: readonly string[], around: Around, styles: OdfStyles): BlockKind {
  if (around.listLevel > 0 && styles.listed(around.listStyle, around.listLevel)) return 'list-item'
  if (names.some((name) => /^(?:Quotations|Quote|Block Text)$/i.test(name))) return 'quote'
  return names.some((name) => /^(?:Preformatted Text|Source Code|Code)$/i.test(name)) ? 'code' : 'paragraph'
}

function pushParagraph({ seen, hidden, camouflaged, size }: OdfParagraph, kind: BlockKind, level: number | undefined, into: ShapeText[]): void {
  const shape = { ...(level === undefined ? {} : { level }), ...(size === undefined ? {} : { size }) }
  const text = kind === 'heading' ? flatten(seen) : kind === 'code' ? cleanText(seen).trimEnd() : tidyLines(seen)
  const last = into.at(-1)
  // lines of code are paragraphs of their own
  if (kind === 'code' && last?.kind === 'code' && last.hidden === undefined) into[into.length - 1] = { ...last, text: `${last.text}\n${text}` }
  else if (text !== '') into.push({ kind, text, ...shape })
  for (const [unseen, flag] of [
    [tidyLines(hidden), { hidden: true }],
    [tidyLines(camouflaged), { camouflaged: true }],
  ] as const)
    if (unseen !== '') into.push({ kind: kind === 'heading' ? 'paragraph' : kind, text: unseen, ...flag, ...(size === undefined ? {} : { size }) })
}

function sectionLook(section: XmlElement, around: Around, styles: OdfStyles): Around {
  const look = within(around, styles, 'section', attribute(section, 'text:style-name'))
  const display = attribute(section, 'text:display')
  const hidden = display === 'none' || (display === 'condition' && attribute(section, 'text:is-hidden') === 'true')
  return { ...around, ...look, hidden: look.hidden || hidden }
}

/** One block, however many paragraphs it has. */
function readNote(note: XmlElement, around: Around, context: OdfContext, into: ShapeText[]): void {
  const body = child(note, 'text:note-body')
  if (body !== undefined) pushNote(body, noteMark(note), around, context, into)
}

function readComment(comment: XmlElement, around: Around, context: OdfContext, into: ShapeText[]): void {
  const author = flatten(textOf(child(comment, 'dc:creator')))
  pushNote(commentBody(comment), author === '' ? '' : `${author}:`, around, context, into)
}

/** Who wrote it, and when, stands beside the text. */
export function commentBody(comment: XmlElement): XmlElement {
  return { ...comment, children: comment.children.filter((node) => typeof node !== 'string' && /^(?:text|table|loext):/.test(node.name)) }
}

function pushNote(body: XmlElement, mark: string, look: Look, context: OdfContext, into: ShapeText[]): void {
  const texts = odfTexts(body, context, look)
  const inner = texts.filter(({ hidden, camouflaged }) => hidden === undefined && camouflaged === undefined)
  const text = inner.map(({ text }) => text).join('\n')
  if (text !== '') into.push({ kind: 'note', text: mark === '' ? text : `${mark} ${text}` })
  into.push(...texts.filter((text) => !inner.includes(text)))
}

/** Frames, drawn shapes and groups of them. What is behind their text is not looked into. */
function readShape(shape: XmlElement, around: Around, context: OdfContext, into: ShapeText[]): void {
  const painted = { ...around, painted: true, listLevel: 0 }
  if (shape.name === 'draw:object') into.push(...objectTexts(shape, context.object))
  else if (shape.name !== 'draw:frame') readChildren(shape, painted, context, into)
  else {
    // a frame holds one content, and stand-ins for programs that cannot show it
    const content = [...elementsOf(shape)].find(({ name }) => name === 'draw:text-box' || name === 'draw:object' || name === 'table:table')
    if (content !== undefined) readElement(content, painted, context, into)
  }
}

function readTable(table: XmlElement, around: Around, context: OdfContext, into: ShapeText[]): void {
  const look = { ...around, ...within(around, context.styles, 'table', attribute(table, 'table:style-name')) }
  const template = attribute(table, 'table:template-name') !== undefined
  const rest: ShapeText[] = []
  let alone: readonly ShapeText[] = []
  let cells = 0
  const rows: (readonly string[])[] = []
  for (const row of tableRows(table)) {
    const texts: string[] = []
    const rowLook = within(look, context.styles, 'table-row', attribute(row, 'table:style-name'))
    for (const cell of elementsOf(row)) {
      if (cell.name !== 'table:table-cell' && cell.name !== 'table:covered-table-cell') continue
      const cellLook = within(rowLook, context.styles, 'table-cell', attribute(cell, 'table:style-name'))
      const inner = odfTexts(cell, context, { ...cellLook, painted: cellLook.painted || template })
      cells += 1
      alone = inner
      const seen = inner.filter(isCellText)
      rest.push(...inner.filter((text) => !isCellText(text)))
      const text = flatten(seen.map(({ text }) => text).join(' '))
      const times = repeated(cell, 'table:number-columns-repeated')
      spend(context, (text.length + 1) * times)
      for (let time = 0; time < times; time += 1) texts.push(text)
    }
    const times = texts.some((text) => text !== '') ? repeated(row, 'table:number-rows-repeated') : 1
    spend(context, texts.reduce((sum, text) => sum + text.length + 1, 0) * (times - 1))
    for (let time = 0; time < times; time += 1) rows.push(texts)
  }
  // a table of one cell is a frame around text
  if (cells === 1) into.push(...alone)
  else into.push(...tableTexts(rows).map((piece): ShapeText => ({ kind: 'table', ...piece })), ...rest)
}

function spend({ tables }: OdfContext, characters: number): void {
  tables.characters += characters
  if (tables.characters > mostInTables) throw new AlcoveError('parser-output')
}

function isCellText({ kind, hidden, camouflaged }: ShapeText): boolean {
  return kind !== 'note' && hidden === undefined && camouflaged === undefined
}

function* tableRows(holder: XmlElement): Generator<XmlElement> {
  for (const element of elementsOf(holder)) {
    if (element.name === 'table:table-row') yield element
    else if (/^table:table-(?:header-rows|rows|row-group)$/.test(element.name)) yield* tableRows(element)
  }
}

function repeated(element: XmlElement, name: string): number {
  return Math.min(mostRepeated, Math.max(1, Math.trunc(Number(attribute(element, name) ?? 1)) || 1))
}
