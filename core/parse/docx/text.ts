/** The text of a paragraph: what is seen, what is not, and what hangs on it: notes, comments, text boxes. */

import { symbolOf, symbolText } from '../office/symbol-fonts.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, descendants, textOf } from '../office/xml.ts'
import { tidyLines } from '../shared/clean-text.ts'
import { contentOf } from './content.ts'
import type { Look } from './look.ts'
import { isUnseen, lookOf, together } from './look.ts'
import type { Styles } from './styles.ts'

/** One story: the body, a note, a text box. */
export interface Story {
  readonly styles: Styles
  /** Of each field that is open: whether what follows is its code, which nobody reads. */
  readonly fields: ('code' | 'result')[]
  /** Six hexadecimal digits, or `unknown`: what text stands on where nothing else is said. */
  readonly ground: string
}

/** Where blocks stand: the body, a cell, a text box, a note. */
export interface Surroundings {
  readonly story: Story
  /** What all of it stands on, where that is said. */
  readonly look: Look
}

export interface NoteReference {
  readonly kind: 'footnote' | 'endnote' | 'comment'
  readonly id: string
}

export interface ParagraphText {
  seen: string
  unseen: string
  readonly notes: NoteReference[]
  /** Drawings that may hold text. */
  readonly drawings: XmlElement[]
}

const noteReferences: ReadonlyMap<string, NoteReference['kind']> = new Map([
  ['w:footnoteReference', 'footnote'],
  ['w:endnoteReference', 'endnote'],
  ['w:commentReference', 'comment'],
])
const equations = new Set(['m:oMath', 'm:oMathPara'])
const plainParts: ReadonlyMap<string, string> = new Map([
  ['w:tab', '\t'],
  ['w:ptab', '\t'],
  ['w:br', '\n'],
  ['w:cr', '\n'],
  ['w:noBreakHyphen', '-'],
])

export const emptyText = (): ParagraphText => ({ seen: '', unseen: '', notes: [], drawings: [] })

/** Adds what the paragraph says to `text`; `look` is its style's. */
export function readInline(element: XmlElement, look: Look, story: Story, text: ParagraphText): void {
  for (const node of contentOf(element)) {
    if (node.name === 'w:r') readRun(node, look, story, text)
    else if (equations.has(node.name)) add(text, equationOf(node), false)
  }
}

function readRun(run: XmlElement, paragraph: Look, story: Story, text: ParagraphText): void {
  const properties = child(run, 'w:rPr')
  const style = attribute(child(properties, 'w:rStyle'), 'w:val')
  const look = together({ ground: story.ground }, paragraph, style === undefined ? {} : story.styles.character(style), lookOf(properties))
  const unseen = isUnseen(look)
  for (const part of contentOf(run)) {
    if (part.name === 'w:fldChar') turnField(story.fields, attribute(part, 'w:fldCharType'))
    else if (story.fields.includes('code')) continue
    else readPart(part, properties, unseen, look, story, text)
  }
}

function readPart(part: XmlElement, properties: XmlElement | undefined, unseen: boolean, look: Look, story: Story, text: ParagraphText): void {
  const { name } = part
  const kind = noteReferences.get(name)
  if (name === 'w:t') add(text, lettersOf(part, properties), unseen)
  else if (kind !== undefined) text.notes.push({ kind, id: attribute(part, 'w:id') ?? '' })
  else if (name === 'w:sym') add(text, symbolOf(attribute(part, 'w:font') ?? '', Number.parseInt(attribute(part, 'w:char') ?? '', 16) || 0), unseen)
  else if (name === 'w:drawing' || name === 'w:pict' || name === 'w:object') text.drawings.push(part)
  else if (name === 'w:ruby') readInline(child(part, 'w:rubyBase') ?? part, look, story, text)
  else if (equations.has(name)) add(text, equationOf(part), unseen)
  else add(text, plainParts.get(name) ?? '', unseen)
}

function lettersOf(part: XmlElement, properties: XmlElement | undefined): string {
  const letters = textOf(part)
  return /[\uf020-\uf0ff]/.test(letters) ? symbolText(attribute(child(properties, 'w:rFonts'), 'w:ascii') ?? '', letters) : letters
}

function add(text: ParagraphText, letters: string, unseen: boolean): void {
  if (!unseen) text.seen += letters
  else if (letters.trim() !== '') text.unseen += letters
}

/** A field is its code and then its result; only the result is read. */
function turnField(fields: Story['fields'], type: string | undefined): void {
  if (type === 'begin') fields.push('code')
  else if (type === 'separate' && fields.length > 0) fields[fields.length - 1] = 'result'
  else if (type === 'end') fields.pop()
}

/** Codes end with their paragraph: a field that was never ended swallows no more than that. */
export function endParagraph(fields: Story['fields']): void {
  for (const [at] of fields.entries()) fields[at] = 'result'
}

function equationOf(equation: XmlElement): string {
  const text = [...descendants(equation, 'm:t')].map(textOf).join('')
  return equation.name === 'm:oMathPara' ? ` ${text} ` : text
}

/** White space as it is printed; line breaks that were asked for stay. */
export function tidy(text: string): string {
  return tidyLines(text).replace(/\n{2,}/g, '\n')
}
