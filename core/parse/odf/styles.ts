/** Styles of an OpenDocument file as far as they decide what a reader sees, each with what it inherits. */
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, elementsOf } from '../office/xml.ts'

export interface OdfStyle {
  /** The styles with a name that people chose, nearest first: `Title`, `Quotations`. */
  readonly names: readonly string[]
  /** Its text is not shown. */
  readonly hidden: boolean
  /** Six hexadecimal digits, lower case. */
  readonly colour?: string
  /** Points. */
  readonly size?: number
  /** Something is painted behind the text. */
  readonly painted: boolean
}

export interface OdfStyles {
  /** `family`: `paragraph`, `text`, `graphic`, `presentation`, `section`, `table`, `table-cell`, `table-row`, `drawing-page`. */
  style(family: string, name: string | undefined): OdfStyle
  /** A style's properties of one kind, its own before what it inherits. */
  property(family: string, name: string | undefined, kind: string, property: string): string | undefined
  /** Whether paragraphs of the list have a bullet or number at that level, from 1. */
  listed(name: string | undefined, level: number): boolean
}

const nothing: OdfStyle = { names: [], hidden: false, painted: false }
const deepestInheritance = 40
/** Text that is smaller than this is not read by people. Points. */
export const smallestText = 1

export function createStyles(...roots: readonly (XmlElement | undefined)[]): OdfStyles {
  const { styles, lists, automatic } = collect(roots)
  const known = new Map<string, OdfStyle>()

  function* inherited(family: string, name: string | undefined): Generator<XmlElement> {
    let element = name === undefined ? undefined : styles.get(`${family} ${name}`)
    for (let depth = 0; element !== undefined && depth < deepestInheritance; depth += 1) {
      yield element
      const parent = attribute(element, 'style:parent-style-name')
      element = parent === undefined ? undefined : styles.get(`${family} ${parent}`)
    }
  }

  const property: OdfStyles['property'] = (family, name, kind, wanted) => {
    for (const element of inherited(family, name)) {
      const value = attribute(child(element, kind), wanted)
      if (value !== undefined) return value
    }
    return undefined
  }

  const readStyle = (family: string, name: string): OdfStyle => {
    const colour = hexColour(property(family, name, 'style:text-properties', 'fo:color'))
    const size = points(property(family, name, 'style:text-properties', 'fo:font-size'))
    return {
      names: [...inherited(family, name)].filter((element) => !automatic.has(element)).map(namedAs),
      hidden:
        property(family, name, 'style:text-properties', 'text:display') === 'none' ||
        property(family, name, 'style:section-properties', 'text:display') === 'none' ||
        (size !== undefined && size <= smallestText),
      ...(colour === undefined ? {} : { colour }),
      ...(size === undefined ? {} : { size }),
      painted: paintingKinds.some(
        (kind) => isPainted(property(family, name, kind, 'fo:background-color')) || isFill(property(family, name, kind, 'draw:fill')),
      ),
    }
  }

  return {
    property,
    style(family, name) {
      if (name === undefined) return nothing
      const key = `${family} ${name}`
      const style = known.get(key) ?? readStyle(family, name)
      known.set(key, style)
      return style
    },
    listed(name, level) {
      const style = name === undefined ? undefined : lists.get(name)
      if (style === undefined) return true
      for (const element of elementsOf(style)) if (attribute(element, 'text:level') === String(level)) return isMarked(element)
      return true
    },
  }
}

const paintingKinds = [
  'style:text-properties',
  'style:paragraph-properties',
  'style:section-properties',
  'style:table-properties',
  'style:table-row-properties',
  'style:table-cell-properties',
  'style:graphic-properties',
]

function isPainted(background: string | undefined): boolean {
  return background !== undefined && background !== 'transparent' && background !== 'none'
}

function isFill(fill: string | undefined): boolean {
  return fill !== undefined && fill !== 'none'
}

/** The name that people see, where the file has one beside its code. */
function namedAs(style: XmlElement): string {
  return attribute(style, 'style:display-name') ?? attribute(style, 'style:name')?.replaceAll('_20_', ' ') ?? ''
}

/** A level whose bullet is a blank or whose number has no digits shows none. */
function isMarked(level: XmlElement): boolean {
  if (level.name === 'text:list-level-style-bullet') return (attribute(level, 'text:bullet-char') ?? '\u2022').trim() !== ''
  return level.name !== 'text:list-level-style-number' || (attribute(level, 'style:num-format') ?? '') !== ''
}

interface Collected {
  readonly styles: Map<string, XmlElement>
  readonly lists: Map<string, XmlElement>
  readonly automatic: Set<XmlElement>
}

/** Automatic styles of a later root do not replace those of an earlier one: content comes first. */
function collect(roots: readonly (XmlElement | undefined)[]): Collected {
  const collected: Collected = { styles: new Map(), lists: new Map(), automatic: new Set() }
  for (const root of new Set(roots))
    for (const holder of ['office:automatic-styles', 'office:styles'])
      for (const element of elementsOf(child(root, holder))) {
        const name = attribute(element, 'style:name') ?? ''
        const [map, key] =
          element.name === 'text:list-style' ? [collected.lists, name] : [collected.styles, `${attribute(element, 'style:family') ?? ''} ${name}`]
        if (!map.has(key)) map.set(key, element)
        if (holder === 'office:automatic-styles') collected.automatic.add(element)
      }
  return collected
}

/** `#RRGGBB` as six digits in lower case. */
export function hexColour(value: string | undefined): string | undefined {
  return /^#([0-9a-f]{6})$/i.exec(value ?? '')?.[1]?.toLowerCase()
}

const unitPoints: ReadonlyMap<string, number> = new Map([
  ['pt', 1],
  ['pc', 12],
  ['in', 72],
  ['cm', 72 / 2.54],
  ['mm', 7.2 / 2.54],
  ['px', 0.75],
])

/** Undefined where it is no length, a percentage for one. */
export function points(length: string | undefined): number | undefined {
  const match = /^\s*([+-]?\d{0,12}\.?\d{0,12})([a-z]{2})\s*$/.exec(length ?? '')
  const unit = unitPoints.get(match?.[2] ?? '')
  const number = Number(match?.[1] === '' ? Number.NaN : match?.[1])
  return unit === undefined || !Number.isFinite(number) ? undefined : number * unit
}

/** The page that text is printed on has a colour or a picture of its own. */
export function pagePainted(styles: XmlElement | undefined): boolean {
  for (const layout of childrenNamed(child(styles, 'office:automatic-styles'), 'style:page-layout')) {
    const properties = child(layout, 'style:page-layout-properties')
    const background = attribute(properties, 'fo:background-color')
    const white = hexColour(background) === 'ffffff'
    if ((isPainted(background) && !white) || isFill(attribute(properties, 'draw:fill')) || child(properties, 'style:background-image') !== undefined)
      return true
  }
  return false
}
