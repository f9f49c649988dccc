/** A page's characters as printed lines: words with gaps, cells of a row joined by tabs. Plain functions. */
import { mostCommon } from './most-common.ts'
import type { PageCharacter, PageMark } from './pdf-page.ts'

export interface PrintedLine {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Height of the print in points, ascent to descent. */
  readonly size: number
  readonly bold: boolean
  /** Cells in a row; 1 in prose. */
  readonly cells: number
  /** The line ended inside a word, at a hyphen that is not in `text`. */
  readonly hyphen: boolean
  readonly turned: boolean
}

interface OpenLine {
  text: string
  left: number
  top: number
  right: number
  bottom: number
  /** Box of the last character: what the next one is compared with. */
  last: PageCharacter
  sizes: Map<number, number>
  boldCount: number
  count: number
  hyphen: boolean
  turned: boolean
}

/** What lay between two characters: nothing, what PDFium took for a gap, or a space of the file's own. */
type Gap = 'none' | 'gap' | 'space'

/** In heights of the print. A word gap in justified text stays below it, a gap between table columns above. */
const cellGap = 1.15
const wordGap = 0.03
const looseGap = 0.36
const overstrike = 0.4

const ligatures: Readonly<Record<string, string>> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'ft', ﬆ: 'st' }
const dotLeader = /(?:[ \t]?[.·․…_]){4,}[ \t]?/g

/** What an item of a list begins with. */
export const bullet = /^(?:[•▪◦‣●○■□–—*·]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s/

export function printedLines(marks: readonly PageMark[]): readonly PrintedLine[] {
  const lines: PrintedLine[] = []
  let line: OpenLine | undefined
  let gap = 'none' as Gap
  const close = (): void => {
    if (line !== undefined) {
      const finished = finish(line)
      if (finished !== null) lines.push(finished)
    }
    line = undefined
    gap = 'none'
  }
  for (const mark of marks) {
    if (mark === 'space' || mark === 'gap' || mark === 'break') {
      gap = mark === 'space' || gap === 'space' ? 'space' : 'gap'
      // text at a slant has no rows of ours: PDFium's own lines hold
      if (mark === 'break' && line?.turned === true) close()
    } else if (mark === 'hyphen') {
      if (line !== undefined) line.hyphen = true
    } else if (line !== undefined && continues(line, mark)) {
      append(line, mark, gap)
      gap = 'none'
    } else {
      close()
      line = open(mark)
    }
  }
  close()
  return lines
}

function open(first: PageCharacter): OpenLine {
  const line: OpenLine = {
    text: '',
    left: first.left,
    top: first.top,
    right: first.right,
    bottom: first.bottom,
    last: first,
    sizes: new Map(),
    boldCount: 0,
    count: 0,
    hyphen: false,
    turned: first.turned,
  }
  add(line, first)
  return line
}

const height = (character: PageCharacter): number => character.bottom - character.top

/** Whether the character stands on the line: beside its last character, not below it and not far back. */
function continues(line: OpenLine, next: PageCharacter): boolean {
  if (next.turned || line.turned) return next.turned === line.turned
  const { last } = line
  // measured against the whole line, so that an index below an exponent stays on it
  const shared = Math.min(line.bottom, next.bottom) - Math.max(line.top, next.top)
  if (shared < 0.5 * Math.min(line.bottom - line.top, height(next))) return false
  return next.left > last.left - overstrike * height(last) && next.left > last.right - 2 * height(last)
}

function append(line: OpenLine, next: PageCharacter, gap: Gap): void {
  if (line.hyphen) {
    line.text += '-'
    line.hyphen = false
  }
  if (line.turned) {
    if (gap !== 'none') line.text += ' '
  } else {
    const distance = (next.left - line.last.right) / Math.max(1, Math.min(height(line.last), height(next)))
    if (distance > cellGap) line.text += '\t'
    else if (gap === 'space' || distance > (gap === 'gap' ? wordGap : looseGap)) line.text += ' '
  }
  add(line, next)
}

function add(line: OpenLine, next: PageCharacter): void {
  line.text += ligatures[next.text] ?? next.text
  line.left = Math.min(line.left, next.left)
  line.top = Math.min(line.top, next.top)
  line.right = Math.max(line.right, next.right)
  line.bottom = Math.max(line.bottom, next.bottom)
  line.last = next
  line.count += 1
  if (next.bold) line.boldCount += 1
  const size = Math.round(height(next) * 2) / 2
  line.sizes.set(size, (line.sizes.get(size) ?? 0) + 1)
}

function finish(line: OpenLine): PrintedLine | null {
  const cells = line.text
    .replace(dotLeader, '\t')
    .replace(/ *\t[ \t]*/g, '\t')
    .trim()
  const text = bullet.test(cells) ? cells.replace(/\s/, ' ') : cells
  if (text === '') return null
  const { left, top, right, bottom, hyphen, turned } = line
  return {
    text,
    left,
    top,
    right,
    bottom,
    hyphen,
    turned,
    size: mostCommon(line.sizes),
    bold: line.boldCount > 0.8 * line.count,
    cells: text.split('\t').length,
  }
}
