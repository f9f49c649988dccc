/** One slide of a presentation: its shapes with what they inherit from layout and master. (ECMA-376, part 1, 19.3.) */
import type { OfficePackage } from '../office/package.ts'
import type { Relation } from '../office/relations.ts'
import { partXml } from '../office/relations.ts'
import type { ShapeText, SlideShape } from '../office/slide-blocks.ts'
import type { Box } from '../office/slide-order.ts'
import { around } from '../office/slide-order.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, descendants, elementsOf } from '../office/xml.ts'
import { chartTexts } from './chart.ts'
import { diagramTexts } from './diagram.ts'
import { slideTable } from './table.ts'
import type { TextContext } from './text.ts'
import { chosen, shapeTexts } from './text.ts'

export interface SlideSheets {
  readonly slide: XmlElement
  readonly layout: XmlElement | undefined
  readonly master: XmlElement | undefined
  readonly relations: ReadonlyMap<string, Relation>
  readonly pack: OfficePackage
  readonly text: TextContext
}

/** Repeated on every slide: not what a slide says. */
const repeated = new Set(['dt', 'ftr', 'sldNum', 'hdr', 'sldImg'])
const titles = new Set(['title', 'ctrTitle'])
const fills = ['a:solidFill', 'a:gradFill', 'a:blipFill', 'a:pattFill', 'a:grpFill']

export function readShapes(sheets: SlideSheets): readonly SlideShape[] {
  return treeShapes(child(sheets.slide, 'p:cSld', 'p:spTree'), sheets, asDrawn)
}

/** What a layout or master paints on each of its slides: pictures and filled shapes, whatever they say. */
export function paintedBy(sheet: XmlElement | undefined): readonly SlideShape[] {
  return treeItems(child(sheet, 'p:cSld', 'p:spTree')).flatMap((item): SlideShape[] => {
    if (item.name === 'p:grpSp') return [{ painted: true, texts: [] }]
    if (item.name === 'p:sp' && (placeholderOf(item) !== undefined || !isFilled([item]))) return []
    return item.name === 'p:cxnSp' ? [] : [{ box: boxOf(item, asDrawn), painted: true, texts: [] }]
  })
}

type Transform = (box: Box) => Box
const asDrawn: Transform = (box) => box

function treeItems(tree: XmlElement | undefined): readonly XmlElement[] {
  return [...elementsOf(tree)].flatMap((item) => (item.name === 'mc:AlternateContent' ? [...elementsOf(chosen(item))] : [item]))
}

function treeShapes(tree: XmlElement | undefined, sheets: SlideSheets, transform: Transform): readonly SlideShape[] {
  return treeItems(tree).flatMap((item): SlideShape[] => {
    const hidden = isHidden(item)
    if (item.name === 'p:grpSp') return [groupShape(item, sheets, transform, hidden)]
    if (item.name === 'p:sp') return textShape(item, sheets, transform, hidden)
    if (item.name === 'p:graphicFrame')
      return [{ box: boxOf(item, transform) ?? inheritedBox(item, sheets), hidden, painted: true, texts: graphicTexts(item, sheets) }]
    return item.name === 'p:pic' || item.name === 'p:contentPart' ? [{ box: boxOf(item, transform), hidden, painted: true, texts: [] }] : []
  })
}

function groupShape(group: XmlElement, sheets: SlideSheets, transform: Transform, hidden: boolean): SlideShape {
  const properties = child(group, 'p:grpSpPr')
  const own = child(properties, 'a:xfrm')
  const inside = treeShapes(group, sheets, (box) => transform(insideGroup(own, box)))
  const shapes = hidden ? inside.map(hiddenWhole) : inside
  return { box: around(inside.map(({ box }) => box)), texts: [], shapes, painted: fills.some((fill) => child(properties, fill) !== undefined) }
}

function hiddenWhole(shape: SlideShape): SlideShape {
  return { ...shape, hidden: true, ...(shape.shapes === undefined ? {} : { shapes: shape.shapes.map(hiddenWhole) }) }
}

function textShape(shape: XmlElement, sheets: SlideSheets, transform: Transform, hidden: boolean): SlideShape[] {
  const placeholder = placeholderOf(shape)
  const type = attribute(placeholder, 'type') ?? (placeholder === undefined ? '' : 'obj')
  if (repeated.has(type)) return []
  const models = placeholder === undefined ? [] : modelsOf(placeholder, sheets)
  const body = child(shape, 'p:txBody')
  const level = titles.has(type) ? 1 : type === 'subTitle' ? 2 : undefined
  return [
    {
      box: boxOf(shape, transform) ?? models.map((model) => boxOf(model, asDrawn)).find((box) => box !== undefined),
      title: titles.has(type),
      hidden,
      painted: isFilled([shape, ...models]),
      unwrapped: attribute(child(body, 'a:bodyPr'), 'wrap') === 'none',
      texts: shapeTexts(body, sheets.text, stylesOf([shape, ...models], type, sheets.master), level),
    },
  ]
}

/** Where a paragraph's bullet comes from, nearest first. */
function stylesOf(shapes: readonly XmlElement[], type: string, master: XmlElement | undefined): readonly XmlElement[] {
  const lists = shapes.map((shape) => child(shape, 'p:txBody', 'a:lstStyle'))
  const named = titles.has(type) ? 'p:titleStyle' : type === '' ? 'p:otherStyle' : 'p:bodyStyle'
  return [...lists, child(master, 'p:txStyles', named)].filter((style) => style !== undefined)
}

