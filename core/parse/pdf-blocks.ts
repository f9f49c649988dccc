/** Printed lines of one page as headings, paragraphs, list items and tables, each line keeping its rectangle. Plain functions. */
import type { Rect } from '../types/anchor.ts'
import type { Block, BlockKind, PagePlace } from '../types/document.ts'
import { cleanText } from './clean-text.ts'
import { mostCommon } from './most-common.ts'
import type { PrintedLine } from './pdf-lines.ts'
import { bullet } from './pdf-lines.ts'

export interface PageSetting {
  readonly page: number
  readonly label?: string
  toDisplay(left: number, top: number, right: number, bottom: number): Rect
}

/** What is usual on a page: the measure for what stands out. */
interface Usual {
  readonly size: number
  readonly bold: boolean
  /** From the middle of one line to that of the next, in points. */
  readonly leading: number
}

const sentenceEnd = /[.!?:;…”"')\]]$/
const longestHeading = 160
/** "3.1 RELATED WORK": numbered, and all in capitals. */
const capitals = /^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.|[IVX]{1,5}\.|(?:ITEM|NOTE|PART|CHAPTER|SECTION) \S{1,4})\s+\p{Lu}{2}/u

export function pageBlocks(lines: readonly PrintedLine[], setting: PageSetting): readonly Block[] {
  const usual = usualOf(lines)
  const groups: PrintedLine[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    if (group !== undefined && belongs(group, line, usual)) group.push(line)
    else groups.push([line])
  }
  return withLabels(groups, usual)
    .map((group) => block(group, usual, setting))
    .filter((made) => made.text !== '')
}

/**
 * Joins to a table the few short lines above its first row or between its rows: headings of columns,
 * labels that run over two lines.
 */
function withLabels(groups: readonly (readonly PrintedLine[])[], usual: Usual): readonly (readonly PrintedLine[])[] {
  const joined: (readonly PrintedLine[])[] = []
  groups.forEach((group, index) => {
    const before = joined.at(-1)
    const next = groups[index + 1]
    if (before !== undefined && isTable(group) && (isTable(before) ? near(before, group) : labels(before, group, usual))) {
      // a table that went on to its label goes on to its next rows
      joined[joined.length - 1] = [...before, ...group]
    } else if (before !== undefined && isTable(before) && next !== undefined && isTable(next) && near(before, group) && labels(group, next, usual)) {
      joined[joined.length - 1] = [...before, ...group]
    } else joined.push(group)
  })
  return joined
}

const isTable = (group: readonly PrintedLine[]): boolean => group.some((line) => line.cells > 1)

/** The second begins where the first ends, less than two lines below. */
function near(first: readonly PrintedLine[], second: readonly PrintedLine[]): boolean {
  const last = first.at(-1)
  const next = second[0]
  if (last === undefined || next === undefined || last.turned || next.turned) return false
  const distance = middle(next) - middle(last)
  return distance > 0 && distance < 2 * Math.max(last.size, next.size)
}

function labels(group: readonly PrintedLine[], table: readonly PrintedLine[], usual: Usual): boolean {
  if (group.length > 3 || !near(group, table)) return false
  const left = Math.min(...table.map((line) => line.left))
  const right = Math.max(...table.map((line) => line.right))
  return group.every((line) => line.size < 1.14 * usual.size && line.text.length < 90 && line.left > left - 2 * line.size && line.right < right + 2 * line.size)
}

function usualOf(lines: readonly PrintedLine[]): Usual {
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
  return { size: mostCommon(sizes), bold: bold > all / 2, leading: mostCommon(leadings) }
}

const middle = (line: PrintedLine): number => (line.top + line.bottom) / 2

/** Whether the line goes on with the group rather than beginning a block of its own. */
function belongs(group: readonly PrintedLine[], line: PrintedLine, usual: Usual): boolean {
  const last = group[group.length - 1]
  const first = group[0]
  if (last === undefined || first === undefined || line.turned || last.turned) return false
  const distance = middle(line) - middle(last)
  if (distance <= 0) return false
  const tabular = last.cells > 1
  if (tabular !== line.cells > 1) return false
  if (tabular) return distance < 3.5 * Math.max(line.size, usual.leading)
  if (distance > Math.max(1.35 * Math.max(last.size, line.size), last.size <= usual.size ? 1.2 * usual.leading : 0)) return false
  if (Math.min(last.right, line.right) <= Math.max(last.left, line.left)) return false
  if (Math.abs(last.size - line.size) > 0.12 * Math.max(last.size, line.size)) return false
  if (standsOut(last, usual) !== standsOut(line, usual) || bullet.test(line.text)) return false
  if (last.hyphen) return true
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

function headingLevel(lines: readonly PrintedLine[], text: string, usual: Usual): number | null {
  const first = lines[0]
  if (first === undefined || lines.length > 3 || text.length > longestHeading || isTable(lines) || first.turned) return null
  if (!/\p{L}{3}/u.test(text) || /[,;:]$|[^.]\.$/.test(text)) return null
  if (!lines.every((line) => standsOut(line, usual))) return lines.length === 1 && capitals.test(text) && !/\p{Ll}/u.test(text) ? 4 : null
  const ratio = first.size / Math.max(1, usual.size)
  if (ratio >= 1.7) return 1
  if (ratio >= 1.35) return 2
  return ratio >= 1.14 ? 3 : 4
}

function block(lines: readonly PrintedLine[], usual: Usual, setting: PageSetting): Block {
  const tabular = isTable(lines)
  let text = ''
  const places: PagePlace['lines'][number][] = []
  lines.forEach((line, index) => {
    const start = text.length
    const next = lines[index + 1]
    text += joined(cleanText(line.text), line, next, tabular)
    if (text.length > start) places.push({ start, end: text.length, rect: rounded(setting.toDisplay(line.left, line.top, line.right, line.bottom)) })
  })
  const place: PagePlace = { kind: 'page', page: setting.page, ...(setting.label === undefined ? {} : { label: setting.label }), lines: places }
  const level = headingLevel(lines, text, usual)
  if (level !== null) return { kind: 'heading', text, level, place }
  const kind: BlockKind = tabular ? 'table' : bullet.test(text) ? 'list-item' : 'paragraph'
  return { kind, text, place }
}

/** The line's text with what stands between it and the next: nothing inside a word, else a space; rows keep their line. */
function joined(text: string, line: PrintedLine, next: PrintedLine | undefined, tabular: boolean): string {
  if (next === undefined) return line.hyphen ? `${text}-` : text
  if (tabular) return `${text}${line.hyphen ? '-' : ''}\n`
  const hyphen = line.hyphen || /\p{Ll}[-‐]$/u.test(text)
  if (!hyphen) return `${text} `
  const bare = line.hyphen ? text : text.slice(0, -1)
  // "state-of-" + "the-art" keeps its hyphen, "exam-" + "ple" loses it
  const compound = /-\S*$/.test(bare) || /^\S*\p{L}-\p{L}/u.test(next.text) || !/^\p{Ll}/u.test(next.text)
  return compound ? `${bare}-` : bare
}

/** A hundredth of a point is finer than any print. */
function rounded([x, y, width, height]: Rect): Rect {
  const round = (value: number): number => Math.round(value * 100) / 100
  return [round(x), round(y), round(width), round(height)]
}
