/** What stands at the head of an RTF file: fonts, colours, styles, properties. Each is told word by word. */
import type { DocumentProperties } from '../../types/document.ts'
import { headingLevel } from '../office/heading-name.ts'
import { propertiesOf } from '../shared/properties.ts'
import { charsetEncoding, codePageEncoding, type RtfFont, symbolCharset } from './letters.ts'

/** Takes the words and letters of one destination. */
export interface RtfTable {
  word(word: string, value: number | undefined): void
  text(text: string): void
}

/** More than this nobody needs; a hostile file may list millions. */
const mostEntries = 20_000

export function createFontTable(fonts: Map<number, RtfFont>): RtfTable {
  let font: RtfFont | undefined
  return {
    word(word, value) {
      if (word === 'f') {
        font = { name: '', symbols: false }
        if (fonts.size < mostEntries) fonts.set(value ?? 0, font)
      } else if (font === undefined) return
      else if (word === 'fcharset') {
        font.encoding = charsetEncoding(value)
        font.symbols = value === symbolCharset
      } else if (word === 'cpg') font.encoding = codePageEncoding(value) ?? font.encoding
    },
    text(text) {
      if (font !== undefined && font.name.length < 100) font.name += text.replace(/;.*$/s, '')
    },
  }
}

/** Six hexadecimal digits each; `auto` where none is said. */
export function createColourTable(colours: string[]): RtfTable {
  let parts: Record<string, number> = {}
  const digits = (name: string): string =>
    Math.min(255, Math.max(0, parts[name] ?? 0))
      .toString(16)
      .padStart(2, '0')
  return {
    word(word, value) {
      if (word === 'red' || word === 'green' || word === 'blue') parts[word] = value ?? 0
    },
    text(text) {
      for (const letter of text) {
        if (letter !== ';' || colours.length >= mostEntries) continue
        colours.push(Object.keys(parts).length === 0 ? 'auto' : digits('red') + digits('green') + digits('blue'))
        parts = {}
      }
    },
  }
}

interface Style {
  name: string
  outline?: number | undefined
  basedOn?: number | undefined
  list: boolean
}

export interface RtfStyles extends RtfTable {
  /** A heading's, 1 to 6; undefined where the style is none. */
  level(style: number): number | undefined
  isList(style: number): boolean
}

const deepestStyle = 30

export function createStyleSheet(): RtfStyles {
  const styles = new Map<number, Style>()
  let style: Style | undefined
  const chain = (number: number): readonly Style[] => {
    const found: Style[] = []
    for (let one = styles.get(number); one !== undefined && found.length < deepestStyle; one = styles.get(one.basedOn ?? -1)) found.push(one)
    return found
  }
  return {
    word(word, value) {
      if (word === 's' || word === 'cs' || word === 'ds' || word === 'ts') {
        style = { name: '', list: false }
        if (word === 's' && styles.size < mostEntries) styles.set(value ?? 0, style)
      } else if (style === undefined) return
      else if (word === 'outlinelevel') style.outline = value ?? 0
      else if (word === 'sbasedon') style.basedOn = value
      else if (word === 'ls') style.list = (value ?? 0) > 0
    },
    text(text) {
      // the usual style says no number
      style ??= styles.get(0) ?? { name: '', list: false }
      if (!styles.has(0) && styles.size === 0) styles.set(0, style)
      if (style.name.length < 200) style.name += text.replace(/;.*$/s, '')
    },
    level(number) {
      for (const { name, outline } of chain(number)) {
        const level = outline === undefined ? headingLevel(name) : outline <= 8 ? Math.min(6, outline + 1) : 0
        if (level !== undefined) return level === 0 ? undefined : level
      }
      return undefined
    },
    isList: (number) => chain(number).some(({ list }) => list),
  }
}

export interface RtfInfo {
  /** The table of one of the properties; undefined where it is none that we read. */
  property(name: string): RtfTable | undefined
  read(): DocumentProperties
}

const times = ['yr', 'mo', 'dy', 'hr', 'min'] as const

export function createInfo(): RtfInfo {
  const texts = { title: '', author: '' }
  const dates = { creatim: {} as Record<string, number>, revtim: {} as Record<string, number> }
  return {
    property(name) {
      if (name === 'title' || name === 'author') {
        return {
          word: () => undefined,
          text(text) {
            if (texts[name].length < 2_000) texts[name] += text
          },
        }
      }
      if (name !== 'creatim' && name !== 'revtim') return undefined
      return {
        word(word, value) {
          if (times.some((time) => time === word)) dates[name][word] = value ?? 0
        },
        text: () => undefined,
      }
    },
    read: () => propertiesOf({ ...texts, created: dateOf(dates.creatim), modified: dateOf(dates.revtim) }),
  }
}

function dateOf({ yr = 0, mo = 0, dy = 0, hr = 0, min = 0 }: Readonly<Record<string, number>>): string {
  if (yr < 1900 || yr > 9999 || mo < 1 || mo > 12 || dy < 1 || dy > 31) return ''
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${yr}-${two(mo)}-${two(dy)}T${two(hr)}:${two(min)}`
}
