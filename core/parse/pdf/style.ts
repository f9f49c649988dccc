/** What does not change within one piece of text that a PDF draws: its font's weight and the way that it runs. */
import type { Pdfium } from './pdfium.ts'

export interface Style {
  /** In the order met, from 0. */
  readonly place: number
  readonly object: number
  /** As the font's stems suggest; only a comparison within the page tells bold. */
  readonly weight: number
  /** The font's name says that it is bold, or its letters are drawn with an outline too. */
  readonly namedBold: boolean
  /** Quarter turns clockwise against the upright page, or null for a slant. */
  readonly turns: number | null
  /** Grows as characters are read: left, bottom, right, top in the page's own space. */
  readonly box: [number, number, number, number]
  /** Characters read so far. */
  count: number
}

export interface Styles {
  of(index: number, object: number): Style
  /** In the order met. */
  readonly all: readonly Style[]
}

const boldName = /bold|black|heavy|demi/i
const fillAndStroke = 2
/** The first bytes of a font's name are enough. */
export const nameBytes = 96

/** A font's name and weight are read once. */
export function createStyles(pdfium: Pdfium, textPage: number, rotation: number, scratch: number): Styles {
  const raws = pdfium.memory.wasmExports
  const styles = new Map<number, Style>()
  const all: Style[] = []
  const fonts = new Map<number, Pick<Style, 'weight' | 'namedBold'>>()

  const fontOf = (index: number, font: number): Pick<Style, 'weight' | 'namedBold'> => {
    const known = fonts.get(font)
    if (known !== undefined) return known
    const found = { weight: raws.FPDFText_GetFontWeight(textPage, index), namedBold: boldName.test(fontName(pdfium, textPage, index, scratch)) }
    if (font !== 0) fonts.set(font, found)
    return found
  }

  const read = (index: number, object: number): Style => {
    // PDFium's angle runs counter-clockwise from the page's own x axis, in radians
    const quarters = raws.FPDFText_GetCharAngle(textPage, index) / (Math.PI / 2)
    const nearest = Math.round(quarters)
    const level = Math.abs(quarters - nearest) < 0.06
    const font = fontOf(index, object === 0 ? 0 : raws.FPDFTextObj_GetFont(object))
    const outlined = object !== 0 && raws.FPDFTextObj_GetTextRenderMode(object) === fillAndStroke
    return {
      place: all.length,
      object,
      weight: font.weight,
      namedBold: font.namedBold || outlined,
      turns: level ? (((-nearest - rotation) % 4) + 8) % 4 : null,
      box: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
      count: 0,
    }
  }

  return {
    of(index, object) {
      let style = styles.get(object)
      if (style === undefined) {
        style = read(index, object)
        styles.set(object, style)
        all.push(style)
      }
      return style
    },
    all,
  }
}

function fontName(pdfium: Pdfium, textPage: number, index: number, scratch: number): string {
  const length = pdfium.memory.wasmExports.FPDFText_GetFontInfo(textPage, index, scratch, nameBytes, 0)
  return length > 1 && length <= nameBytes ? String.fromCharCode(...pdfium.memory.HEAPU8.subarray(scratch, scratch + length - 1)) : ''
}
