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
/** A line this long that ends in mid-sentence was broken to fit a width, whatever the next one begins with. UTF-16 code units. */
const wrapsFrom = 60
/** "2. Plots and rent": a number at the start of a line ends no sentence. */
const listNumber = /(?:^|\n)[ \t]*\(?\d{1,3}(?:\.\d{1,3})*[.)][ \t]*$/
const startsItem = /^\s*(?:[-*•–·]\s|\(?\d{1,3}[.)]\s)/u

/** Ascending, without blanks at either end, none empty. A line that is broken in mid-sentence is joined, a blank line never. */
export function sentences(text: string): readonly Span[] {
  const spans: Span[] = []
  let start = 0
  for (const { index, segment } of segmenter.segment(text)) {
    const end = behindReference(text, index + segment.length)
    if (end <= start) continue
    if (end < text.length && continues(text, start, end)) continue
    push(text, start, end, spans)
    start = end
  }
  push(text, start, text.length, spans)
  return spans
}

/** Where a sentence that was cut inside the reference behind it ("It rained.[3]") really ends. */
function behindReference(text: string, end: number): number {
  return text[end - 1] === '[' ? end + (/^\d{1,3}\](?:\[\d{1,3}\])*\s*/.exec(text.slice(end, end + 40))?.[0].length ?? 0) : end
}

/** Whether the sentence that began at `start` goes on behind `end`. */
function continues(text: string, start: number, end: number): boolean {
  const before = text.slice(start, end)
  const after = text.slice(end, end + 40)
  if (/\n[ \t]*\n[ \t]*$/.test(before) || after.startsWith('\n')) return false
  if (lineBreak.test(before)) {
    if (ends.test(before) || isRow(before) || isRow(after.split('\n', 1)[0] ?? '')) return false
    return startsLower.test(after) || (isFull(text, end) && !startsItem.test(after))
  }
  return listNumber.test(before) || abbreviation.test(before) || startsLower.test(after) || (germanDay.test(before) && germanMonth.test(after))
}

/** A row of a table: its cells stand between tabs. */
function isRow(line: string): boolean {
  return /\S\t+\S/.test(line)
}

/** Whether the line that ends at `end` is as long as one that was broken to fit a width. */
function isFull(text: string, end: number): boolean {
  const line = text.slice(0, end).trimEnd()
  return line.length - (line.lastIndexOf('\n') + 1) >= wrapsFrom
}

function push(text: string, start: number, end: number, spans: Span[]): void {
  const piece = text.slice(start, end)
  const trimmed = piece.trim()
  if (trimmed === '') return
  const from = start + piece.indexOf(trimmed)
  spans.push({ start: from, end: from + trimmed.length })
}
