/** Cuts text into sentences, with their places: what is quoted must stand in the passage word for word. */
import type { Span } from '../types/passage.ts'

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** After these a full stop ends no sentence: titles, months, references, single letters, "e.g.", "U.S.". */
const abbreviation =
  /(?:^|[\s([“"'])(?:\p{Lu}|(?:\p{L}\.)+\p{L}|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|Nr|Vol|Fig|Figs|Eq|Sec|Ch|Art|Abs|pp?|vs|cf|ca|approx|al|etc|bzw|[Vv]gl|usw|ggf|inkl)\.[\s]*$/u
/** In German a date reads "3. Mai". */
const germanDay = /(?:^|\s)\d{1,2}\.\s*$/u
const germanMonth = /^\s*(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b/u
const ends = /[.!?…。！？：:;]["'”’)\]]*\s*$/u
const startsLower = /^[\s]*[\p{Ll},;)]/u
const lineBreak = /\n[ \t]*$/

/** Ascending, without blanks at either end, none empty. A line that is broken in mid-sentence is joined, a blank line never. */
export function sentences(text: string): readonly Span[] {
  const spans: Span[] = []
  let start = 0
  for (const { index, segment } of segmenter.segment(text)) {
    const end = index + segment.length
    if (end < text.length && continues(text.slice(start, end), text.slice(end, end + 40))) continue
    push(text, start, end, spans)
    start = end
  }
  push(text, start, text.length, spans)
  return spans
}

function continues(before: string, after: string): boolean {
  if (/\n[ \t]*\n[ \t]*$/.test(before) || after.startsWith('\n')) return false
  if (lineBreak.test(before)) return !ends.test(before) && startsLower.test(after)
  return abbreviation.test(before) || startsLower.test(after) || (germanDay.test(before) && germanMonth.test(after))
}

function push(text: string, start: number, end: number, spans: Span[]): void {
  const piece = text.slice(start, end)
  const trimmed = piece.trim()
  if (trimmed === '') return
  const from = start + piece.indexOf(trimmed)
  spans.push({ start: from, end: from + trimmed.length })
}
