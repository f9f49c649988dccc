/** HTML cut into tags and texts, in linear time whatever is written. */
import { decodeEntities } from './entities.ts'

export interface HtmlTokens {
  open(tag: string, attributes: Attributes, selfClosing: boolean): void
  close(tag: string): void
  /** Decoded; white space as written. */
  text(text: string): void
  /** The content of a style element. */
  style(css: string): void
}

/** Names in lower case, values decoded. */
export type Attributes = ReadonlyMap<string, string>

/** Their content is no markup: it ends at their own closing tag only. */
const rawTags = new Set(['script', 'style', 'textarea', 'title', 'noscript', 'xmp', 'iframe', 'noembed', 'noframes', 'select', 'template'])
const shownRaw = new Set(['textarea', 'title', 'xmp'])

/** Only there does `<p/>` close itself. */
const isXml = /^\s*<\?xml\b|<html\b[^>]*\sxmlns=/i

const none: Attributes = new Map()
const [greaterThan, slash, equals, doubleQuote, singleQuote] = [0x3e, 0x2f, 0x3d, 0x22, 0x27]

export function readTokens(html: string, tokens: HtmlTokens): void {
  const xml = isXml.test(html.slice(0, 2_000))
  const endOf = createTagEnds(html)
  let from = 0
  const textTo = (to: number): void => {
    if (to > from) tokens.text(decodeEntities(html.slice(from, to)))
  }
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    const code = html.charCodeAt(at + 1)
    const closing = code === slash
    if (isLetter(closing ? html.charCodeAt(at + 2) : code)) {
      const end = endOf(at + 1)
      if (end < 0) break
      textTo(at)
      const written = html.slice(at + (closing ? 2 : 1), end)
      const tag = (/^[^\s/>]+/.exec(written)?.[0] ?? '').toLowerCase()
      at = end + 1
      if (closing) tokens.close(tag)
      else {
        const selfClosing = xml && written.endsWith('/')
        tokens.open(tag, attributesOf(written.slice(tag.length)), selfClosing)
        if (rawTags.has(tag) && !selfClosing) at = readRaw(html, tag, at, tokens)
      }
      from = at
    } else if (closing || code === 0x21 || code === 0x3f) {
      textTo(at)
      at = endOfMarkup(html, at)
      from = at
    } else at += 1
  }
  textTo(html.length)
}

/** Hands on what a raw element holds and its end; gives the place after it. */
function readRaw(html: string, tag: string, from: number, tokens: HtmlTokens): number {
  const closing = new RegExp(`</${tag}(?=[\\s/>])`, 'gi')
  closing.lastIndex = from
  const found = closing.exec(html)
  const end = found?.index ?? html.length
  if (tag === 'style') tokens.style(html.slice(from, end))
  else if (shownRaw.has(tag)) tokens.text(decodeEntities(html.slice(from, end)))
  tokens.close(tag)
  if (found === null) return html.length
  const after = html.indexOf('>', end)
  return after < 0 ? html.length : after + 1
}

/** Comments, declarations and processing instructions. */
function endOfMarkup(html: string, at: number): number {
  if (html.startsWith('<!--', at)) {
    if (html.startsWith('>', at + 4)) return at + 5
    const end = html.indexOf('-->', at + 4)
    return end < 0 ? html.length : end + 3
  }
  // XML wraps scripts and texts in these
  if (html.startsWith('<![CDATA[', at)) {
    const end = html.indexOf(']]>', at)
    return end < 0 ? html.length : end + 3
  }
  const end = html.indexOf('>', at)
  return end < 0 ? html.length : end + 1
}

/** Finds a tag's `>`, or -1. A quote counts only as the start of a value. Each search that fails is made once. */
function createTagEnds(html: string): (from: number) => number {
  const spent = { [doubleQuote]: false, [singleQuote]: false }
  let noneLeft = false
  return (from) => {
    if (noneLeft) return -1
    let before = 0
    for (let at = from; at < html.length; at++) {
      const code = html.charCodeAt(at)
      if (code === greaterThan) return at
      if ((code === doubleQuote || code === singleQuote) && before === equals && !spent[code]) {
        const close = html.indexOf(code === doubleQuote ? '"' : "'", at + 1)
        if (close < 0) spent[code] = true
        else at = close
      }
      if (code > 32) before = code
    }
    noneLeft = true
    return -1
  }
}

const attributePattern = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+[^\s>]*)))?/g

function attributesOf(written: string): Attributes {
  if (!/[^\s/]/.test(written)) return none
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single, bare] of written.matchAll(attributePattern)) {
    const key = name.toLowerCase()
    if (!attributes.has(key)) attributes.set(key, decodeEntities(double ?? single ?? bare ?? ''))
  }
  return attributes
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}
