/** Markers become numerals, sentences become spans, and neither breaks what the model wrote. */
import type { Nodes, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { citationNumerals } from '../../renderer/components/sentences.ts'

/** The tree in short: `<…>` a sentence with a numeral, `{n}` a numeral, `·` a word joiner. */
function written(node: Nodes): string {
  if (node.type === 'text') return node.value.replaceAll('\u2060', '·')
  if (node.type === 'inlineCode' || node.type === 'code') return `\`${node.value}\``
  if (!('children' in node)) return ''
  const inside = node.children.map(written).join('')
  const name = node.data !== undefined && 'hName' in node.data ? node.data.hName : null
  return name === 'sup' ? `{${inside}}` : name === 'span' ? `<${inside}>` : inside
}

function shown(markdown: string): string {
  const parser = unified().use(remarkParse).use(remarkGfm)
  const tree: Root = parser.parse(markdown)
  citationNumerals()(tree)
  return written(tree)
}

test('a marker becomes a numeral that keeps to its word and to the stop behind it', () => {
  expect(shown('It rained [1].')).toBe('<It rained·{1}·.>')
})

test('only the sentence that a numeral supports is one with it', () => {
  expect(shown('First. It rained [1]. Last.')).toBe('First. <It rained·{1}·.> Last.')
  expect(shown('It rained. [1] Last.')).toBe('<It rained.·{1}> Last.')
})

test('several numbers in one marker, and markers in a row, are numerals one by one', () => {
  expect(shown('It rained [1, 2][3].')).toBe('<It rained·{1}·{2}·{3}·.>')
})

test('a marker in code stays what it is', () => {
  expect(shown('Take `a[1]` now.')).toBe('Take `a[1]` now.')
})

test('a sentence keeps its emphasis, and text without markers is left alone', () => {
  expect(shown('It **rained** all day [2].')).toBe('<It rained all day·{2}·.>')
  expect(shown('Nothing is cited here. Or here.')).toBe('Nothing is cited here. Or here.')
})
