/** How an XLSX shows its cells: the number format of each style, and which styles nobody can see. (ECMA-376, 18.8.) */
import { SSF } from '@e965/xlsx'
import type { XmlAttributes } from '../office/xml-stream.ts'
import { readXmlStream } from '../office/xml-stream.ts'

export interface CellStyles {
  /** A number as it is displayed, in the style of that index; as it is stored where the format cannot be read. */
  format(value: number, style: number): string
  /** Letters of the style are not seen: white on white, or too small. */
  isUnseen(style: number): boolean
  /** A text of the style is not displayed at all. */
  hidesText(style: number): boolean
}

/** Format 14 is the system's short date: the year in full, as Excel shows it. */
const shortDate = 'm/d/yyyy'
/** Points; smaller letters are not read by anyone. */
const smallestFont = 2

export async function readStyles(pieces: AsyncIterable<string> | Iterable<string>, dates1904: boolean): Promise<CellStyles> {
  const custom = new Map<number, string>()
  const faintFonts: boolean[] = []
  const tinyFonts: boolean[] = []
  const paleFills: boolean[] = []
  const formats: (string | number)[] = []
  const unseen: boolean[] = []
  const path: string[] = []

  await readXmlStream(pieces, {
    open(name, attribute) {
      const parent = path.at(-1)
      const within = path.at(-2)
      path.push(name)
      if (name === 'numFmt' && parent === 'numFmts') custom.set(Number(attribute('numFmtId')), attribute('formatCode') ?? 'General')
      else if (name === 'font' && parent === 'fonts') {
        faintFonts.push(false)
        tinyFonts.push(false)
      } else if (name === 'color' && within === 'fonts') faintFonts[faintFonts.length - 1] = isWhite(attribute)
      else if (name === 'sz' && within === 'fonts') tinyFonts[tinyFonts.length - 1] = Number(attribute('val')) < smallestFont
      else if (name === 'fill' && parent === 'fills') paleFills.push(false)
      else if (name === 'patternFill' && within === 'fills') paleFills[paleFills.length - 1] = (attribute('patternType') ?? 'none') === 'none'
      else if (name === 'fgColor' && path.at(-4) === 'fills' && isWhite(attribute)) paleFills[paleFills.length - 1] = true
      else if (name === 'xf' && parent === 'cellXfs') {
        const id = Number(attribute('numFmtId') ?? 0)
        formats.push(custom.get(id) ?? id)
        const font = Number(attribute('fontId') ?? 0)
        unseen.push(tinyFonts[font] === true || (faintFonts[font] === true && paleFills[Number(attribute('fillId') ?? 0)] !== false))
      }
    },
    text() {},
    close() {
      path.pop()
    },
  })
  const textHidden = formats.map((format) => typeof format === 'string' && hidesAllText(format))
  return {
    format: (value, style) => displayed(value, formats[style] ?? 0, dates1904),
    isUnseen: (style) => unseen[style] === true,
    hidesText: (style) => textHidden[style] === true,
  }
}

/** Four sections, the last of them, for text, empty: `;;;`. */
function hidesAllText(format: string): boolean {
  return /^(?:[^;"\\]{0,40};){3}\s*$/.test(format)
}

function isWhite(attribute: XmlAttributes): boolean {
  if (attribute('tint') !== undefined && Number(attribute('tint')) !== 0) return false
  const rgb = attribute('rgb')
  if (rgb !== undefined) return /^(?:FF|00)?F[A-F]F[A-F]F[A-F]$/i.test(rgb)
  // the first colour of a theme is its paper
  return attribute('theme') === '0' || attribute('indexed') === '1' || attribute('indexed') === '9'
}

function displayed(value: number, format: string | number, date1904: boolean): string {
  if (format === 0 && Number.isInteger(value) && Math.abs(value) < 1e11) return String(value)
  try {
    return SSF.format(format, value, { date1904, dateNF: shortDate })
  } catch (error) {
    // the library throws errors of its own for formats and dates that it cannot show
    if (error instanceof Error) return String(value)
    throw error
  }
}
