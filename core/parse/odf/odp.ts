/** ODP: slides in order, each with its shapes in reading order, then its notes and comments. */
import { AlcoveError } from '../../errors.ts'
import type { DocumentPart } from '../../types/document.ts'
import { slideBlocks } from '../office/slide-blocks.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, descendants } from '../office/xml.ts'
import { propertiesOf } from '../shared/properties.ts'
import type { ParseSource } from '../source.ts'
import type { OdfDocument } from './package.ts'
import { odfProperties, openOdf } from './package.ts'
import { paintedByMaster, readDrawing, readSlideNotes } from './shapes.ts'
import type { OdfStyles } from './styles.ts'
import { createStyles, hexColour, points } from './styles.ts'

export async function* parseOdp(source: ParseSource): AsyncGenerator<DocumentPart> {
  const document = await openOdf(source)
  const body = child(document.content, 'office:body')
  const show = child(body, 'office:presentation') ?? child(body, 'office:drawing')
  if (show === undefined) throw new AlcoveError('file-broken')
  const styles = createStyles(document.content, document.styles)
  const masters = child(document.styles, 'office:master-styles')
  const unseen = hiddenLayers(masters)
  const tables = { characters: 0 }
  let number = 0
  let title = ''
  for (const page of childrenNamed(show, 'draw:page')) {
    number += 1
    const master = [...childrenNamed(masters, 'style:master-page')].find((sheet) => attribute(sheet, 'style:name') === attribute(page, 'draw:master-page-name'))
    const context = { styles, background: background(page, master, styles), object: document.object, tables }
    const blocks = slideBlocks({
      number,
      ...pageSize(master, document),
      hidden: styles.property('drawing-page', attribute(page, 'draw:style-name'), 'style:drawing-page-properties', 'presentation:visibility') === 'hidden',
      moving: !descendants(page, 'anim:animateMotion').next().done,
      shapes: readDrawing(page, context, unseen),
      behind: paintedByMaster(master, context),
      notes: readSlideNotes(page, context),
    })
    if (number === 1) title = blocks.find(({ kind, hidden }) => kind === 'heading' && hidden === undefined)?.text ?? ''
    yield { blocks }
  }
  yield { blocks: [], end: { ...propertiesOf({ title }), ...odfProperties(document.meta) } }
}

/** Layers that are not shown on the screen. */
function hiddenLayers(masters: XmlElement | undefined): ReadonlySet<string> {
  const layers = [...childrenNamed(child(masters, 'draw:layer-set'), 'draw:layer')]
  return new Set(
    layers.filter((layer) => ['none', 'printer'].includes(attribute(layer, 'draw:display') ?? '')).map((layer) => attribute(layer, 'draw:name') ?? ''),
  )
}

/** Undefined where it is a picture, a gradient or anything else that is not one colour. */
function background(page: XmlElement, master: XmlElement | undefined, styles: OdfStyles): string | undefined {
  for (const sheet of [page, master]) {
    const property = (name: string): string | undefined =>
      styles.property('drawing-page', attribute(sheet, 'draw:style-name'), 'style:drawing-page-properties', name)
    const fill = property('draw:fill')
    if (fill === 'solid') return hexColour(property('draw:fill-color'))
    if (fill !== undefined && fill !== 'none') return undefined
  }
  return 'ffffff'
}

/** Points; nothing where the file does not tell. */
function pageSize(master: XmlElement | undefined, { styles }: OdfDocument): { readonly width: number; readonly height: number } {
  const layout = [...childrenNamed(child(styles, 'office:automatic-styles'), 'style:page-layout')].find(
    (one) => attribute(one, 'style:name') === attribute(master, 'style:page-layout-name'),
  )
  const properties = child(layout, 'style:page-layout-properties')
  return { width: points(attribute(properties, 'fo:page-width')) ?? 0, height: points(attribute(properties, 'fo:page-height')) ?? 0 }
}
