/** The text of a shape in a presentation, paragraph by paragraph: list items told from prose, unseen runs from seen ones. */

import type { ShapeText } from '../office/slide-blocks.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, descendants, elementsOf, textOf } from '../office/xml.ts'
import { flatten, tidyLines } from '../shared/clean-text.ts'
import type { ColourOf } from './colours.ts'

export interface TextContext {
  readonly colourOf: ColourOf
  /** Of the slide, where it is one colour. */
  readonly background: string | undefined
  /** How often each language is named. */
  readonly languages: Map<string, number>
}

type Sight = 'seen' | 'hidden' | 'camouflaged'

/** Smaller letters are not read by people. Hundredths of a point. */
const smallest = 100
const deepestList = 8

/**
 * `styles`: where the paragraph styles are inherited from, nearest first.
 * `level`: the text is a heading of that level, however many paragraphs it has.
 */
export function shapeTexts(body: XmlElement | undefined, context: TextContext, styles: readonly XmlElement[], level?: number): readonly ShapeText[] {
  const texts: ShapeText[] = []
  for (const paragraph of childrenNamed(body, 'a:p')) {
    const kind = isListed(paragraph, styles) ? 'list-item' : 'paragraph'
    for (const { sight, text, size } of stretches(paragraph, context)) {
      const shown = tidy(text)
      if (shown === '') continue
      texts.push({ kind, text: shown, ...flagOf(sight), ...(size === undefined ? {} : { size }) })
    }
  }
  return level === undefined ? texts : asHeading(texts, level)
}

/** What people read of it, in one line. */
export function plainText(body: XmlElement | undefined, context: TextContext): { readonly seen: string; readonly unseen: string } {
  const texts = shapeTexts(body, context, [])
  const joined = (hidden: boolean): string =>
    texts
      .filter((text) => (text.hidden === true) === hidden)
      .map(({ text }) => text.replaceAll('\n', ' '))
      .join(' ')
  return { seen: joined(false), unseen: joined(true) }
}

function flagOf(sight: Sight): { readonly hidden?: true; readonly camouflaged?: true } {
  if (sight === 'seen') return {}
  return sight === 'hidden' ? { hidden: true } : { camouflaged: true }
}

/** A heading is one line, whichever way it was broken. */
function asHeading(texts: readonly ShapeText[], level: number): readonly ShapeText[] {
  const seen = texts.filter(({ hidden, camouflaged }) => hidden === undefined && camouflaged === undefined)
  const others = texts.filter((text) => !seen.includes(text))
  const text = flatten(seen.map(({ text }) => text).join(' '))
  const size = seen[0]?.size
  return [...(text === '' ? [] : [{ kind: 'heading' as const, text, level, ...(size === undefined ? {} : { size }) }]), ...others]
}

/** The nearest style that says whether there is a bullet or a number decides. */
function isListed(paragraph: XmlElement, styles: readonly XmlElement[]): boolean {
  const own = child(paragraph, 'a:pPr')
  const level = 1 + Math.min(deepestList, Math.max(0, Math.trunc(Number(attribute(own, 'lvl') ?? 0)) || 0))
  for (const properties of [own, ...styles.map((style) => child(style, `a:lvl${level}pPr`))]) {
    for (const { name } of elementsOf(properties)) {
      if (name === 'a:buNone') return false
      if (name === 'a:buChar' || name === 'a:buAutoNum' || name === 'a:buBlip') return true
    }
  }
  return false
}

interface Stretch {
  readonly sight: Sight
  text: string
  /** Points. */
  readonly size?: number | undefined
}

/** Runs that are seen alike, joined: what is seen first, then what is not. */
function stretches(paragraph: XmlElement, context: TextContext): readonly Stretch[] {
  const bySight = new Map<Sight, Stretch>()
  const add = (sight: Sight, text: string, size?: number): void => {
    const known = bySight.get(sight)
    if (known === undefined) bySight.set(sight, { sight, text, size })
    else known.text += text
  }
  for (const node of elementsOf(paragraph)) {
    if (node.name === 'a:r' || node.name === 'a:fld') {
      const properties = child(node, 'a:rPr')
      const size = Number(attribute(properties, 'sz') ?? Number.NaN) / 100
      count(context.languages, attribute(properties, 'lang'))
      add(sightOf(properties, context), textOf(child(node, 'a:t')), Number.isFinite(size) ? size : undefined)
    } else if (node.name === 'a:br') add('seen', '\n')
    else if (node.name !== 'a:pPr' && node.name !== 'a:endParaRPr') for (const text of descendants(chosen(node), 'm:t')) add('seen', textOf(text))
  }
  return [...bySight.values()].sort((one, other) => Number(one.sight !== 'seen') - Number(other.sight !== 'seen'))
}

/** Of alternatives, the first: the others are for programs that do not know it. */
export function chosen(node: XmlElement): XmlElement {
  return node.name === 'mc:AlternateContent' ? (child(node, 'mc:Choice') ?? child(node, 'mc:Fallback') ?? node) : node
}

function sightOf(properties: XmlElement | undefined, { colourOf, background }: TextContext): Sight {
  if (properties === undefined) return 'seen'
  if (Number(attribute(properties, 'sz') ?? smallest + 1) <= smallest) return 'hidden'
  // an outline, a shadow or a marker shows letters of any colour
  if (['a:ln', 'a:effectLst', 'a:effectDag', 'a:highlight'].some((name) => child(properties, name) !== undefined)) return 'seen'
  if (child(properties, 'a:noFill') !== undefined) return 'hidden'
  const fill = child(properties, 'a:solidFill')
  const [colour] = elementsOf(fill)
  if (attribute(child(colour, 'a:alpha'), 'val') === '0') return 'hidden'
  return background !== undefined && colourOf(fill) === background ? 'camouflaged' : 'seen'
}

function count(languages: Map<string, number>, language: string | undefined): void {
  if (language !== undefined) languages.set(language, (languages.get(language) ?? 0) + 1)
}

/** Line breaks stay, which some programs write as vertical tabs or in a coded form. */
function tidy(text: string): string {
  return tidyLines(text.replace(/\u000b|_x000B_|_x000D_/gi, '\n'))
}
