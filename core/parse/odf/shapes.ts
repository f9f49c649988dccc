/** The shapes of a slide in an OpenDocument presentation, with their boxes and texts. */

import type { ShapeText, SlideShape } from '../office/slide-blocks.ts'
import type { Box } from '../office/slide-order.ts'
import { around } from '../office/slide-order.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, elementsOf, textOf } from '../office/xml.ts'
import { flatten } from '../shared/clean-text.ts'
import type { OdfContext } from './blocks.ts'
import { commentBody, odfTexts, plainLook } from './blocks.ts'
import { within } from './inline.ts'
import { points } from './styles.ts'

/** Repeated on every slide: not what a slide says. */
const repeated = new Set(['header', 'footer', 'date-time', 'page-number', 'page', 'notes'])
/** Of a slide, but no shapes. */
const beside = new Set(['presentation:notes', 'office:forms', 'draw:page-thumbnail', 'draw:layer-set', 'svg:title', 'svg:desc'])

/** `unseen`: names of layers that are not shown. */
export function readDrawing(page: XmlElement, context: OdfContext, unseen: ReadonlySet<string>): readonly SlideShape[] {
  return [...elementsOf(page)].flatMap((element) => readShape(element, context, unseen))
}

function readShape(shape: XmlElement, context: OdfContext, unseen: ReadonlySet<string>): readonly SlideShape[] {
  if (beside.has(shape.name) || (!shape.name.startsWith('draw:') && shape.name !== 'dr3d:scene')) return []
  if (shape.name === 'draw:a') return readDrawing(shape, context, unseen)
  const hidden = ['none', 'printer'].includes(attribute(shape, 'draw:display') ?? '') || unseen.has(attribute(shape, 'draw:layer') ?? '')
  if (shape.name === 'draw:g') {
    const shapes = readDrawing(shape, context, unseen).map((inner) => (hidden ? { ...inner, hidden } : inner))
    return [{ texts: [], shapes, box: around(shapes.map(({ box }) => box)), hidden }]
  }
  const kind = attribute(shape, 'presentation:class') ?? ''
  if (repeated.has(kind) || attribute(shape, 'presentation:placeholder') === 'true') return []
  const title = kind === 'title'
  return [
    {
      box: boxOf(shape),
      title,
      hidden,
      painted: isPainted(shape, context),
      unwrapped: graphic(shape, context, 'fo:wrap-option') === 'no-wrap' || graphic(shape, context, 'draw:auto-grow-width') === 'true',
      texts: shapeTexts(shape, context, title ? 1 : kind === 'subtitle' ? 2 : undefined),
    },
  ]
}

/** What is painted behind the text of a shape does not make it seen here: that is judged for the whole slide. */
function shapeTexts(shape: XmlElement, context: OdfContext, level: number | undefined): readonly ShapeText[] {
  const [family, name] = shapeStyle(shape)
  const look = { ...within(plainLook, context.styles, family, name), painted: false }
  const texts = contents(shape).flatMap((content) => odfTexts(content, context, look))
  const drawn = texts.filter(({ kind }) => kind !== 'note')
  if (level === undefined) return drawn
  const seen = drawn.filter(({ hidden, camouflaged }) => hidden === undefined && camouflaged === undefined)
  const text = flatten(seen.map(({ text }) => text).join(' '))
  const heading: readonly ShapeText[] = text === '' ? [] : [{ kind: 'heading', text, level, ...(seen[0]?.size === undefined ? {} : { size: seen[0].size }) }]
  return [...heading, ...drawn.filter((text) => !seen.includes(text))]
}

/** A frame holds one content, and stand-ins for programs that cannot show it. */
function contents(shape: XmlElement): readonly XmlElement[] {
  if (shape.name !== 'draw:frame') return [shape]
  const content = [...elementsOf(shape)].find(({ name }) => name === 'draw:text-box' || name === 'draw:object' || name === 'table:table')
  return content === undefined ? [] : [content.name === 'draw:text-box' ? content : { name: 'draw:frame', attributes: [], children: [content] }]
}

