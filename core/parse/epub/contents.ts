/** A book's table of contents: the name and depth that it gives to each chapter. */

import { readTokens } from '../html/tokens.ts'
import type { OfficePackage } from '../office/package.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, textOf } from '../office/xml.ts'
import { flatten } from '../shared/clean-text.ts'
import type { BookItem } from './package.ts'
import { bookPart, bookText, bookXml } from './package.ts'

export interface ChapterName {
  readonly text: string
  /** From 1. */
  readonly depth: number
}

/** By part; where several entries point into one part, the first names it. */
export type ChapterNames = ReadonlyMap<string, ChapterName>

type Found = (href: string, text: string, depth: number) => void

export function chapterNames(pack: OfficePackage, contents: BookItem | undefined): ChapterNames {
  const names = new Map<string, ChapterName>()
  if (contents === undefined) return names
  const folder = contents.part.slice(0, contents.part.lastIndexOf('/') + 1)
  const keep: Found = (href, text, depth) => {
    const part = bookPart(pack, folder, href)
    const name = flatten(text)
    if (name !== '' && !names.has(part)) names.set(part, { text: name, depth })
  }
  if (/ncx/i.test(contents.type)) fromMap(child(bookXml(pack, contents.part), 'navMap'), 1, keep)
  else fromPage(bookText(pack, contents.part) ?? '', keep)
  return names
}

/** EPUB 2. */
function fromMap(holder: XmlElement | undefined, depth: number, found: Found): void {
  for (const point of childrenNamed(holder, 'navPoint')) {
    found(attribute(child(point, 'content'), 'src') ?? '', textOf(child(point, 'navLabel', 'text')), depth)
    fromMap(point, depth + 1, found)
  }
}

/** EPUB 3: the links in the lists of the first `nav`, or of the one that says it is the table of contents. */
function fromPage(html: string, found: Found): void {
  let depth = 0
  let wanted = false
  let href = ''
  let text = ''
  readTokens(html, {
    open(tag, attributes) {
      if (tag === 'nav') {
        const type = attributes.get('epub:type') ?? attributes.get('role') ?? 'toc'
        wanted = /\b(?:doc-)?toc\b/.test(type)
        depth = 0
      } else if (tag === 'ol' || tag === 'ul') depth += 1
      else if (tag === 'a') {
        href = attributes.get('href') ?? ''
        text = ''
      }
    },
    close(tag) {
      if (tag === 'nav') wanted = false
      else if (tag === 'ol' || tag === 'ul') depth -= 1
      else if (tag === 'a' && wanted) found(href, text, Math.max(1, depth))
    },
    text(piece) {
      text += piece
    },
    style() {
      // of no matter to a list of names
    },
  })
}
