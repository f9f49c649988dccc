/** The blocks of a Word document in reading order: paragraphs, each followed by its notes and text boxes, and tables. */
import type { BlockKind } from '../../types/document.ts'
import type { PlacelessBlock } from '../office/word-table.ts'
import type { XmlElement } from '../office/xml.ts'
import { child } from '../office/xml.ts'
import { contentOf, valueOf } from './content.ts'
import { drawingBlocks } from './drawing.ts'
import type { Look } from './look.ts'
import { groundOf, together } from './look.ts'
import type { ParagraphStyle, Styles } from './styles.ts'
import { isNumbered, outlineLevel } from './styles.ts'
import { readTable } from './table.ts'
import type { NoteReference, ParagraphText, Story, Surroundings } from './text.ts'
import { emptyText, endParagraph, readInline, tidy } from './text.ts'

export interface DocxContext {
  readonly styles: Styles
  /** What a reference points at, the first time that it is asked for. */
  note(reference: NoteReference): XmlElement | undefined
  /** The part that the main one points at by this id, the first time that it is asked for. */
  part(id: string | undefined): XmlElement | undefined
}

export function createStory(styles: Styles, ground: string): Story {
  return { styles, fields: [], ground }
}

export function* blocksOf(container: XmlElement, context: DocxContext, around: Surroundings): Generator<PlacelessBlock> {
  /** Text of paragraphs whose end was deleted: they go on in the next one. */
  let text = emptyText()
  const readCell = (cell: XmlElement, within: Surroundings): Iterable<PlacelessBlock> => blocksOf(cell, context, within)
  for (const node of contentOf(container)) {
    if (node.name === 'w:tbl') yield* readTable(node, around, readCell)
    if (node.name !== 'w:p') continue
    for (const inner of contentOf(node)) if (inner.name === 'w:tbl') yield* readTable(inner, around, readCell)
    const properties = child(node, 'w:pPr')
    const style = around.story.styles.paragraph(valueOf(properties, 'w:pStyle'))
    readInline(node, lookIn(around, style, properties), around.story, text)
    endParagraph(around.story.fields)
    if (child(properties, 'w:rPr', 'w:del') !== undefined) continue
    yield* paragraphBlocks(text, kindOf(style, properties), context)
    text = emptyText()
  }
  yield* paragraphBlocks(text, { kind: 'paragraph' }, context)
}

function lookIn({ look }: Surroundings, style: ParagraphStyle, properties: XmlElement | undefined): Look {
  const ground = groundOf(properties)
  return together(look, style.look, ground === undefined ? {} : { ground })
}

interface Kind {
  readonly kind: BlockKind
  readonly level?: number
}

function kindOf(style: ParagraphStyle, properties: XmlElement | undefined): Kind {
  const level = outlineLevel(properties) ?? style.level ?? 0
  if (level > 0) return { kind: 'heading', level }
  if (style.kind !== undefined) return { kind: style.kind }
  return { kind: (isNumbered(properties) ?? style.list) ? 'list-item' : 'paragraph' }
}

function* paragraphBlocks(text: ParagraphText, kind: Kind, context: DocxContext): Generator<PlacelessBlock> {
  const seen = tidy(text.seen)
  if (seen !== '') yield { ...kind, text: seen }
  const unseen = tidy(text.unseen)
  if (unseen !== '') yield { kind: 'paragraph', text: unseen, hidden: true }
  yield* hangingBlocks(text, context)
}

/** What hangs on a paragraph, after it. */
function* hangingBlocks({ notes, drawings }: Pick<ParagraphText, 'notes' | 'drawings'>, context: DocxContext): Generator<PlacelessBlock> {
  for (const reference of notes) yield* noteBlocks(context.note(reference), context)
  for (const drawing of drawings) {
    yield* drawingBlocks(drawing, {
      // what a box is painted with is not known: white in it may well be seen
      box: (content) => blocksOf(content, context, { story: createStory(context.styles, 'unknown'), look: { ground: 'unknown' } }),
      part: context.part,
    })
  }
}

/** A note is one block; what nobody sees of it is another. */
function* noteBlocks(note: XmlElement | undefined, context: DocxContext): Generator<PlacelessBlock> {
  if (note === undefined) return
  const blocks = [...blocksOf(note, context, { story: createStory(context.styles, 'ffffff'), look: {} })]
  for (const hidden of [false, true]) {
    const text = blocks.filter((block) => (block.hidden ?? false) === hidden).map((block) => block.text)
    if (text.length > 0) yield { kind: 'note', text: text.join('\n'), ...(hidden ? { hidden } : {}) }
  }
}
