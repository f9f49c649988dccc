/**
 * Where a quote stands on a page: one rectangle for each printed line of it. Letters and digits alone are
 * compared, in the order in which the file draws them, so that spaces, line ends and hyphens do not matter.
 */
import type { Rect } from '../../types/anchor.ts'
import type { UprightBox } from './frame.ts'
import { letterOf } from './letters.ts'
import type { PageMarks } from './marks.ts'
import type { PageText } from './page.ts'

interface PageCharacter extends UprightBox {
  readonly text: string
}

const notLetterOrDigit = /[^\p{L}\p{N}]/gu

/**
 * `passage`: the rectangles of the passage that holds the quote; where its words stand on the page more than once,
 * these tell which are meant. None where the quote is not drawn in one go, as in a table that is drawn column by column.
 */
export function findOnPage({ marks, toDisplay }: PageText, quote: string, passage: readonly Rect[]): readonly Rect[] {
  const characters = charactersOf(marks)
  const wanted = comparable(quote)
  const drawn = characters.map(({ text }) => comparable(text))
  const places = occurrences(drawn.join(''), wanted).map((start) => lineBoxes(charactersFrom(characters, drawn, start, start + wanted.length)).map(toDisplay))
  const shares = places.map((rects) => rects.reduce((sum, rect) => sum + Math.max(0, ...passage.map((one) => shared(rect, one))), 0))
  return places[shares.indexOf(Math.max(...shares))] ?? []
}

function charactersOf({ count, codes, boxes }: PageMarks): readonly PageCharacter[] {
  const characters: PageCharacter[] = []
  for (let at = 0; at < count; at += 1) {
    const code = codes[at] ?? 0
    if (code < 0) continue
    const [left = 0, top = 0, right = 0, bottom = 0] = boxes.subarray(4 * at, 4 * at + 4)
    characters.push({ text: letterOf(code), left, top, right, bottom })
  }
  return characters
}

/** A page that repeats itself more often is searched no further. */
const mostOccurrences = 100

function occurrences(text: string, wanted: string): readonly number[] {
  const starts: number[] = []
  if (wanted === '') return starts
  for (let at = text.indexOf(wanted); at >= 0 && starts.length < mostOccurrences; at = text.indexOf(wanted, at + 1)) starts.push(at)
  return starts
}

/** Square points that both cover. */
function shared([ax, ay, aw, ah]: Rect, [bx, by, bw, bh]: Rect): number {
  return Math.max(0, Math.min(ax + aw, bx + bw) - Math.max(ax, bx)) * Math.max(0, Math.min(ay + ah, by + bh) - Math.max(ay, by))
}

/** Ligatures as their letters, full-width forms as plain ones, no accents: the same for a text and for its characters one by one. */
function comparable(text: string): string {
  return text.normalize('NFKD').toUpperCase().replaceAll(notLetterOrDigit, '')
}

/** `start`, `end`: offsets in what was drawn, joined. Marks between the letters belong to them, and so does a stop behind the last. */
function charactersFrom(characters: readonly PageCharacter[], drawn: readonly string[], start: number, end: number): readonly PageCharacter[] {
  let offset = 0
  let first = -1
  let last = -1
  for (const [at, { length }] of drawn.entries()) {
    if (first < 0 && offset + length > start) first = at
    if (length > 0 && offset < end) last = at
    offset += length
  }
  while (/^[.!?…。！？»”’"')\]]$/u.test(characters[last + 1]?.text ?? '')) last += 1
  return characters.slice(first, last + 1)
}

function lineBoxes(characters: readonly PageCharacter[]): readonly UprightBox[] {
  const boxes: UprightBox[] = []
  for (const next of characters) {
    const line = boxes.at(-1)
    if (line !== undefined && sameLine(line, next)) boxes[boxes.length - 1] = around(line, next)
    else boxes.push(next)
  }
  return boxes
}

function sameLine(line: UprightBox, next: UprightBox): boolean {
  const shared = Math.min(line.bottom, next.bottom) - Math.max(line.top, next.top)
  return shared > 0.5 * Math.min(line.bottom - line.top, next.bottom - next.top) && next.right > line.left
}

function around(a: UprightBox, b: UprightBox): UprightBox {
  return { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) }
}
