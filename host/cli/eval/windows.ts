/** Texts longer than the model reads, as overlapping windows of whole tokens: nothing is cut away. */
import type { Tokenizer } from '../../../core/ports/tokenizer.ts'

/** Tokens shared by two neighbouring windows. */
const overlap = 32

/** The text itself where it fits. `context` stands before every window and counts. */
export function windowsOf(text: string, context: string, tokenizer: Tokenizer, maxTokens: number): readonly string[] {
  const embedded = (part: string): string => (context === '' ? part : `${context}\n${part}`)
  const room = maxTokens - tokenizer.specialTokens
  if (tokenizer.count(embedded(text)) <= room) return [embedded(text)]
  const contextTokens = context === '' ? 0 : tokenizer.count(context)
  // a context as long as the model reads leaves no room for what it introduces
  if (contextTokens > room / 2) return windowsOf(embedded(text), '', tokenizer, maxTokens)
  const size = room - contextTokens
  const spans = tokenizer.spans(text)
  const windows: string[] = []
  for (let first = 0; ; first += Math.max(1, size - overlap)) {
    const last = Math.min(first + size, spans.length) - 1
    windows.push(...fitting(text, spans[first]?.start ?? 0, spans[last]?.end ?? text.length, (part) => tokenizer.count(embedded(part)) <= room).map(embedded))
    if (last >= spans.length - 1) return windows
  }
}

/** A slice may count a token more than it did in the whole text: then its halves are taken. */
function fitting(text: string, start: number, end: number, fits: (part: string) => boolean): readonly string[] {
  const part = text.slice(start, end)
  if (fits(part) || end - start < 2) return [part]
  const middle = start + Math.floor((end - start) / 2)
  return [...fitting(text, start, middle, fits), ...fitting(text, middle, end, fits)]
}
