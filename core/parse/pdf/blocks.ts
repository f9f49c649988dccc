/** Printed lines and tables of one page as headings, paragraphs, list items, notes and tables, each line keeping its rectangle. Plain functions. */
import type { Rect } from '../../types/anchor.ts'
import type { Block, BlockKind, PagePlace } from '../../types/document.ts'
import { mostCommon } from '../shared/most-common.ts'
import type { Run } from './finish-run.ts'
import type { UprightBox } from './frame.ts'
import { regionsOf } from './layout.ts'
import type { PrintedLine } from './lines.ts'
import { bullet, printedLines } from './lines.ts'
import type { Table } from './table-grid.ts'
import { tableText } from './table-text.ts'
import { findTables } from './tables.ts'

export interface PageSetting {
  readonly page: number
  readonly label?: string
  /** Of the upright page, in points. */
  readonly height: number
  /** Size of most of the document's print so far. */
  readonly usualSize: number
  /** Lines that the page draws. */
  readonly rules: readonly UprightBox[]
  /** Text that is no heading, however it is set. */
  readonly plain: ReadonlySet<Run>
  /** The level of a heading in the file's own table of contents. */
  levelOf(text: string): number | undefined
  toDisplay(box: UprightBox): Rect
}

/** What is usual on a page: the measure for what stands out. */
interface Usual {
  readonly size: number
  readonly bold: boolean
  /** From the middle of one line to that of the next, in points. */
  readonly leading: number
}

const sentenceEnd = /[.!?:;…”"')\]。！？」]$/
const longestHeading = 160
/** Of headings that are bold and no larger than the rest. */
const longestBoldHeading = 110
/** "3.1 RELATED WORK": numbered, and all in capitals. */
const capitals = /^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.|[IVX]{1,5}\.|(?:ITEM|NOTE|PART|CHAPTER|SECTION) \S{1,4})\s+\p{Lu}{2}/u
const caption = /^(?:figure|fig\.|table|tab\.|abbildung|abb\.|tabelle|figura|tableau|tabla|listing|algorithm)\s*[\dA-Z]/i
/** What a footnote begins with. */
const noteMark = /^(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z]\))\s*[^\d\s.,)].{8}/u
/** Of the usual print. */
const smallPrint = 0.92
/** Of the page's height: footnotes stand below. */
const notesFrom = 0.5

/** Blocks in reading order. */
export function pageBlocks(runs: readonly Run[], setting: PageSetting): readonly Block[] {
  const usual = usualOf(printedLines(runs), setting.usualSize)
  return regionsOf(runs, setting.rules).flatMap((region) => regionBlocks(region, usual, setting))
}

/** What nobody sees, line by line as drawn. */
export function hiddenBlocks(runs: readonly Run[], setting: PageSetting): readonly Block[] {
  const usual = { size: Number.POSITIVE_INFINITY, bold: true, leading: 0 }
  return grouped(printedLines(runs), usual).map((group) => ({ ...textBlock(group, 'paragraph', setting), hidden: true }))
}

function regionBlocks(runs: readonly Run[], usual: Usual, setting: PageSetting): readonly Block[] {
  const { tables, rest } = findTables(runs, setting.rules)
  const first = new Map(tables.map((table) => [firstRun(table, runs), table]))
  const blocks: Block[] = []
  let waiting: Run[] = []
  const left = new Set(rest)
  const flush = (): void => {
    blocks.push(...proseBlocks(printedLines(waiting), usual, setting))
    waiting = []
  }
  runs.forEach((run, index) => {
    const table = first.get(index)
    if (table !== undefined) {
      flush()
      const { text, lines } = tableText(table)
      blocks.push({ kind: 'table', text, place: placeOf(lines, setting) })
    } else if (left.has(run)) waiting.push(run)
  })
  flush()
  return blocks
}

/** Where in the region's order the table begins. */
function firstRun(table: Table, runs: readonly Run[]): number {
  const own = new Set(table.rows.flatMap((row) => row.flatMap((cell) => cell.runs)))
  return runs.findIndex((run) => own.has(run))
}

