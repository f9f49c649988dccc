/** Text with its quoted stretch marked. */
import type { QuoteSpan } from './quote-spans.ts'

/** `from`: where the text begins in what the span counts in. */
export function MarkedText({ text, span, from = 0 }: { readonly text: string; readonly span: QuoteSpan | undefined; readonly from?: number }) {
  if (!span || span.end <= from || span.start >= from + text.length) return text
  const start = Math.max(0, span.start - from)
  const end = Math.min(text.length, span.end - from)
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  )
}
