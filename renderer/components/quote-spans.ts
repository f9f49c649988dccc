/** Where a quote stands in the blocks of its passage; it may begin in one block and end in another. */
export interface MarkedBlock {
  readonly number: number
  readonly text: string
  readonly marked: boolean
}

/** UTF-16 code units of the block's text; `end` exclusive. */
export interface QuoteSpan {
  readonly start: number
  readonly end: number
}

/** The quote in a text, its white space written any way; null where it is not there. */
function find(text: string, quote: string): QuoteSpan | null {
  const words = quote.trim().split(/\s+/)
  if (words[0] === '') return null
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+')
  const match = new RegExp(pattern).exec(text)
  return match ? { start: match.index, end: match.index + match[0].length } : null
}

/** By block number. Empty where the quote is not in the marked blocks word for word. */
export function quoteSpans(blocks: readonly MarkedBlock[], quote: string): ReadonlyMap<number, QuoteSpan> {
  const marked = blocks.filter((block) => block.marked)
  const found = find(marked.map(({ text }) => text).join('\n'), quote)
  const spans = new Map<number, QuoteSpan>()
  if (!found) return spans
  let from = 0
  for (const { number, text } of marked) {
    const start = Math.max(0, found.start - from)
    const end = Math.min(text.length, found.end - from)
    if (start < end) spans.set(number, { start, end })
    from += text.length + 1
  }
  return spans
}