function proseBlocks(lines: readonly PrintedLine[], usual: Usual, setting: PageSetting): readonly Block[] {
  const groups = grouped(lines, usual)
  const notes = notesOf(groups, usual, setting)
  const plain = new Set([...setting.plain].map((run) => run.at))
  return groups.map((group, index) => {
    if (index >= notes) return textBlock(group, 'note', setting)
    const block = textBlock(group, 'paragraph', setting)
    if (plain.has(group[0]?.at ?? -1)) return block
    const level = headingLevel(group, block.text, usual, setting)
    if (level !== null) return { ...block, kind: 'heading', level }
    return bullet.test(block.text) ? { ...block, kind: 'list-item' } : block
  })
}

function grouped(lines: readonly PrintedLine[], usual: Usual): readonly (readonly PrintedLine[])[] {
  const groups: PrintedLine[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    if (group !== undefined && belongs(group, line, usual)) group.push(line)
    else groups.push([line])
  }
  return groups
}

/** The first of the groups in small print at the foot of the page that are notes; their number where there are none. */
function notesOf(groups: readonly (readonly PrintedLine[])[], usual: Usual, { height }: PageSetting): number {
  let from = groups.length
  while (from > 0) {
    const [line] = groups[from - 1] ?? []
    if (line === undefined || line.turned || line.size > smallPrint * usual.size || line.top < notesFrom * height) break
    from -= 1
  }
  while (from < groups.length && !noteMark.test(groups[from]?.[0]?.text ?? '')) from += 1
  return from
}

function usualOf(lines: readonly PrintedLine[], documentSize: number): Usual {
  const sizes = new Map<number, number>()
  const leadings = new Map<number, number>()
  let bold = 0
  let all = 0
  lines.forEach((line, index) => {
    const { length } = line.text
    sizes.set(line.size, (sizes.get(line.size) ?? 0) + length)
    all += length
    if (line.bold) bold += length
    const before = lines[index - 1]
    if (before === undefined) return
    const leading = Math.round(middle(line) - middle(before))
    if (leading > 0 && leading < 4 * line.size) leadings.set(leading, (leadings.get(leading) ?? 0) + 1)
  })
  const own = mostCommon(sizes)
  // a page in a print of its own, as an appendix has, is its own measure
  const size = (sizes.get(own) ?? 0) > 0.6 * all && all > 800 ? own : documentSize || own
  return { size, bold: bold > all / 2, leading: mostCommon(leadings) }
}

const middle = (line: PrintedLine): number => (line.top + line.bottom) / 2

/** Whether the line goes on with the group rather than beginning a block of its own. */
function belongs(group: readonly PrintedLine[], line: PrintedLine, usual: Usual): boolean {
  const last = group[group.length - 1]
  const first = group[0]
  if (last === undefined || first === undefined || line.turned || last.turned) return false
  if (last.downward && line.downward) return line.right < last.left + 0.5 * line.size && last.left - line.right < 1.2 * line.size
  const distance = middle(line) - middle(last)
  if (distance <= 0) return false
  if (distance > Math.max(1.35 * Math.max(last.size, line.size), last.size <= usual.size ? 1.2 * usual.leading : 0)) return false
  if (Math.min(last.right, line.right) <= Math.max(last.left, line.left)) return false
  if (Math.abs(last.size - line.size) > 0.12 * Math.max(last.size, line.size)) return false
  if (standsOut(last, usual) !== standsOut(line, usual) || bullet.test(line.text)) return false
  if (last.hyphen) return true
  if (line.size <= smallPrint * usual.size && noteMark.test(line.text) && /^\d|^[*†‡§¶]/.test(line.text) && sentenceEnd.test(last.text)) return false
  return !endsParagraph(group, last, line)
}

