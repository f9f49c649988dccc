/**
 * A remark plugin: markers `[n]` become citation numerals, and the sentence before a numeral
 * becomes one span, so that it can be underlined while its numeral is pointed at. So does a sentence that
 * was checked, with its verdict. Works on the parsed tree, so a marker in code stays what it is.
 */
import type { Break, Delete, Emphasis, Link, LinkReference, Node, Nodes, PhrasingContent, Root, RootContent, Strong, Text } from 'mdast'
import type { Verdict } from '../../core/types/answer.ts'
import { say } from '../../core/words/words.ts'

/** The end of a word, its markers `[3]`, `[1, 2]`, `[1][2]`, and what closes the sentence: these stay on one line. */
const marked = /(\S{0,2}?)((?:[ \t]*\[\d{1,3}(?:\s*,\s*\d{1,3})*\])+)([.,;:!?…。！？、，；：)\]}»”’"']*)/gu
/** The end of a sentence, closing quotes included, before a space. */
const sentenceEnd = /[.!?…。！？]["'”’»)\]]*(?=\s|$)/g
/** A word or two in bold before a numeral stays with it; more may have to break. UTF-16 code units. */
const short = 24

/** A sentence that was checked; the span is in the Markdown that is parsed. */
export interface CheckedSentence {
  readonly start: number
  readonly end: number
  readonly verdict: Verdict
}

/** Where pieces of text nodes begin in the Markdown, by which a sentence is told to be one that was checked. */
const places = new WeakMap<Node, number>()

function startOf(node: Nodes): number | undefined {
  return places.get(node) ?? node.position?.start.offset ?? ('children' in node ? node.children.map(startOf).find((at) => at !== undefined) : undefined)
}

function endOf(node: Nodes): number | undefined {
  const at = places.get(node)
  if (at !== undefined && 'value' in node) return at + node.value.length
  return node.position?.end.offset ?? ('children' in node ? node.children.map(endOf).findLast((end) => end !== undefined) : undefined)
}

/** The checked sentence that a group of nodes is, or is most of. */
function checkedAs(group: readonly Nodes[], checked: readonly CheckedSentence[]): CheckedSentence | undefined {
  if (checked.length === 0) return undefined
  const from = group.map(startOf).find((at) => at !== undefined)
  const to = group.map(endOf).findLast((at) => at !== undefined)
  if (from === undefined || to === undefined) return undefined
  const shared = ({ start, end }: CheckedSentence) => Math.min(end, to) - Math.max(start, from)
  return checked.filter((one) => shared(one) > (to - from) / 2).sort((a, b) => shared(b) - shared(a))[0]
}

type Named = Omit<Emphasis, 'data'> & { data: { hName: string; hProperties: Record<string, string | string[]> } }

/** `at`: where it begins in the Markdown, where that is known. */
function text(value: string, at?: number): Text[] {
  if (value === '') return []
  const node: Text = { type: 'text', value }
  if (at !== undefined) places.set(node, at)
  return [node]
}

/** Where the character at `index` of a text node stands: exactly, but where the node holds escapes or entities. */
function placeIn(node: Text, index: number): number | undefined {
  const from = startOf(node)
  const to = endOf(node)
  if (from === undefined || to === undefined || node.value.length === 0) return undefined
  return from + Math.round((index * (to - from)) / node.value.length)
}

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

function splitMarkers(node: Text): PhrasingContent[] {
  const { value } = node
  const parts: PhrasingContent[] = []
  let from = 0
  for (const match of value.matchAll(marked)) {
    const [whole, word = '', markers = '', closing = ''] = match
    // Space before a numeral goes: a numeral stands close to its sentence.
    parts.push(...text(word === '' ? value.slice(from, match.index).trimEnd() : value.slice(from, match.index), placeIn(node, from)))
    const end = match.index + whole.length
    const close = text(closing, placeIn(node, end - closing.length))
    parts.push(kept([...text(word, placeIn(node, match.index)), ...(markers.match(/\d+/g) ?? []).map(numeral), ...close]))
    from = end
  }
  return [...parts, ...text(value.slice(from), placeIn(node, from))]
}

/** A text node cut after each end of a sentence; the space stays with what follows. */
function splitSentences(node: Text): Text[] {
  const parts: Text[] = []
  let from = 0
  for (const match of node.value.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length
    parts.push(...text(node.value.slice(from, end), placeIn(node, from)))
    from = end
  }
  return [...parts, ...text(node.value.slice(from), placeIn(node, from))]
}

const endsSentence = (text: string) => /[.!?…。！？]["'”’»)\]]*$/.test(text)

/** What a verdict's tint and line say, for those who see neither. */
function spoken(verdict: Verdict): Named[] {
  if (verdict === 'supported') return []
  const words = say(verdict === 'weak' ? 'ask.claim-weak' : 'ask.claim-unsupported')
  return [{ type: 'emphasis', children: text(` ${words}`), data: { hName: 'span', hProperties: { className: ['unseen', 'claim-word'] } } }]
}

function sentence(group: readonly PhrasingContent[], verdict: Verdict | undefined): Named {
  const className = verdict === undefined ? ['sentence'] : ['sentence', `claim-${verdict}`]
  return { type: 'emphasis', children: [...group, ...(verdict ? spoken(verdict) : [])], data: { hName: 'span', hProperties: { className } } }
}

/** Groups what stands between two ends of sentences; only a group with a numeral, or one that was checked, becomes a span. */
function groupSentences(nodes: readonly PhrasingContent[], checked: readonly CheckedSentence[]): PhrasingContent[] {
  const out: PhrasingContent[] = []
  let group: PhrasingContent[] = []
  let ended = false
  const close = () => {
    const verdict = checkedAs(group, checked)?.verdict
    if (group.some(isKept) || verdict !== undefined) out.push(sentence(group, verdict))
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
      out.push(...text(leading))
      group.push(...text(node.value.slice(leading.length), placeIn(node, leading.length)))
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
  if (child.type === 'text') return splitMarkers(child)
  if (child.type === 'linkReference' && /^\d{1,3}$/.test(child.identifier)) return [kept([numeral(child.identifier)])]
  if (child.type === 'footnoteReference') return /^\d{1,3}$/.test(child.identifier) ? [kept([numeral(child.identifier)])] : []
  if (isInline(child)) return [{ ...child, children: withNumerals(child.children) }]
  return [child]
}

function visit(node: Nodes, checked: readonly CheckedSentence[]): void {
  if (!('children' in node)) return
  if (node.type === 'paragraph' || node.type === 'tableCell' || node.type === 'heading') {
    const inline = withNumerals(node.children).flatMap((child): PhrasingContent[] => (child.type === 'text' ? splitSentences(child) : [child]))
    node.children = groupSentences(inline, checked)
    return
  }
  for (const child of node.children) visit(child, checked)
  // A footnote's text stays where it was written; its reference is a numeral like any other.
  if (node.type === 'root') node.children = node.children.flatMap((child): RootContent[] => (child.type === 'footnoteDefinition' ? child.children : [child]))
}

export function citationNumerals(checked: readonly CheckedSentence[] = []) {
  return (tree: Root): void => visit(tree, checked)
}
