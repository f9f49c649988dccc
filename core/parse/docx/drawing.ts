/** What can be read in a drawing of a Word document: text boxes, charts, diagrams, lettering, other shapes with text. */

import type { ShapeText } from '../office/slide-blocks.ts'
import type { PlacelessBlock } from '../office/word-table.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, elementsOf, textOf } from '../office/xml.ts'
import { chartTexts } from '../pptx/chart.ts'
import { diagramTexts } from '../pptx/diagram.ts'
import type { TextContext } from '../pptx/text.ts'
import { shapeTexts } from '../pptx/text.ts'
import { topmost } from './content.ts'

export interface DrawingReaders {
  /** The blocks of a text box. */
  box(content: XmlElement): Iterable<PlacelessBlock>
  /** The part of the package that the id points at; undefined the second time. */
  part(id: string | undefined): XmlElement | undefined
}

const readable = new Set(['w:txbxContent', 'c:chart', 'cx:chart', 'dgm:relIds', 'a:txBody', 'v:textpath'])
/** English Metric Units: half a metre. */
const farAway = 20_000_000
const hiddenStyle = /visibility\s*:\s*hidden|display\s*:\s*none|(?:margin-left|margin-top|left|top)\s*:\s*-?\d{4,}(?:\.\d+)?pt/i
/** Colours of a drawing are not looked at: what lies behind it is not known. */
const anyColour: TextContext = { colourOf: () => undefined, background: undefined, languages: new Map() }

export function* drawingBlocks(drawing: XmlElement, readers: DrawingReaders): Generator<PlacelessBlock> {
  const unseen = isUnseen(drawing)
  for (const found of topmost(drawing, readable)) {
    for (const block of blocksIn(found, readers)) yield unseen ? { ...block, hidden: true } : block
  }
}

function blocksIn(found: XmlElement, { box, part }: DrawingReaders): Iterable<PlacelessBlock> {
  if (found.name === 'w:txbxContent') return box(found)
  if (found.name === 'a:txBody') return placeless(shapeTexts(found, anyColour, []))
  if (found.name === 'dgm:relIds') return placeless(diagramTexts(part(attribute(found, 'r:dm')), undefined, anyColour))
  if (found.name !== 'v:textpath') return placeless(chartTexts(part(attribute(found, 'r:id'))))
  const lettering = (attribute(found, 'string') ?? '').replace(/\s+/g, ' ').trim()
  return lettering === '' ? [] : [{ kind: 'paragraph', text: lettering }]
}

function placeless(texts: readonly ShapeText[]): readonly PlacelessBlock[] {
  return texts.map(({ kind, text, header, hidden }) => ({
    kind,
    text,
    ...(header === undefined ? {} : { header }),
    ...(hidden === undefined ? {} : { hidden }),
  }))
}

/** Marked as hidden, or moved far off the page. */
function isUnseen(drawing: XmlElement): boolean {
  for (const frame of elementsOf(drawing)) {
    if (hiddenStyle.test(attribute(frame, 'style') ?? '')) return true
    if (['1', 'true'].includes(attribute(child(frame, 'wp:docPr'), 'hidden') ?? '')) return true
    for (const axis of ['wp:positionH', 'wp:positionV']) if (Math.abs(Number(textOf(child(frame, axis, 'wp:posOffset')))) > farAway) return true
  }
  return false
}