/** A last line that stops short of the column, or a first line that is indented, after the end of a sentence. */
function endsParagraph(group: readonly PrintedLine[], last: PrintedLine, next: PrintedLine): boolean {
  if (!sentenceEnd.test(last.text)) return false
  const left = Math.min(next.left, ...group.slice(-20).map((line) => line.left))
  const right = Math.max(next.right, ...group.slice(-20).map((line) => line.right))
  return last.right < right - 0.2 * (right - left) || (group.length > 1 && next.left > last.left + 0.7 * last.size)
}

/** Larger than usual print, or bold where bold is not usual. */
function standsOut(line: PrintedLine, usual: Usual): boolean {
  return line.size >= 1.14 * usual.size || (line.bold && !usual.bold && line.size >= 0.95 * usual.size)
}

function headingLevel(lines: readonly PrintedLine[], text: string, usual: Usual, setting: PageSetting): number | null {
  const first = lines[0]
  if (first === undefined || lines.length > 3 || text.length > longestHeading || first.turned) return null
  if (!/\p{L}{3}|\p{Lo}{2}/u.test(text)) return null
  const listed = setting.levelOf(text)
  if (listed !== undefined) return listed
  const ratio = first.size / Math.max(1, usual.size)
  if (/[,;]$|[^.]\.$/.test(text) || (text.endsWith(':') && ratio < 1.35) || caption.test(text)) return null
  if (!lines.every((line) => standsOut(line, usual))) return lines.length === 1 && capitals.test(text) && !/\p{Ll}/u.test(text) ? 4 : null
  if (ratio < 1.14 && text.length > longestBoldHeading) return null
  if (ratio < 1.35 && /^\p{Ll}/u.test(text)) return null
  if (ratio >= 1.7) return 1
  if (ratio >= 1.35) return 2
  return ratio >= 1.14 ? 3 : 4
}

export interface PlacedLine {
  readonly start: number
  readonly end: number
  readonly box: UprightBox
}

function textBlock(lines: readonly PrintedLine[], kind: BlockKind, setting: PageSetting): Block {
  let text = ''
  const placed: PlacedLine[] = []
  lines.forEach((line, index) => {
    const start = text.length
    text += joined(line, lines[index + 1])
    placed.push({ start, end: text.length, box: line })
  })
  return { kind, text, place: placeOf(placed, setting) }
}

function placeOf(lines: readonly PlacedLine[], { page, label, toDisplay }: PageSetting): PagePlace {
  return {
    kind: 'page',
    page,
    ...(label === undefined ? {} : { label }),
    lines: lines.map(({ start, end, box }) => ({ start, end, rect: rounded(toDisplay(box)) })),
  }
}

/** The line's text with what stands between it and the next: nothing inside a word or between Chinese and Japanese lines, else a space. */
function joined({ text, hyphen }: PrintedLine, next: PrintedLine | undefined): string {
  if (next === undefined) return hyphen ? `${text}-` : text
  if (!hyphen && !/\p{Ll}[-‐]$/u.test(text)) return unspaced.test(text.slice(-1)) && unspaced.test(next.text.charAt(0)) ? text : `${text} `
  const bare = hyphen ? text : text.slice(0, -1)
  // "state-of-" + "the-art" and "three-" + "month" keep their hyphen, "exam-" + "ple" and "six-" + "teen" lose it
  const compound =
    (keepsHyphen.test(bare) && !numberEnding.test(next.text)) || /-\S*$/.test(bare) || /^\S*\p{L}-\p{L}/u.test(next.text) || !/^\p{Ll}/u.test(next.text)
  return compound ? `${bare}-` : bare
}

/** English words that make compounds and begin no longer word but by the endings below. */
const keepsHyphen = /(?:^|\P{L})(?:two|three|four|five|six|seven|eight|nine|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|self)$/iu
const numberEnding = /^(?:teen|ty|th|fold|some|score|pence|weight|hood|ish|less|same)/

/** Scripts that put no space between words, and their marks. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff65]/u

/** A hundredth of a point is finer than any print. */
function rounded([x, y, width, height]: Rect): Rect {
  const round = (value: number): number => Math.round(value * 100) / 100
  return [round(x), round(y), round(width), round(height)]
}