function graphicTexts(frame: XmlElement, sheets: SlideSheets): readonly ShapeText[] {
  const { pack, relations, text } = sheets
  const related = (id: string | undefined): XmlElement | undefined => partXml(pack, relations.get(id ?? '')?.part)
  const data = child(frame, 'a:graphic', 'a:graphicData')
  for (const content of treeItems(data)) {
    if (content.name === 'a:tbl') return slideTable(content, text)
    if (content.name === 'c:chart' || content.name === 'cx:chart') return chartTexts(related(attribute(content, 'r:id')))
    if (content.name === 'dgm:relIds') {
      const points = related(attribute(content, 'r:dm'))
      const [drawn] = [...descendants(points, 'dsp:dataModelExt')]
      return diagramTexts(points, related(attribute(drawn, 'relId')), text)
    }
  }
  return []
}

function placeholderOf(shape: XmlElement): XmlElement | undefined {
  return child(ownProperties(shape), 'p:nvPr', 'p:ph')
}

function isHidden(item: XmlElement): boolean {
  const value = attribute(child(ownProperties(item), 'p:cNvPr'), 'hidden')
  return value === '1' || value === 'true'
}

/** `nvSpPr`, `nvPicPr`, `nvGrpSpPr`, …: one for each kind of shape, all alike. */
function ownProperties(item: XmlElement): XmlElement | undefined {
  return item.children.find((node): node is XmlElement => typeof node !== 'string' && node.name.startsWith('p:nv'))
}

/** The same placeholder of the layout, then of the master: by its number, else by its kind. */
function modelsOf(placeholder: XmlElement, { layout, master }: SlideSheets): readonly XmlElement[] {
  const index = attribute(placeholder, 'idx')
  const type = attribute(placeholder, 'type') ?? 'obj'
  const inLayout = findModel(layout, (model) => index !== undefined && attribute(model, 'idx') === index) ?? findModel(layout, ofKind([type]))
  const layoutType = (inLayout === undefined ? undefined : attribute(placeholderOf(inLayout), 'type')) ?? type
  const inMaster = findModel(master, ofKind(titles.has(layoutType) ? ['title'] : [layoutType, 'body']))
  return [inLayout, inMaster].filter((model) => model !== undefined)
}

function ofKind(types: readonly string[]): (placeholder: XmlElement) => boolean {
  return (placeholder) => types.includes(attribute(placeholder, 'type') ?? 'obj')
}

function findModel(sheet: XmlElement | undefined, fits: (placeholder: XmlElement) => boolean): XmlElement | undefined {
  for (const shape of childrenNamed(child(sheet, 'p:cSld', 'p:spTree'), 'p:sp')) {
    const placeholder = placeholderOf(shape)
    if (placeholder !== undefined && fits(placeholder)) return shape
  }
  return undefined
}

/** The nearest shape that says so decides. */
function isFilled(shapes: readonly XmlElement[]): boolean {
  for (const shape of shapes) {
    const properties = child(shape, 'p:spPr')
    if (fills.some((fill) => child(properties, fill) !== undefined)) return true
    if (child(properties, 'a:noFill') !== undefined) return false
    if (Number(attribute(child(shape, 'p:style', 'a:fillRef'), 'idx') ?? 0) > 0) return true
  }
  return false
}

function inheritedBox(item: XmlElement, sheets: SlideSheets): Box | undefined {
  const placeholder = placeholderOf(item)
  return placeholder === undefined
    ? undefined
    : modelsOf(placeholder, sheets)
        .map((model) => boxOf(model, asDrawn))
        .find((box) => box !== undefined)
}

/** English Metric Units in a point. */
const unitsPerPoint = 12_700

function boxOf(item: XmlElement, transform: Transform): Box | undefined {
  const frame = child(item, 'p:xfrm') ?? child(item, 'p:spPr', 'a:xfrm')
  const corner = pair(child(frame, 'a:off'), 'x', 'y')
  const size = pair(child(frame, 'a:ext'), 'cx', 'cy')
  if (corner === undefined || size === undefined) return undefined
  const box = transform({ x: corner[0], y: corner[1], width: size[0], height: size[1] })
  return Number(attribute(frame, 'rot') ?? 0) === 0 ? box : turned(box)
}

/** Large enough for every angle. */
function turned({ x, y, width, height }: Box): Box {
  const side = Math.hypot(width, height)
  return { x: x + (width - side) / 2, y: y + (height - side) / 2, width: side, height: side }
}

function pair(element: XmlElement | undefined, first: string, second: string): readonly [number, number] | undefined {
  const one = Number(attribute(element, first) ?? Number.NaN) / unitsPerPoint
  const other = Number(attribute(element, second) ?? Number.NaN) / unitsPerPoint
  return Number.isFinite(one) && Number.isFinite(other) ? [one, other] : undefined
}

/** A group has a measure of its own for what is in it. */
function insideGroup(frame: XmlElement | undefined, box: Box): Box {
  const corner = pair(child(frame, 'a:off'), 'x', 'y')
  const size = pair(child(frame, 'a:ext'), 'cx', 'cy')
  const from = pair(child(frame, 'a:chOff'), 'x', 'y')
  const measure = pair(child(frame, 'a:chExt'), 'cx', 'cy')
  if (corner === undefined || size === undefined || from === undefined || measure === undefined) return box
  const across = measure[0] > 0 ? size[0] / measure[0] : 1
  const down = measure[1] > 0 ? size[1] / measure[1] : 1
  return { x: corner[0] + (box.x - from[0]) * across, y: corner[1] + (box.y - from[1]) * down, width: box.width * across, height: box.height * down }
}
