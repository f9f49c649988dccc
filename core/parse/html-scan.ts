/**
 * Reads HTML from a string without building a tree: for pages too large for one, and for HTML that
 * our own converter wrote. It skips what is not shown and knows no scripts, styles or links.
 */

import type { Block } from '../types/document.ts'
import { createHtmlBlocks, unseenTags } from './html-blocks.ts'

const voidTags = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'])
const hiddenAttribute = /\shidden(?=[\s=>/]|$)|style\s*=\s*(?:"[^"]*|'[^']*)(?:display\s*:\s*none|visibility\s*:\s*hidden)/i
const tagPattern = /<(\/?)([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|<!--[\s\S]*?(?:-->|$)|<[!?][^>]*>/g

export function scanHtml(html: string): readonly Block[] {
  const blocks = createHtmlBlocks()
  /** The tag that hides what follows, and how often it is open. */
  let hidden: { readonly tag: string; depth: number } | undefined
  let at = 0
  for (const match of html.matchAll(tagPattern)) {
    if (hidden === undefined && match.index > at) blocks.text(decodeEntities(html.slice(at, match.index)))
    at = match.index + match[0].length
    const tag = match[2]?.toLowerCase()
    if (tag === undefined) continue
    const closing = match[1] === '/'
    const single = voidTags.has(tag) || match[3]?.endsWith('/') === true
    if (hidden !== undefined) {
      if (tag === hidden.tag && !single) hidden.depth += closing ? -1 : 1
      if (hidden.depth === 0) hidden = undefined
    } else if (!closing && !single && (unseenTags.has(tag) || hiddenAttribute.test(match[3] ?? ''))) hidden = { tag, depth: 1 }
    else if (closing) blocks.close(tag)
    else blocks.open(tag)
  }
  if (hidden === undefined) blocks.text(decodeEntities(html.slice(at)))
  return blocks.take()
}

/** The names that real pages use; an unknown one stays as it is written. */
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  copy: '©',
  reg: '®',
  trade: '™',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  middot: '·',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  sect: '§',
  para: '¶',
  deg: '°',
  times: '×',
  divide: '÷',
  plusmn: '±',
  laquo: '«',
  raquo: '»',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  szlig: 'ß',
  agrave: 'à',
  aacute: 'á',
  acirc: 'â',
  atilde: 'ã',
  auml: 'ä',
  aring: 'å',
  aelig: 'æ',
  ccedil: 'ç',
  egrave: 'è',
  eacute: 'é',
  ecirc: 'ê',
  euml: 'ë',
  igrave: 'ì',
  iacute: 'í',
  icirc: 'î',
  iuml: 'ï',
  ntilde: 'ñ',
  ograve: 'ò',
  oacute: 'ó',
  ocirc: 'ô',
  otilde: 'õ',
  ouml: 'ö',
  oslash: 'ø',
  ugrave: 'ù',
  uacute: 'ú',
  ucirc: 'û',
  uuml: 'ü',
  Agrave: 'À',
  Aacute: 'Á',
  Auml: 'Ä',
  Aring: 'Å',
  AElig: 'Æ',
  Ccedil: 'Ç',
  Egrave: 'È',
  Eacute: 'É',
  Ntilde: 'Ñ',
  Oacute: 'Ó',
  Ouml: 'Ö',
  Oslash: 'Ø',
  Uuml: 'Ü',
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,30}));?/g,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole
      const code = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    },
  )
}
