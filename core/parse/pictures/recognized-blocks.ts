/** What Tesseract read as blocks: rubbish left out, hyphens joined, a rectangle for every printed line. Plain functions. */
import type { Rect } from '../../types/anchor.ts'
import type { Block, PagePlace } from '../../types/document.ts'
import { cleanText } from '../shared/clean-text.ts'
import { mostCommon } from '../shared/most-common.ts'
import type { Box, ReadLine, ReadParagraph, ReadWord } from './read-page.ts'
import { cellGap } from './recognized-columns.ts'

export interface RecognizedPage {
  /** From 1. */
  readonly page: number
  /** From pixels of what was read to points of the page as displayed. */
  toPage(box: Box): Rect
}

/** A line with what is worth keeping of it. */
interface KeptLine {
  readonly text: string
  /** Cells in a row; 1 in prose. */
  readonly cells: number
  readonly size: number
  readonly bbox: Box
}

/** Of 100. Below it more of what is read is rubbish than text. */
const leastSure = 40
/** Lone marks that are no words are believed only when they were read as surely as print is. */
const sure = 70
const wordCharacter = /[\p{L}\p{N}]/u
const longestHeading = 160
const longestHeadingLines = 3
/** From this share of the usual size on. */
const largerThanText = 1.35

export function recognizedBlocks(paragraphs: readonly ReadParagraph[], page: RecognizedPage): readonly Block[] {
  const kept = paragraphs.map(({ lines }) => lines.map(keptLine).filter((line) => line !== null)).filter((lines) => lines.length > 0)
  const sizes = new Map<number, number>()
  for (const { size, text } of kept.flat()) sizes.set(size, (sizes.get(size) ?? 0) + text.length)
  const usual = mostCommon(sizes)
  return kept.flatMap((lines) => headingApart(lines, usual)).map((lines) => block(lines, usual, page))
}

/** How sure the reading is, 0 to 100, by letters; and how many letters it has. */
export function sureness(paragraphs: readonly ReadParagraph[]): { readonly mean: number; readonly letters: number } {
  let letters = 0
  let sum = 0
  for (const { text, confidence } of paragraphs.flatMap(({ lines }) => lines).flatMap(({ words }) => words)) {
    letters += text.length
    sum += text.length * confidence
  }
  return { mean: letters === 0 ? 0 : sum / letters, letters }
}

function keptLine({ words, bbox, rowAttributes }: ReadLine): KeptLine | null {
  const kept = words.filter(({ text, confidence }) => confidence >= (wordCharacter.test(text) ? 0 : leastSure))
  const { mean, letters } = sureness([{ lines: [{ words: kept, bbox, rowAttributes }] }])
  const plain = kept.some(({ text }) => wordCharacter.test(text))
  if (mean < (letters <= 2 ? sure : leastSure) || !plain) return null
  const upright = bbox.x1 - bbox.x0 >= bbox.y1 - bbox.y0
  const text = cleanText(joinedWords(kept, upright ? cellGap * rowAttributes.rowHeight : Number.POSITIVE_INFINITY))
  return text === '' ? null : { text, cells: text.split('\t').length, size: Math.round(rowAttributes.rowHeight), bbox }
}

function joinedWords(words: readonly ReadWord[], widest: number): string {
  let text = ''
  words.forEach((word, at) => {
    const before = words[at - 1]
    if (before !== undefined) text += word.bbox.x0 - before.bbox.x1 > widest ? '\t' : ' '
    text += word.text
  })
  return text
}

function block(lines: readonly KeptLine[], usual: number, { page, toPage }: RecognizedPage): Block {
  const tabular = lines.length > 1 && lines.filter(({ cells }) => cells > 1).length > lines.length / 2
  const places: PagePlace['lines'][number][] = []
  let text = ''
  lines.forEach((line, at) => {
    const start = text.length
    const next = lines[at + 1]
    text += tabular ? line.text : joinedToNext(line.text.replaceAll('\t', ' '), next?.text)
    places.push({ start, end: text.length, rect: toPage(line.bbox) })
    if (tabular && next !== undefined) text += '\n'
  })
  const place: PagePlace = { kind: 'page', page, lines: places }
  const level = tabular ? null : headingLevel(lines, text, usual)
  if (level !== null) return { kind: 'heading', text, level, place }
  return { kind: tabular ? 'table' : 'paragraph', text, place }
}

/** "exam-" + "ple" loses its hyphen, "state-of-" + "the-art" keeps it. */
function joinedToNext(text: string, next: string | undefined): string {
  if (next === undefined) return text
  if (!/\p{L}[-‐]$/u.test(text)) return `${text} `
  const bare = text.slice(0, -1)
  const compound = /-\S*$/.test(bare) || /^\S*\p{L}-\p{L}/u.test(next) || !/^\p{Ll}/u.test(next)
  return compound ? text : bare
}

/** A heading close above its paragraph is told from it by its size. */
function headingApart(lines: readonly KeptLine[], usual: number): readonly (readonly KeptLine[])[] {
  const end = lines.findIndex(({ size }) => size < usual * largerThanText)
  return end > 0 && end <= longestHeadingLines ? [lines.slice(0, end), lines.slice(end)] : [lines]
}

function headingLevel(lines: readonly KeptLine[], text: string, usual: number): number | null {
  if (lines.length > longestHeadingLines || text.length > longestHeading || !/\p{L}{3}/u.test(text) || /[,;:]$/.test(text)) return null
  const ratio = Math.min(...lines.map(({ size }) => size)) / Math.max(1, usual)
  if (ratio >= 1.7) return 1
  return ratio >= largerThanText ? 2 : null
}
