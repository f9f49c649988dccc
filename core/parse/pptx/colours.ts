/** Colours of a slide as far as the file gives them plainly: a tint or a gradient is no colour here. */
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, elementsOf } from '../office/xml.ts'

/** Six hexadecimal digits, lower case. */
export type ColourOf = (fill: XmlElement | undefined) => string | undefined

const presets: ReadonlyMap<string, string> = new Map([
  ['white', 'ffffff'],
  ['black', '000000'],
])

/** `map`: the master's names for the theme's colours. */
export function createColours(theme: XmlElement | undefined, map: XmlElement | undefined): ColourOf {
  const scheme = child(theme, 'a:themeElements', 'a:clrScheme')
  const plain = (colour: XmlElement | undefined): string | undefined => {
    if (colour === undefined || changed(colour)) return undefined
    const value = attribute(colour, 'val') ?? ''
    if (colour.name === 'a:srgbClr') return value.toLowerCase()
    if (colour.name === 'a:sysClr') return attribute(colour, 'lastClr')?.toLowerCase()
    if (colour.name === 'a:prstClr') return presets.get(value)
    if (colour.name !== 'a:schemeClr') return undefined
    const slot = attribute(map, value) ?? value
    const [own] = elementsOf(child(scheme, `a:${slot}`))
    return own?.name === 'a:schemeClr' ? undefined : plain(own)
  }
  return (fill) => {
    const [colour] = elementsOf(fill)
    return plain(colour)
  }
}

const fully = '100000'

function changed(colour: XmlElement): boolean {
  for (const change of elementsOf(colour)) if (change.name !== 'a:alpha' || attribute(change, 'val') !== fully) return true
  return false
}

/** Undefined where it is a picture, a gradient or anything else that is not one colour. */
export function backgroundOf(sheets: readonly (XmlElement | undefined)[], colourOf: ColourOf): string | undefined {
  for (const sheet of sheets) {
    const background = child(sheet, 'p:cSld', 'p:bg')
    if (background === undefined) continue
    const painted = child(background, 'p:bgPr')
    if (painted !== undefined) return colourOf(child(painted, 'a:solidFill'))
    const reference = child(background, 'p:bgRef')
    // the first of a theme's background fills is the plain one
    return attribute(reference, 'idx') === '1001' ? colourOf(reference) : undefined
  }
  return 'ffffff'
}
