/** Word's styles: which are headings, lists, quotes or code, and how their text looks. (ECMA-376, part 1, section 17.7.) */

import { headingLevel } from '../office/heading-name.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, descendants } from '../office/xml.ts'
import { valueOf } from './content.ts'
import type { Look } from './look.ts'
import { groundOf, lookOf, together } from './look.ts'

export interface ParagraphStyle {
  /** 1 to 6. */
  readonly level?: number | undefined
  readonly list: boolean
  readonly kind?: 'quote' | 'code' | undefined
  readonly look: Look
}

export interface Styles {
  /** The usual one where the id is unknown or absent. */
  paragraph(id: string | undefined): ParagraphStyle
  character(id: string | undefined): Look
  /** Whether a table of this style may stand on a colour of its own. */
  shades(id: string | undefined): boolean
  /** BCP 47, as the file says it. */
  readonly language: string | undefined
}

/** Styles upon styles, each based on the next. */
const deepest = 30
const quotes = /^(intense )?quote$|^block ?text$|^quotations$|^zitat$|^citation$/i
const codes = /^html preformatted$|^preformatted text$|^source ?code|^code( block)?$|^macro text$|^plain text code$/i

export function createStyles(root: XmlElement | undefined): Styles {
  const byId = new Map<string, XmlElement>()
  const usual = new Map<string, string>()
  for (const style of childrenNamed(root, 'w:style')) {
    const [id, type] = [attribute(style, 'w:styleId') ?? '', attribute(style, 'w:type') ?? '']
    if (id === '') continue
    byId.set(id, style)
    if (['1', 'true', 'on'].includes(attribute(style, 'w:default') ?? '')) usual.set(type, id)
  }
  const defaults = child(root, 'w:docDefaults', 'w:rPrDefault', 'w:rPr')
  const base = lookOf(defaults)
  /** From the style itself down to what it is based on. */
  const chain = (id: string | undefined): readonly XmlElement[] => {
    const found: XmlElement[] = []
    for (let style = byId.get(id ?? ''); style !== undefined && found.length < deepest; style = byId.get(valueOf(style, 'w:basedOn') ?? '')) found.push(style)
    return found
  }
  const looks = (styles: readonly XmlElement[]): Look => together(...styles.map((style) => lookOf(child(style, 'w:rPr'))).reverse())

  const readParagraph = (id: string | undefined): ParagraphStyle => {
    const styles = chain(id)
    const names = styles.map((style) => valueOf(style, 'w:name') ?? '')
    const ground = styles.map((style) => groundOf(child(style, 'w:pPr'))).find((found) => found !== undefined)
    const kind = names.some((name) => codes.test(name)) ? 'code' : names.some((name) => quotes.test(name)) ? 'quote' : undefined
    return {
      level: styleLevel(styles, names),
      list: styles.map((style) => isNumbered(child(style, 'w:pPr'))).find((numbered) => numbered !== undefined) ?? false,
      kind,
      look: together(base, ground === undefined ? {} : { ground }, looks(styles)),
    }
  }
  const paragraph = remembered((id) => readParagraph(byId.has(id) ? id : usual.get('paragraph')))
  const character = remembered((id) => looks(chain(id)))
  const shades = remembered((id) => chain(id).some((style) => !descendants(style, 'w:shd').next().done))
  return {
    paragraph: (id) => paragraph(id ?? ''),
    character: (id) => character(id ?? ''),
    shades: (id) => shades(id ?? usual.get('table') ?? ''),
    language: valueOf(child(chain(usual.get('paragraph'))[0], 'w:rPr'), 'w:lang') ?? valueOf(defaults, 'w:lang'),
  }
}

/** By the nearest style that says so, in its outline or by its name. */
function styleLevel(styles: readonly XmlElement[], names: readonly string[]): number | undefined {
  for (const [at, style] of styles.entries()) {
    const level = outlineLevel(child(style, 'w:pPr')) ?? headingLevel(names[at] ?? '')
    if (level !== undefined) return level === 0 ? undefined : level
  }
  return undefined
}

/** 1 to 6; 0 where it says that it is body text, undefined where it says nothing. */
export function outlineLevel(properties: XmlElement | undefined): number | undefined {
  const value = valueOf(properties, 'w:outlineLvl')
  if (value === undefined) return undefined
  const level = Number(value)
  return level >= 0 && level <= 8 ? Math.min(6, level + 1) : 0
}

/** Whether it has a bullet or a number; number 0 takes away what a style gave. Undefined where it says nothing. */
export function isNumbered(properties: XmlElement | undefined): boolean | undefined {
  const number = valueOf(child(properties, 'w:numPr'), 'w:numId')
  return number === undefined ? undefined : number !== '0'
}

function remembered<T>(read: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>()
  return (id) => {
    let value = known.get(id)
    if (value === undefined) {
      value = read(id)
      known.set(id, value)
    }
    return value
  }
}