function isPainted(shape: XmlElement, context: OdfContext): boolean {
  if (shape.name === 'draw:frame' && child(shape, 'draw:text-box') === undefined) return true
  if (shape.name === 'draw:line' || shape.name === 'draw:connector') return false
  const fill = graphic(shape, context, 'draw:fill')
  // a drawn shape is filled unless it says that it is not; a frame for text is not
  return fill === undefined ? shape.name !== 'draw:frame' : fill !== 'none'
}

function graphic(shape: XmlElement, { styles }: OdfContext, property: string): string | undefined {
  const [family, name] = shapeStyle(shape)
  return styles.property(family, name, 'style:graphic-properties', property)
}

function shapeStyle(shape: XmlElement): readonly [family: string, name: string | undefined] {
  const placeholder = attribute(shape, 'presentation:style-name')
  return placeholder === undefined ? ['graphic', attribute(shape, 'draw:style-name')] : ['presentation', placeholder]
}

/** What a master paints on each of its slides. */
export function paintedByMaster(master: XmlElement | undefined, context: OdfContext): readonly SlideShape[] {
  return [...elementsOf(master)].flatMap((shape): SlideShape[] => {
    if (!shape.name.startsWith('draw:') || attribute(shape, 'presentation:class') !== undefined) return []
    return shape.name === 'draw:g' || isPainted(shape, context) ? [{ box: shape.name === 'draw:g' ? undefined : boxOf(shape), painted: true, texts: [] }] : []
  })
}

export function readSlideNotes(page: XmlElement, context: OdfContext): readonly string[] {
  const spoken = [...childrenNamed(child(page, 'presentation:notes'), 'draw:frame')]
    .filter((frame) => attribute(frame, 'presentation:class') === 'notes' && attribute(frame, 'presentation:placeholder') !== 'true')
    .map((frame) => lines(frame, context))
  const comments = [...elementsOf(page)]
    .filter(({ name }) => name === 'office:annotation' || name === 'officeooo:annotation')
    .map((comment) => {
      const author = flatten(textOf(child(comment, 'dc:creator')))
      const said = lines(commentBody(comment), context)
      return author === '' || said === '' ? said : `${author}: ${said}`
    })
  return [...spoken, ...comments].filter((note) => note !== '')
}

function lines(holder: XmlElement, context: OdfContext): string {
  return odfTexts(holder, { ...context, background: undefined })
    .map(({ text }) => text)
    .join('\n')
}

function boxOf(shape: XmlElement): Box | undefined {
  const length = (name: string): number | undefined => points(attribute(shape, name))
  const ends = [length('svg:x1'), length('svg:y1'), length('svg:x2'), length('svg:y2')] as const
  const [x1, y1, x2, y2] = ends
  if (x1 !== undefined && y1 !== undefined && x2 !== undefined && y2 !== undefined)
    return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) }
  const width = length('svg:width') ?? 0
  const height = length('svg:height') ?? length('fo:min-height') ?? 0
  const moved = attribute(shape, 'draw:transform')
  if (moved !== undefined) return transformed(moved, width, height)
  const x = length('svg:x')
  const y = length('svg:y')
  return x === undefined || y === undefined ? undefined : { x, y, width, height }
}

/** Turned and moved: large enough for every angle. */
function transformed(transform: string, width: number, height: number): Box | undefined {
  const [, across, down] = /translate\s*\(\s*([^\s,()]{1,30})[\s,]+([^\s,()]{1,30})\s*\)\s*$/.exec(transform.slice(0, 1_000)) ?? []
  const x = points(across)
  const y = points(down)
  if (x === undefined || y === undefined || /matrix|skew|scale/.test(transform)) return undefined
  if (!transform.includes('rotate')) return { x, y, width, height }
  const side = Math.hypot(width, height)
  return { x: x - side, y: y - side, width: 2 * side, height: 2 * side }
}
