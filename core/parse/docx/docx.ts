/** DOCX: headings, paragraphs, lists, tables, notes and text boxes in reading order, as WordprocessingML has them. (ECMA-376.) */
import { AlcoveError } from '../../errors.ts'
import type { Block, DocumentInfo, DocumentPart } from '../../types/document.ts'
import type { OfficePackage } from '../office/package.ts'
import { officePackage } from '../office/package.ts'
import type { Relation } from '../office/relations.ts'
import { officeProperties, partXml, relatedPart, relatedParts, relationsOf } from '../office/relations.ts'
import type { PlacelessBlock } from '../office/word-table.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, descendants } from '../office/xml.ts'
import { propertiesOf } from '../shared/properties.ts'
import type { ParseSource } from '../source.ts'
import type { DocxContext } from './blocks.ts'
import { blocksOf, createStory } from './blocks.ts'
import { createStyles } from './styles.ts'
import type { NoteReference } from './text.ts'

type Relations = ReadonlyMap<string, Relation>

/** Blocks of one part. */
const atOnce = 500

export async function* parseDocx(source: ParseSource): AsyncGenerator<DocumentPart> {
  const pack = await officePackage(source)
  const main = relatedPart(relationsOf(pack, ''), 'officeDocument') ?? 'word/document.xml'
  const root = partXml(pack, main)
  if (root?.name !== 'w:document') throw new AlcoveError('file-broken')
  const relations = relationsOf(pack, main)
  const styles = createStyles(partXml(pack, relatedPart(relations, 'styles') ?? 'word/styles.xml'))
  const context: DocxContext = { styles, note: createNotes(pack, relations), part: createParts(pack, relations) }

  let blocks: Block[] = []
  let count = 0
  for (const block of storyBlocks(pack, root, relations, context)) {
    count += 1
    blocks.push({ ...block, place: { kind: 'block', block: count } })
    if (blocks.length < atOnce) continue
    yield { blocks }
    blocks = []
  }
  const end: DocumentInfo = { ...propertiesOf({ language: styles.language }), ...officeProperties(pack) }
  yield { blocks, end }
}

/** Where the body says nothing, a letterhead may still say something. */
function* storyBlocks(pack: OfficePackage, root: XmlElement, relations: Relations, context: DocxContext): Generator<PlacelessBlock> {
  const around = { story: createStory(context.styles, groundOf(root)), look: {} }
  let empty = true
  for (const body of childrenNamed(root, 'w:body'))
    for (const block of blocksOf(body, context, around)) {
      empty &&= block.hidden === true
      yield block
    }
  if (!empty) return
  for (const type of ['header', 'footer'] as const)
    for (const name of relatedParts(relations, type)) {
      const part = partXml(pack, name)
      if (part !== undefined) yield* blocksOf(part, context, around)
    }
}

/** What the body's text stands on: the page, or what is drawn behind it. */
function groundOf(root: XmlElement): string {
  for (const anchor of descendants(root, 'wp:anchor')) if (['1', 'true'].includes(attribute(anchor, 'behindDoc') ?? '')) return 'unknown'
  for (const name of ['v:group', 'v:shape', 'v:rect'])
    for (const shape of descendants(root, name)) if (/z-index\s*:\s*-/.test(attribute(shape, 'style') ?? '')) return 'unknown'
  const page = attribute(child(root, 'w:background'), 'w:color')?.toLowerCase() ?? 'auto'
  return page === 'auto' ? 'ffffff' : page
}

/** Each part is given once, as each note. */
function createParts(pack: OfficePackage, relations: Relations): DocxContext['part'] {
  const given = new Set<string>()
  return (id) => {
    const name = relations.get(id ?? '')?.part
    if (name === undefined || given.has(name)) return undefined
    given.add(name)
    return partXml(pack, name)
  }
}

const notesParts = { footnote: 'footnotes', endnote: 'endnotes', comment: 'comments' } as const

/** Each note is given once: a hostile file may point at a long one very often. */
function createNotes(pack: OfficePackage, relations: Relations): DocxContext['note'] {
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
