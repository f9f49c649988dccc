/** SmartArt: the points of its data in the order of their tree, or where they have no text the shapes drawn for it. */

import type { ShapeText } from '../office/slide-blocks.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, descendants } from '../office/xml.ts'
import { flatten } from '../shared/clean-text.ts'
import type { TextContext } from './text.ts'
import { plainText, shapeTexts } from './text.ts'

export function diagramTexts(data: XmlElement | undefined, drawing: XmlElement | undefined, context: TextContext): readonly ShapeText[] {
  const points = new Map([...childrenNamed(child(data, 'dgm:ptLst'), 'dgm:pt')].map((point) => [attribute(point, 'modelId') ?? '', point]))
  const outline = inTreeOrder(data, points)
    .map((point) => flatten(plainText(child(point, 'dgm:t'), context).seen))
    .filter((text) => text !== '')
  if (outline.length > 0) return outline.map((text) => ({ kind: 'list-item', text }))
  return [...descendants(drawing, 'dsp:txBody')].flatMap((body) => shapeTexts(body, context, []))
}

/** Points that stand for the layout or for lines between others are left out. */
function inTreeOrder(data: XmlElement | undefined, points: ReadonlyMap<string, XmlElement>): readonly XmlElement[] {
  const children = new Map<string, { readonly to: string; readonly order: number }[]>()
  for (const connection of childrenNamed(child(data, 'dgm:cxnLst'), 'dgm:cxn')) {
    if ((attribute(connection, 'type') ?? 'parOf') !== 'parOf') continue
    const from = attribute(connection, 'srcId') ?? ''
    const known = children.get(from) ?? []
    known.push({ to: attribute(connection, 'destId') ?? '', order: Number(attribute(connection, 'srcOrd') ?? 0) })
    children.set(from, known)
  }
  const seen = new Set<string>()
  const ordered: XmlElement[] = []
  const waiting = [...points].filter(([, point]) => attribute(point, 'type') === 'doc').map(([id]) => id)
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const point = points.get(id)
    if (point === undefined || seen.has(id)) continue
    seen.add(id)
    if (isNode(point)) ordered.push(point)
    const below = [...(children.get(id) ?? [])].sort((one, other) => other.order - one.order)
    for (const { to } of below) waiting.push(to)
  }
  return ordered.length > 0 ? ordered : [...points.values()].filter(isNode)
}

function isNode(point: XmlElement): boolean {
  const type = attribute(point, 'type') ?? 'node'
  return type === 'node' || type === 'asst'
}
