/** Columns of prose that Tesseract took for lines across both, as it does on short pages. Plain functions. */
import type { Box, ReadLine, ReadParagraph, ReadWord } from './read-page.ts'

/** In heights of the print: a wider gap parts columns, or cells of a table. */
export const cellGap = 1.5
/** Rows that a gutter must run through. */
const fewestRows = 3
/** Letters per line: columns of prose have more, cells of a table fewer. */
const proseLetters = 20

/** The page's paragraphs; where lines run on across a gutter, the columns on either side of it, one after the other. */
export function columnsApart(paragraphs: readonly ReadParagraph[]): readonly ReadParagraph[] {
  const lines = paragraphs.flatMap((paragraph) => paragraph.lines)
  const across = acrossGutter(lines)
  if (across === null) return paragraphs
  const { first, last, gutter } = across
  const run = lines.slice(first, last + 1)
  const [left, right] = [sideOf(run, ({ bbox }) => bbox.x1 <= gutter), sideOf(run, ({ bbox }) => bbox.x0 > gutter)]
  const rest = columnsApart(between(paragraphs, last + 1, lines.length))
  const prose = lettersPerLine(left) >= proseLetters && lettersPerLine(right) >= proseLetters
  if (!prose) return [...between(paragraphs, 0, last + 1), ...rest]
  return [...between(paragraphs, 0, first), { lines: left }, ...columnsApart([{ lines: right }]), ...rest]
}

/** The first lines, one after the other, that all leave a gutter free, most of them with print on both sides of it. */
function acrossGutter(lines: readonly ReadLine[]): { readonly first: number; readonly last: number; readonly gutter: number } | null {
  for (let first = 0; first < lines.length; first += 1) {
    let free: Span | null = null
    let [last, rows] = [first, 0]
    for (let at = first; at < lines.length; at += 1) {
      const line = lines[at] as ReadLine
      const gap = firstGap(line)
      const shared: Span | null = gap === null ? free : free === null ? gap : common(free, gap)
      if (shared === null || line.words.some(({ bbox }) => bbox.x0 < (shared.from + shared.to) / 2 && bbox.x1 > (shared.from + shared.to) / 2)) break
      free = shared
      if (gap === null) continue
      last = at
      rows += 1
    }
    if (free !== null && rows >= fewestRows) return { first, last, gutter: (free.from + free.to) / 2 }
  }
  return null
}

interface Span {
  readonly from: number
  readonly to: number
}

function common(one: Span, other: Span): Span | null {
  const both = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }
  return both.from < both.to ? both : null
}

/** Those lines of the paragraphs, counted through, that stand from `from` to before `to`; paragraphs stay apart. */
function between(paragraphs: readonly ReadParagraph[], from: number, to: number): readonly ReadParagraph[] {
  let at = 0
  return paragraphs.flatMap(({ lines }) => {
    const kept = lines.filter((_, index) => at + index >= from && at + index < to)
    at += lines.length
    return kept.length === 0 ? [] : [{ lines: kept }]
  })
}

function firstGap({ words, rowAttributes, bbox }: ReadLine): Span | null {
  if (bbox.y1 - bbox.y0 > bbox.x1 - bbox.x0) return null
  for (const [at, word] of words.entries()) {
    const next = words[at + 1]
    if (next !== undefined && next.bbox.x0 - word.bbox.x1 > cellGap * rowAttributes.rowHeight) return { from: word.bbox.x1, to: next.bbox.x0 }
  }
  return null
}

function sideOf(lines: readonly ReadLine[], isHere: (word: ReadWord) => boolean): readonly ReadLine[] {
  return lines.flatMap((line) => {
    const words = line.words.filter(isHere)
    return words.length === 0 ? [] : [{ ...line, words, bbox: around(words.map(({ bbox }) => bbox)) }]
  })
}

function around(boxes: readonly Box[]): Box {
  return {
    x0: Math.min(...boxes.map(({ x0 }) => x0)),
    y0: Math.min(...boxes.map(({ y0 }) => y0)),
    x1: Math.max(...boxes.map(({ x1 }) => x1)),
    y1: Math.max(...boxes.map(({ y1 }) => y1)),
  }
}

function lettersPerLine(lines: readonly ReadLine[]): number {
  const letters = lines.flatMap(({ words }) => words).reduce((sum, { text }) => sum + text.length, 0)
  return lines.length === 0 ? 0 : letters / lines.length
}
