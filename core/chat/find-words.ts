/** What is looked for in conversations, and the piece of text around what was found. Pure. */
import type { SearchWord } from '../ports/conversations-store.ts'
import { fold, queryTerms, terms } from '../text/terms.ts'
import type { Span } from '../types/passage.ts'

/** UTF-16 code units. */
const longest = 160
const before = 40

/** The words of a search; the last may be the beginning of one, as it is typed. */
export function wordsOf(query: string): readonly SearchWord[] {
  const found = queryTerms(query)
  const typed = /[\p{L}\p{N}\p{M}]+$/u.exec(fold(query))?.[0]
  return found.map((term, at) => (at === found.length - 1 && typed !== undefined && terms(typed).includes(term) ? { term, beginning: typed } : { term }))
}

export interface Snippet {
  readonly snippet: string
  readonly marks: readonly Span[]
}

/** The text around the first word found; null where none stands in it. */
export function snippetOf(text: string, words: readonly SearchWord[]): Snippet | null {
  const line = text.replace(/\s+/gu, ' ').trim()
  const spans = spansOf(line, words)
  const first = spans[0]
  if (first === undefined) return null
  const from = line.length <= longest ? 0 : wordStart(line, Math.max(0, first.start - before))
  const to = Math.min(line.length, wordEnd(line, from + longest))
  const lead = from === 0 ? '' : '…'
  const shift = lead.length - from
  const marks = spans.filter(({ start, end }) => start >= from && end <= to).map(({ start, end }) => ({ start: start + shift, end: end + shift }))
  return { snippet: `${lead}${line.slice(from, to)}${to < line.length ? '…' : ''}`, marks }
}

/** Where words of the search stand, ascending, none overlapping. */
function spansOf(line: string, words: readonly SearchWord[]): readonly Span[] {
  const wanted = new Set(words.map(({ term }) => term))
  const beginnings = words.flatMap(({ beginning }) => (beginning === undefined ? [] : [beginning]))
  const spans: Span[] = []
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(line)) {
    const folded = fold(segment)
    const found = terms(segment).some((term) => wanted.has(term)) || beginnings.some((beginning) => folded.startsWith(beginning))
    if (found) spans.push({ start: index, end: index + segment.length })
  }
  return spans.length > 0 ? spans : pairSpans(line, words)
}

/** Terms of scripts without blanks are pairs of characters, which no word border knows. */
function pairSpans(line: string, words: readonly SearchWord[]): readonly Span[] {
  const folded = fold(line)
  if (folded.length !== line.length) return []
  const found = words.flatMap(({ term }) => {
    const start = folded.indexOf(term)
    return start < 0 ? [] : [{ start, end: start + term.length }]
  })
  return found
    .sort((a, b) => a.start - b.start)
    .reduce<readonly Span[]>((joined, span) => {
      const last = joined.at(-1)
      return last !== undefined && span.start <= last.end
        ? [...joined.slice(0, -1), { start: last.start, end: Math.max(last.end, span.end) }]
        : [...joined, span]
    }, [])
}

function wordStart(line: string, at: number): number {
  const blank = line.indexOf(' ', at)
  return at === 0 || blank < 0 || blank > at + before ? at : blank + 1
}

function wordEnd(line: string, at: number): number {
  if (at >= line.length) return line.length
  const blank = line.lastIndexOf(' ', at)
  return blank < at - before ? at : blank
}
