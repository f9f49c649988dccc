/** PPTX: slides in the order shown, each with its shapes in reading order, then its notes and comments. */
import { AlcoveError } from '../../errors.ts'
import type { Block, DocumentPart } from '../../types/document.ts'
import type { OfficePackage } from '../office/package.ts'
import { officePackage } from '../office/package.ts'
import { officeProperties, partXml, relatedPart, relationsOf } from '../office/relations.ts'
import { slideBlocks } from '../office/slide-blocks.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, descendants } from '../office/xml.ts'
import { propertiesOf } from '../shared/properties.ts'
import type { ParseSource } from '../source.ts'
import { backgroundOf, createColours } from './colours.ts'
import type { Authors } from './notes.ts'
import { readAuthors, readNotes } from './notes.ts'
import type { SlideSheets } from './slide.ts'
import { paintedBy, readShapes } from './slide.ts'

const unitsPerPoint = 12_700

interface Presentation {
  readonly pack: OfficePackage
  /** Points. */
  readonly width: number
  readonly height: number
  readonly authors: Authors
  readonly languages: Map<string, number>
  /** Layouts and masters serve many slides. */
  readonly sheet: (part: string | undefined) => XmlElement | undefined
}

export async function* parsePptx(source: ParseSource): AsyncGenerator<DocumentPart> {
  const pack = await officePackage(source)
  const main = relatedPart(relationsOf(pack, ''), 'officeDocument') ?? 'ppt/presentation.xml'
  const root = partXml(pack, main)
  if (root?.name !== 'p:presentation') throw new AlcoveError('file-broken')
  const relations = relationsOf(pack, main)
  const size = child(root, 'p:sldSz')
  const presentation: Presentation = {
    pack,
    width: Number(attribute(size, 'cx') ?? 0) / unitsPerPoint,
    height: Number(attribute(size, 'cy') ?? 0) / unitsPerPoint,
    authors: readAuthors(pack, relations),
    languages: new Map(),
    sheet: remembered(pack),
  }
  let number = 0
  let title = ''
  for (const { part } of slidesOf(root, relations)) {
    number += 1
    const blocks = readSlide(presentation, part, number)
    if (number === 1) title = blocks.find(({ kind, hidden }) => kind === 'heading' && hidden === undefined)?.text ?? ''
    yield { blocks }
  }
  const said = officeProperties(pack)
  yield { blocks: [], end: { ...propertiesOf({ title, language: mostNamed(presentation.languages) }), ...said } }
}

/** In the order of the presentation's own list, whatever the parts are called. */
function slidesOf(root: XmlElement, relations: ReturnType<typeof relationsOf>): readonly { readonly part: string }[] {
  return [...childrenNamed(child(root, 'p:sldIdLst'), 'p:sldId')].flatMap((slide) => relations.get(attribute(slide, 'r:id') ?? '') ?? [])
}

function readSlide({ pack, width, height, authors, languages, sheet }: Presentation, part: string, number: number): readonly Block[] {
  const slide = partXml(pack, part)
  if (slide === undefined) return []
  const relations = relationsOf(pack, part)
  const layoutPart = relatedPart(relations, 'slideLayout')
  const layout = sheet(layoutPart)
  const masterPart = layoutPart === undefined ? undefined : relatedPart(relationsOf(pack, layoutPart), 'slideMaster')
  const master = sheet(masterPart)
  const theme = sheet(masterPart === undefined ? undefined : relatedPart(relationsOf(pack, masterPart), 'theme'))
  const colourOf = createColours(theme, child(slide, 'p:clrMapOvr', 'a:overrideClrMapping') ?? child(master, 'p:clrMap'))
  const text = { colourOf, background: backgroundOf([slide, layout, master], colourOf), languages }
  const sheets: SlideSheets = { slide, layout, master, relations, pack, text }
  return slideBlocks({
    number,
    width,
    height,
    hidden: ['0', 'false'].includes(attribute(slide, 'show') ?? ''),
    moving: !descendants(slide, 'p:animMotion').next().done,
    shapes: readShapes(sheets),
    behind: [...paintedBy(layout), ...paintedBy(master)],
    notes: readNotes(pack, relations, authors, text),
  })
}

function remembered(pack: OfficePackage): Presentation['sheet'] {
  const known = new Map<string, XmlElement | undefined>()
  return (part) => {
    if (part === undefined) return undefined
    if (!known.has(part)) known.set(part, partXml(pack, part))
    return known.get(part)
  }
}

function mostNamed(languages: ReadonlyMap<string, number>): string | undefined {
  return [...languages].sort(([, one], [, other]) => other - one)[0]?.[0]
}
