/**
 * Reads HTML from a string, of any size and depth: closes what its writer left open, tells what a reader
 * sees from what he does not, and leaves the blocks to their builder. Nothing is fetched or run.
 */
import type { Block } from '../../types/document.ts'
import { numbered } from '../shared/numbered.ts'
import { blockTags, createHtmlBlocks } from './blocks.ts'
import type { Styled } from './css.ts'
import { createStyleRules } from './css.ts'
import type { Look } from './look.ts'
import { isHidden, lookOf, plainLook } from './look.ts'
import type { MarkedBlock } from './marked-block.ts'
import type { Attributes } from './tokens.ts'
import { readTokens } from './tokens.ts'

const voidTags = new Set('area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(' '))
/** Never text, with all that they hold. Scripts and the like are no markup at all and come without text. */
const unseenTags = new Set('head script style noscript template iframe object audio video canvas select datalist rp annotation annotation-xml'.split(' '))
/** The mark beside a heading that links to itself, drawn when the pointer is on it. */
const linkMarks = new Set(['headerlink', 'permalink', 'heading-anchor', 'anchorjs-link'])
/** Each ends an open paragraph. */
const endsParagraph = new Set(
  'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li listing main menu nav ol p plaintext pre search section summary table ul dt dd'.split(
    ' ',
  ),
)
/** What a tag ends when it opens, and within what: its like, up to what holds them. */
const endsLike: Readonly<Record<string, readonly [ends: ReadonlySet<string>, within: ReadonlySet<string>]>> = {
  li: [new Set(['li']), new Set(['ul', 'ol', 'menu', 'dir', 'table', 'td', 'th'])],
  dt: [new Set(['dt', 'dd']), new Set(['dl', 'table', 'td', 'th'])],
  dd: [new Set(['dt', 'dd']), new Set(['dl', 'table', 'td', 'th'])],
  td: [new Set(['td', 'th', 'caption']), new Set(['table', 'tr'])],
  th: [new Set(['td', 'th', 'caption']), new Set(['table', 'tr'])],
  tr: [new Set(['tr', 'caption', 'colgroup']), new Set(['table'])],
  thead: [new Set(['thead', 'tbody', 'tfoot', 'caption', 'colgroup']), new Set(['table'])],
  tbody: [new Set(['thead', 'tbody', 'tfoot', 'caption', 'colgroup']), new Set(['table'])],
  tfoot: [new Set(['thead', 'tbody', 'tfoot', 'caption', 'colgroup']), new Set(['table'])],
}
const headings = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const tableTags = new Set(['table', 'caption', 'colgroup', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'])
/** How far a tag looks back for what it closes. */
const farthestBack = 500

interface Open {
  readonly tag: string
  readonly look: Look
  readonly styled: Styled
  /** Its text is none of the page's. */
  readonly unseen: boolean
}

/** The blocks in reading order, numbered from 1; what a reader does not see in blocks of its own. */
export function scanHtml(html: string): readonly Block[] {
  return numbered(scanMarked(html))
}

/** As `scanHtml`, with menus marked. */
export function scanMarked(html: string): readonly MarkedBlock[] {
  const blocks = createHtmlBlocks()
  const rules = createStyleRules()
  const page: Open = { tag: '', look: plainLook, styled: { tag: '', id: '', classes: [], parent: null }, unseen: false }
  const open: Open[] = []
  /** How often each tag is open. */
  const counts = new Map<string, number>()
  const top = (): Open => open.at(-1) ?? page

  const pop = (): void => {
    const last = open.pop()
    if (last === undefined) return
    counts.set(last.tag, (counts.get(last.tag) ?? 1) - 1)
    if (!last.unseen) blocks.close(last.tag)
  }
  const popTo = (index: number): void => {
    while (open.length > index) pop()
  }
  /** The place of the innermost open tag that is one of `tags`, before any of `within`; -1 where there is none. */
  const find = (tags: ReadonlySet<string>, within: ReadonlySet<string>): number => {
    const last = Math.max(0, open.length - farthestBack)
    for (let at = open.length - 1; at >= last; at--) {
      const tag = open[at]?.tag ?? ''
      if (tags.has(tag)) return at
      if (within.has(tag)) return -1
    }
    return -1
  }
  const endImplied = (tag: string): void => {
    const like = endsLike[tag]
    if (like !== undefined) {
      const at = find(...like)
      if (at >= 0) popTo(at)
    }
    if (endsParagraph.has(tag) && (counts.get('p') ?? 0) > 0) {
      let at = open.length - 1
      while (at > 0 && !blockTags.has(open[at]?.tag ?? '') && open.length - at < farthestBack) at--
      if (open[at]?.tag === 'p') popTo(at)
    }
    if (headings.has(tag) && headings.has(top().tag)) pop()
  }

  readTokens(html, {
    open(tag, attributes, selfClosing) {
      if (tag === 'body' || tag === 'html') while (top().tag === 'head') pop()
      endImplied(tag)
      const parent = top()
      const element = opened(parent, tag, attributes)
      if (voidTags.has(tag) || selfClosing) {
        if (parent.unseen) return
        blocks.open(tag, attributes)
        if (tag === 'input') blocks.text(inputText(attributes), !isHidden(element.look))
        blocks.close(tag)
        return
      }
      open.push(element)
      counts.set(tag, (counts.get(tag) ?? 0) + 1)
      if (!element.unseen) blocks.open(tag, attributes)
    },
    close(tag) {
      if (tag === 'br' || tag === 'p') {
        // browsers make an empty one of it
        if ((counts.get(tag) ?? 0) === 0 && !top().unseen) {
          blocks.open(tag, new Map())
          blocks.close(tag)
        }
      }
      if ((counts.get(tag) ?? 0) === 0) return
      const at = find(new Set([tag]), tableTags.has(tag) ? new Set(tag === 'table' ? [] : ['table']) : new Set(['td', 'th', 'caption']))
      if (at >= 0) popTo(at)
    },
    text(text) {
      const { unseen, look } = top()
      if (!unseen) blocks.text(text, !isHidden(look))
    },
    style: rules.add,
  })
  popTo(0)
  return blocks.take()

  function opened(parent: Open, tag: string, attributes: Attributes): Open {
    const styled: Styled = {
      tag,
      id: attributes.get('id') ?? '',
      classes: (attributes.get('class') ?? '').split(/\s+/).filter((name) => name !== ''),
      parent: parent.styled,
    }
    const style = rules.of(styled, attributes.get('style'))
    const plain = style.size === 0 && attributes.size === 0 && tag !== 'dialog'
    const look = plain ? parent.look : lookOf(parent.look, tag, attributes, style)
    return { tag, look, styled, unseen: unseenHere(parent, tag) || (tag === 'a' && styled.classes.some((name) => linkMarks.has(name))) }
  }
}

/** A drawing's own words are seen, its title and description are not. */
function unseenHere(parent: Open, tag: string): boolean {
  if (unseenTags.has(tag) || tag === 'svg') return true
  if (tag === 'text' && parent.unseen) return parent.styled.tag !== 'svg' && parent.styled.tag !== 'g'
  return parent.unseen
}

/** What a form's field shows. */
function inputText(attributes: Attributes): string {
  const type = (attributes.get('type') ?? 'text').toLowerCase()
  const shown = /^(?:text|search|email|url|tel|number|date|time|month|week|datetime-local|submit|button|reset)$/.test(type)
  return shown ? ` ${attributes.get('value') ?? ''} ` : ''
}
