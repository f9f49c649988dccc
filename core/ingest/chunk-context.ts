/**
 * What a passage is read with: the document's title, the headings above it and, inside a table, its first row.
 * Held to a few tokens, so that it never crowds out the text; the outer headings go first.
 */
import type { Tokenizer } from '../ports/tokenizer.ts'
import type { Piece } from './chunk-pieces.ts'

export interface Context {
  readonly text: string
  readonly tokens: number
}

const between = ' > '
/** Comments stand before the function. UTF-16 code units. */
const withinReach = 2_000

export function createContexts(tokenizer: Tokenizer, title: string | undefined, budget: number): (first: Piece) => Context {
  const cleanTitle = oneLine(title ?? '')
  let last: { readonly key: string; readonly context: Context } | null = null

  function fit(parts: readonly string[]): string {
    const kept = [...parts]
    while (kept.length > 1 && tokenizer.count(kept.join(between)) > budget) kept.splice(kept.length > 2 ? 1 : 0, 1)
    return cut(kept.join(between))
  }

  function cut(text: string): string {
    const spans = tokenizer.spans(text)
    const beyond = spans[budget]
    return beyond === undefined ? text : `${text.slice(0, spans[budget - 1]?.end ?? 0).trimEnd()}…`
  }

  return (first) => {
    const above = saysItself(first) ? first.path.slice(0, -1) : first.path
    const parts = withoutRepeats([cleanTitle, ...above.map(oneLine)].filter((part) => part !== ''))
    const itself = first.block.kind === 'heading' ? same(oneLine(first.block.text)) : ''
    const headings = parts.filter((part) => same(part) !== itself)
    const header = headerOf(first)
    const key = [...headings, '', header].join('\n')
    if (last?.key === key) return last.context
    const text = [fit(headings), cut(header)].filter((line) => line !== '').join('\n')
    last = { key, context: { text, tokens: tokenizer.count(text) } }
    return last.context
  }
}

/** The last name of its path stands in the passage: as the heading that it is, or as the first line of a function. */
function saysItself({ block, start }: Piece): boolean {
  const name = block.under?.at(-1)
  return block.kind === 'heading' || (name !== undefined && oneLine(block.text.slice(start, start + withinReach)).includes(name))
}

/** The first row of the table that the passage begins in the middle of. */
function headerOf({ block, start }: Piece): string {
  if (block.header !== undefined) return cells(block.header)
  if (block.kind !== 'table' || start === 0) return ''
  const end = block.text.indexOf('\n')
  return end < 0 || end > start ? '' : cells(block.text.slice(0, end))
}

/** Those that are not empty. */
function cells(row: string): string {
  return row.trim().replace(/\t+/g, ' | ')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function same(text: string): string {
  return text.toLowerCase()
}

function withoutRepeats(parts: readonly string[]): readonly string[] {
  return parts.filter((part, at) => parts.findIndex((other) => same(other) === same(part)) === at)
}
