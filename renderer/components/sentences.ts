/**
 * A remark plugin: markers `[n]` become citation numerals, and the sentence before a numeral
 * becomes one span, so that it can be underlined while its numeral is pointed at. Works on the
 * parsed tree, so a marker in code stays what it is.
 */
import type { Break, Delete, Emphasis, Link, LinkReference, Node, Nodes, PhrasingContent, Root, RootContent, Strong, Text } from 'mdast'

/** The end of a word, its markers `[3]`, `[1, 2]`, `[1][2]`, and what closes the sentence: these stay on one line. */
const marked = /(\S{0,2}?)((?:[ \t]*\[\d{1,3}(?:\s*,\s*\d{1,3})*\])+)([.,;:!?…。！？、，；：)\]}»”’"']*)/gu
/** The end of a sentence, closing quotes included, before a space. */
const sentenceEnd = /[.!?…。！？]["'”’»)\]]*(?=\s|$)/g
/** A word or two in bold before a numeral stays with it; more may have to break. UTF-16 code units. */
const short = 24

type Named = Omit<Emphasis, 'data'> & { data: { hName: string; hProperties: Record<string, string | string[]> } }

const text = (value: string): PhrasingContent[] => (value === '' ? [] : [{ type: 'text', value }])

function numeral(n: string): Named {
  return { type: 'emphasis', children: [{ type: 'text', value: n }], data: { hName: 'sup', hProperties: { dataCitation: n } } }
}

/** A browser breaks the line before and after a button, whatever stands there: only this keeps them together. */
function kept(children: readonly PhrasingContent[]): Named {
  return { type: 'emphasis', children: [...children], data: { hName: 'span', hProperties: { className: ['kept'] } } }
}

const isNamed = (node: Node, name: string): node is Named => 'children' in node && node.data !== undefined && 'hName' in node.data && node.data.hName === name
const isNumeral = (node: Node) => isNamed(node, 'sup')
const isKept = (node: Node): node is Named => isNamed(node, 'span')

/** No word of its own text stands before its first numeral: it belongs to what it follows. */
const isWordless = (node: Node) => isKept(node) && node.children[0] !== undefined && isNumeral(node.children[0])

/** Its text without numerals. */
function wordsOf(node: Nodes): string {
  if (isNumeral(node)) return ''
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(wordsOf).join('') : ''
}

function splitMarkers(value: string): PhrasingContent[] {
  const parts: PhrasingContent[] = []
  let from = 0
  for (const match of value.matchAll(marked)) {
    const [whole, word = '', markers = '', closing = ''] = match
    // Space before a numeral goes: a numeral stands close to its sentence.
    parts.push(...text(word === '' ? value.slice(from, match.index).trimEnd() : value.slice(from, match.index)))
    parts.push(kept([...text(word), ...(markers.match(/\d+/g) ?? []).map(numeral), ...text(closing)]))
    from = match.index + whole.length
  }
  return [...parts, ...text(value.slice(from))]
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
    if (group.some(isKept)) out.push({ type: 'emphasis', children: group, data: { hName: 'span', hProperties: { className: ['sentence'] } } })
    else out.push(...group)
    group = []
    ended = false
  }
  for (const node of nodes) {
    if (ended && !isWordless(node)) close()
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
    if ((node.type === 'text' || isKept(node)) && endsSentence(wordsOf(node))) ended = true
  }
  close()
  return out
}

type Inline = Delete | Emphasis | Link | LinkReference | Strong
const isInline = (node: Nodes): node is Inline => ['delete', 'emphasis', 'link', 'linkReference', 'strong'].includes(node.type)

/** Numerals in one inline run, depth first. A reference such as `[1]` that the text defines as a link is a marker all the same. */
function withNumerals(children: readonly PhrasingContent[]): PhrasingContent[] {
  const out: PhrasingContent[] = []
  for (const child of children) {
    const [first, ...rest] = numeralsIn(child)
    const before = out.at(-1)
    if (first && isKept(first) && isWordless(first) && before && isInline(before) && !isKept(before) && wordsOf(before).length <= short)
      out.splice(-1, 1, kept([before, ...first.children]), ...rest)
    else out.push(...(first ? [first, ...rest] : []))
  }
  return out
}

function numeralsIn(child: PhrasingContent): PhrasingContent[] {
  if (child.type === 'text') return splitMarkers(child.value)
  if (child.type === 'linkReference' && /^\d{1,3}$/.test(child.identifier)) return [kept([numeral(child.identifier)])]
  if (child.type === 'footnoteReference') return /^\d{1,3}$/.test(child.identifier) ? [kept([numeral(child.identifier)])] : []
  if (isInline(child)) return [{ ...child, children: withNumerals(child.children) }]
  return [child]
}

function visit(node: Nodes): void {
  if (!('children' in node)) return
  if (node.type === 'paragraph' || node.type === 'tableCell' || node.type === 'heading') {
    const inline = withNumerals(node.children).flatMap((child): PhrasingContent[] => (child.type === 'text' ? splitSentences(child) : [child]))
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
