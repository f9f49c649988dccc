/** DOCX: headings, paragraphs, lists, tables, notes and text boxes in reading order, as WordprocessingML has them. (ECMA-376.) */
import { AlcoveError } from '../errors.ts'
import type { Block, DocumentInfo, DocumentPart } from '../types/document.ts'
import type { DocxContext } from './docx-blocks.ts'
import { blocksOf, createStory } from './docx-blocks.ts'
import { createStyles } from './docx-styles.ts'
import type { NoteReference } from './docx-text.ts'
import type { OfficePackage } from './office-package.ts'
import { officePackage } from './office-package.ts'
import type { Relation } from './office-relations.ts'
import { officeProperties, partXml, relatedPart, relationsOf } from './office-relations.ts'
import { propertiesOf } from './properties.ts'
import type { ParseSource } from './source.ts'
import type { XmlElement } from './xml.ts'
import { attribute, child, childrenNamed } from './xml.ts'

/** Blocks of one part. */
const atOnce = 500

export async function* parseDocx(source: ParseSource): AsyncGenerator<DocumentPart> {
  const pack = await officePackage(source)
  const main = relatedPart(relationsOf(pack, ''), 'officeDocument') ?? 'word/document.xml'
  const root = partXml(pack, main)
  const body = child(root, 'w:body')
  if (root?.name !== 'w:document' || body === undefined) throw new AlcoveError('file-broken')
  const relations = relationsOf(pack, main)
  const styles = createStyles(partXml(pack, relatedPart(relations, 'styles') ?? 'word/styles.xml'))
  const page = attribute(child(root, 'w:background'), 'w:color')?.toLowerCase() ?? 'ffffff'
  const story = createStory(styles, page === 'auto' ? 'ffffff' : page)
  const context: DocxContext = { styles, note: createNotes(pack, relations) }

  let blocks: Block[] = []
  let count = 0
  for (const block of blocksOf(body, context, { story, look: {} })) {
    count += 1
    blocks.push({ ...block, place: { kind: 'block', block: count } })
    if (blocks.length < atOnce) continue
    yield { blocks }
    blocks = []
  }
  const end: DocumentInfo = { ...propertiesOf({ language: styles.language }), ...officeProperties(pack) }
  yield { blocks, end }
}

const notesParts = { footnote: 'footnotes', endnote: 'endnotes', comment: 'comments' } as const

/** Each note is given once: a hostile file may point at a long one very often. */
function createNotes(pack: OfficePackage, relations: ReadonlyMap<string, Relation>): DocxContext['note'] {
  const waiting = new Map<NoteReference['kind'], Map<string, XmlElement>>()
  return ({ kind, id }) => {
    let notes = waiting.get(kind)
    if (notes === undefined) {
      const root = partXml(pack, relatedPart(relations, notesParts[kind]))
      notes = new Map([...childrenNamed(root, `w:${kind}`)].map((note) => [attribute(note, 'w:id') ?? '', note]))
      waiting.set(kind, notes)
    }
    const note = notes.get(id)
    notes.delete(id)
    return note
  }
}
