/** Styles of an OpenDocument spreadsheet that hide what they style. (ODF 1.3, part 3, chapters 16, 17 and 20.) */
import type { XmlAttributes } from '../office/xml-stream.ts'

export interface OdsStyles {
  /** To be told each element of the styles. */
  open(name: string, attribute: XmlAttributes): void
  hidesTable(style: string): boolean
  /** White letters on white, or too small. */
  isUnseen(style: string): boolean
}

const white = /^#f[a-f]f[a-f]f[a-f]$/i
/** Points. */
const smallestFont = 2

export function createOdsStyles(): OdsStyles {
  const hiddenTables = new Set<string>()
  const pale = new Set<string>()
  const tiny = new Set<string>()
  const coloured = new Set<string>()
  let style = ''
  return {
    open(name, attribute) {
      if (name === 'style') style = attribute('style:name') ?? ''
      else if (name === 'table-properties' && attribute('display') === 'false') hiddenTables.add(style)
      else if (name === 'table-cell-properties') {
        const background = attribute('background-color') ?? 'transparent'
        if (background !== 'transparent' && !white.test(background)) coloured.add(style)
      } else if (name === 'text-properties') {
        if (white.test(attribute('fo:color') ?? '')) pale.add(style)
        if (Number.parseFloat(attribute('fo:font-size') ?? '10') < smallestFont) tiny.add(style)
      }
    },
    hidesTable: (name) => hiddenTables.has(name),
    isUnseen: (name) => tiny.has(name) || (pale.has(name) && !coloured.has(name)),
  }
}
