/** One paragraph of an OpenDocument file: its text as seen, what of it is not seen, and what hangs on it. */

import type { XmlElement } from '../office/xml.ts'
import { attribute, child, textOf } from '../office/xml.ts'
import type { OdfStyles } from './styles.ts'
import { smallestText } from './styles.ts'

export interface OdfParagraph {
  readonly seen: string
  readonly hidden: string
  /** In the colour of the page, with nothing painted between. */
  readonly camouflaged: string
  /** Points, of the letters it begins with. */
  readonly size?: number | undefined
  /** Footnotes, endnotes, comments, and shapes that are anchored here; in order. */
  readonly attached: readonly XmlElement[]
}

/** How text looks, by what surrounds it. */
export interface Look {
  readonly hidden: boolean
  readonly painted: boolean
  readonly colour?: string | undefined
  readonly size?: number | undefined
}

/** Blanks that one element may stand for. */
const mostBlanks = 1_000
/** These hold no text of the paragraph. */
const silent = new Set(['office:event-listeners', 'text:script', 'text:ruby-text', 'text:tracked-changes', 'svg:title', 'svg:desc'])

/** `background`: six hexadecimal digits; undefined where it is not one colour. */
export function readParagraph(paragraph: XmlElement, styles: OdfStyles, around: Look, background: string | undefined): OdfParagraph {
  const texts = { seen: '', hidden: '', camouflaged: '' }
  const attached: XmlElement[] = []
  const base = within(around, styles, 'paragraph', attribute(paragraph, 'text:style-name'))
  let whole = false

  const add = (text: string, look: Look): void => {
    if (look.hidden) texts.hidden += text
    else if (!look.painted && background !== undefined && look.colour === background) texts.camouflaged += text
    else texts.seen += text
  }
  const walk = (element: XmlElement, look: Look): void => {
    for (const node of element.children) {
      if (typeof node === 'string') add(node.replace(/[ \t\r\n]+/g, ' '), look)
      else walkElement(node, look)
    }
  }
  const walkElement = (node: XmlElement, look: Look): void => {
    switch (node.name) {
      case 'text:s':
        return add(' '.repeat(Math.min(mostBlanks, Math.max(1, Number(attribute(node, 'text:c') ?? 1) || 1))), look)
      case 'text:tab':
        return add('\t', look)
      case 'text:line-break':
        return add('\n', look)
      case 'text:number':
        return add(`${textOf(node)} `, look)
      case 'text:note':
        add(noteMark(node), look)
        attached.push(node)
        return
      case 'text:hidden-text':
        return add(textOf(node) || (attribute(node, 'text:string-value') ?? ''), { ...look, hidden: attribute(node, 'text:is-hidden') !== 'false' })
      case 'text:hidden-paragraph':
        whole ||= attribute(node, 'text:is-hidden') === 'true'
        return walk(node, look)
      case 'text:span':
      case 'text:a':
        return walk(node, within(look, styles, 'text', attribute(node, 'text:style-name')))
      case 'office:annotation':
        attached.push(node)
        return
      case 'draw:a':
        return walk(node, look)
      default:
        if (node.name.startsWith('draw:')) attached.push(node)
        else if (!silent.has(node.name)) walk(node, look)
    }
  }
  walk(paragraph, base)
  const shown = whole ? { seen: '', hidden: texts.seen + texts.camouflaged + texts.hidden, camouflaged: '' } : texts
  return { ...shown, size: base.size, attached }
}

/** Notes are marked in the text as in DOCX: readers see a small number. */
export function noteMark(note: XmlElement): string {
  const citation = child(note, 'text:note-citation')
  const mark = (attribute(citation, 'text:label') ?? textOf(citation)).trim()
  return mark === '' ? '' : `[${mark}]`
}

export function within(around: Look, styles: OdfStyles, family: string, name: string | undefined): Look {
  if (name === undefined) return around
  const style = styles.style(family, name)
  const size = style.size ?? around.size
  return {
    // a size that is given again shows what a paragraph's style had made too small
    hidden: style.hidden || (around.hidden && !(style.size !== undefined && style.size > smallestText && (around.size ?? 2) <= smallestText)),
    painted: around.painted || style.painted,
    colour: style.colour ?? around.colour,
    size,
  }
}
