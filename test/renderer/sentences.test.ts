/** Markers become numerals, sentences become spans, and neither breaks what the model wrote. */
import type { Nodes, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { type CheckedSentence, citationNumerals } from '../../renderer/components/sentences.ts'

/** The tree in short: `<…>` a sentence with a numeral, `(…)` what stays on one line, `{n}` a numeral. */
function written(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (node.type === 'inlineCode' || node.type === 'code') return `\`${node.value}\``
  if (!('children' in node)) return ''
  const inside = node.children.map(written).join('')
  const properties = node.data !== undefined && 'hProperties' in node.data ? JSON.stringify(node.data.hProperties) : ''
  if (properties.includes('dataCitation')) return `{${inside}}`
  if (properties.includes('kept')) return `(${inside})`
  return properties.includes('sentence') ? `<${inside}>` : inside
}

function shown(markdown: string): string {
  const parser = unified().use(remarkParse).use(remarkGfm)
  const tree: Root = parser.parse(markdown)
  citationNumerals()(tree)
  return written(tree)
}

test('a marker becomes a numeral that keeps to its word and to the stop behind it', () => {
  expect(shown('It rained [1].')).toBe('<It rain(ed{1}.)>')
  expect(shown('雨が降った[1]。')).toBe('<雨が降(った{1}。)>')
})

test('only the sentence that a numeral supports is one with it', () => {
  expect(shown('First. It rained [1]. Last.')).toBe('First. <It rain(ed{1}.)> Last.')
  expect(shown('It rained. [1] Last.')).toBe('<It raine(d.{1})> Last.')
  expect(shown('It rained [1], and then it snowed.')).toBe('<It rain(ed{1},) and then it snowed.>')
})

test('several numbers in one marker, and markers in a row, are numerals one by one', () => {
  expect(shown('It rained [1, 2][3].')).toBe('<It rain(ed{1}{2}{3}.)>')
})

test('a marker in code stays what it is', () => {
  expect(shown('Take `a[1]` now.')).toBe('Take `a[1]` now.')
})

test('a sentence keeps its emphasis, and a word in bold keeps its numeral', () => {
  expect(shown('It **rained** all day [2].')).toBe('<It rained all d(ay{2}.)>')
  expect(shown('It was on **3 August** [2]. Later it snowed.')).toBe('<It was on (3 August{2}.)> Later it snowed.')
})

test('a marker that the text defines as a link or a footnote is a numeral all the same', () => {
  expect(shown('It rained [1].\n\n[1]: https://example.org')).toContain('{1}')
  expect(shown('It rained[^1].\n\n[^1]: A note.')).toContain('{1}')
})

test('text without markers is left alone', () => {
  expect(shown('Nothing is cited here. Or here.')).toBe('Nothing is cited here. Or here.')
})

/** The tree in which `sentences` of the text were checked, with the verdict of each span. */
function verdictsIn(markdown: string, ...sentences: readonly (readonly [sentence: string, verdict: CheckedSentence['verdict']])[]): string[] {
  const checked = sentences.map(([sentence, verdict]) => ({ start: markdown.indexOf(sentence), end: markdown.indexOf(sentence) + sentence.length, verdict }))
  const parser = unified().use(remarkParse).use(remarkGfm)
  const tree: Root = parser.parse(markdown)
  citationNumerals(checked)(tree)
  const found: string[] = []
  const look = (node: Nodes): void => {
    const properties = node.data !== undefined && 'hProperties' in node.data ? JSON.stringify(node.data.hProperties) : ''
    const verdict = /claim-(supported|weak|unsupported)/.exec(properties)?.[1]
    if (verdict) found.push(`${verdict}: ${written(node).replace(/^<(.*)>$/s, '$1')}`)
    if ('children' in node) for (const child of node.children) look(child)
  }
  look(tree)
  return found
}

test('a sentence that was checked bears its verdict, with a numeral or without', () => {
  expect(verdictsIn('First. It **rained** [1]. It snowed. Last.', ['It **rained** [1].', 'supported'], ['It snowed.', 'weak'])).toEqual([
    'supported: It (rained{1}.)',
    'weak: It snowed. (weakly supported)',
  ])
})

test('verdicts find their sentences behind escapes, in lists and in tables', () => {
  expect(verdictsIn('A \\* B &amp; C [1]. The rest is wrong [2].', ['The rest is wrong [2].', 'unsupported'])).toEqual([
    'unsupported: The rest is wro(ng{2}.) (not supported)',
  ])
  expect(verdictsIn('- one [1].\n- two [2].\n\n| a |\n|---|\n| three [3] |', ['two [2].', 'weak'], ['three [3]', 'supported'])).toEqual([
    'weak: t(wo{2}.) (weakly supported)',
    'supported: thr(ee{3})',
  ])
})
