/**
 * A remark plugin: markers `[n]` become citation numerals, and the sentence before a numeral
 * becomes one span, so that it can be underlined while its numeral is pointed at. Works on the
 * parsed tree, so a marker in code stays what it is.
 */
import type { Break, Delete, Emphasis, Link, LinkReference, Node, Nodes, PhrasingContent, Root, RootContent, Strong, Text } from 'mdast'

/** What must not begin a line. */
const closing = /^[.,;:!?…。！？、，；：)\]}»”’"']/
/** `[3]`, `[1, 2]`, `[1][2]`. */
const marker = /\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]/g
/** The end of a sentence, closing quotes included, before a space. */
const sentenceEnd = /[.!?…。！？]["'”’»)\]]*(?=\s|$)/g

/** Keeps a numeral on the line of the word before it, and what closes the sentence on the line of the numeral (U+2060, word joiner). */
const joiner: Text = { type: 'text', value: '\u2060' }

function numeral(n: string): Emphasis {
  return { type: 'emphasis', children: [{ type: 'text', value: n }], data: { hName: 'sup', hProperties: { dataCitation: n } } }
}

function isNumeral(node: Node): boolean {
  return node.data !== undefined && 'hName' in node.data && node.data.hName === 'sup'
}

function splitMarkers(value: string): PhrasingContent[] {
  const parts: PhrasingContent[] = []
  let from = 0
  for (const match of value.matchAll(marker)) {
    // Space before a numeral goes: a numeral stands close to its sentence.
    const before = value.slice(from, match.index).replace(/[ \t]+$/, '')
    if (before !== '') parts.push({ type: 'text', value: before })
    for (const n of match[1]?.split(',') ?? []) parts.push(joiner, numeral(n.trim()))
    from = match.index + match[0].length
  }
  const rest = value.slice(from)
  if (from > 0 && closing.test(rest)) parts.push(joiner)
  if (rest !== '') parts.push({ type: 'text', value: rest })
  return parts
}

/** A text node cut after each end of a sentence; the space stays with what follows. */
function splitSentences(node: Text): Text[] {
  const parts: Text[] = []
  let from = 0
  for (const match of node.value.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length
    parts.push({ type: 'text', value: node.value.slice(from, end) })
    from = end
  }
  if (from < node.value.length) parts.push({ type: 'text', value: node.value.slice(from) })
  return parts
}

const endsSentence = (text: string) => /[.!?…。！？]["'”’»)\]]*$/.test(text)

/** Groups what stands between two ends of sentences; only a group with a numeral becomes a span. */
function groupSentences(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const out: PhrasingContent[] = []
  let group: PhrasingContent[] = []
  let ended = false
  const close = () => {
    if (group.some(isNumeral)) out.push({ type: 'emphasis', children: group, data: { hName: 'span', hProperties: { className: ['sentence'] } } })
    else out.push(...group)
    group = []
    ended = false
  }
  for (const node of nodes) {
    if (ended && !isNumeral(node) && node !== joiner) close()
    if (node.type === 'break') {
      close()
      out.push(node satisfies Break)
      continue
    }
    const leading = node.type === 'text' && group.length === 0 ? /^\s+/.exec(node.value)?.[0] : undefined
    if (leading && node.type === 'text') {
      out.push({ type: 'text', value: leading })
      if (leading.length < node.value.length) group.push({ type: 'text', value: node.value.slice(leading.length) })
    } else group.push(node)
    if (node.type === 'text' && endsSentence(node.value)) ended = true
  }
  close()
  return out
}

type Inline = Delete | Emphasis | Link | LinkReference | Strong
const isInline = (node: Nodes): node is Inline => ['delete', 'emphasis', 'link', 'linkReference', 'strong'].includes(node.type)

/** Numerals in one inline run, depth first. A reference such as `[1]` that the text defines as a link is a marker all the same. */
function withNumerals(children: readonly PhrasingContent[]): PhrasingContent[] {
  return children.flatMap((child): PhrasingContent[] => {
    if (child.type === 'text') return splitMarkers(child.value)
    if (child.type === 'linkReference' && /^\d{1,3}$/.test(child.identifier)) return [joiner, numeral(child.identifier)]
    if (child.type === 'footnoteReference') return /^\d{1,3}$/.test(child.identifier) ? [joiner, numeral(child.identifier)] : []
    if (isInline(child)) return [{ ...child, children: withNumerals(child.children) }]
    return [child]
  })
}

function visit(node: Nodes): void {
  if (!('children' in node)) return
  if (node.type === 'paragraph' || node.type === 'tableCell' || node.type === 'heading') {
    const inline = withNumerals(node.children).flatMap((child): PhrasingContent[] =>
      child.type === 'text' && child !== joiner ? splitSentences(child) : [child],
    )
    node.children = groupSentences(inline)
    return
  }
  for (const child of node.children) visit(child)
  // A footnote's text stays where it was written; its reference is a numeral like any other.
  if (node.type === 'root') node.children = node.children.flatMap((child): RootContent[] => (child.type === 'footnoteDefinition' ? child.children : [child]))
}

export function citationNumerals() {
  return (tree: Root): void => visit(tree)
}
