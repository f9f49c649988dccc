/** What of WordprocessingML stands where: wrappers that are looked through, versions that are chosen from, what was deleted. */
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, descendants, elementsOf } from '../office/xml.ts'

/** They hold what stands in their place. */
const transparent = new Set(['w:ins', 'w:moveTo', 'w:customXml', 'w:smartTag', 'w:hyperlink', 'w:fldSimple', 'w:dir', 'w:bdo', 'w:sdtContent', 'w:subDoc'])
/** Taken out by somebody who tracks changes. */
const removed = new Set(['w:del', 'w:moveFrom'])
const readable = ['w:t', 'w:txbxContent', 'm:t', 'a:t', 'dgm:relIds'] as const

/** The children that count, in order. */
export function* contentOf(element: XmlElement | undefined): Generator<XmlElement> {
  for (const node of elementsOf(element)) {
    if (removed.has(node.name)) continue
    if (node.name === 'w:sdt') yield* contentOf(child(node, 'w:sdtContent'))
    else if (node.name === 'mc:AlternateContent') yield* contentOf(chosenOf(node))
    else if (transparent.has(node.name)) yield* contentOf(node)
    else yield node
  }
}

/** Versions of one thing for newer and older programs: the first that says something. */
function chosenOf(alternatives: XmlElement): XmlElement | undefined {
  const versions = [...elementsOf(alternatives)]
  return versions.find((version) => readable.some((name) => !descendants(version, name).next().done)) ?? versions[0]
}

/** The topmost of these below the element, looked for as `contentOf` looks. */
export function* topmost(element: XmlElement, names: ReadonlySet<string>): Generator<XmlElement> {
  for (const node of contentOf(element)) {
    if (names.has(node.name)) yield node
    else yield* topmost(node, names)
  }
}

/** A property that is on where it is present, unless it says otherwise; undefined where it is absent. */
export function toggled(properties: XmlElement | undefined, name: string): boolean | undefined {
  const property = child(properties, name)
  if (property === undefined) return undefined
  return !['0', 'false', 'off', 'none'].includes(attribute(property, 'w:val') ?? '1')
}

export function valueOf(properties: XmlElement | undefined, name: string): string | undefined {
  return attribute(child(properties, name), 'w:val')
}
