/** A page's characters as runs: what is printed in one go on one line, words with gaps. Plain functions. */
import { cleanText } from '../shared/clean-text.ts'
import { mostCommon } from '../shared/most-common.ts'
import type { PageCharacter, PageMark } from './page.ts'

export interface Run {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Height of the print in points, ascent to descent. */
  readonly size: number
  readonly bold: boolean
  /** The line ended inside a word, at a hyphen that is not in `text`. */
  readonly hyphen: boolean
  readonly turned: boolean
  /** Runs from right to left. */
  readonly leftward: boolean
  /** Runs downwards, as Chinese and Japanese may. */
  readonly downward: boolean
  /** A line of dots led from here to the run after it. */
  readonly leads: boolean
  /** Where it stands in the order in which the page is drawn. */
  readonly at: number
  /** Gaps that may be those between two columns: offset in `text` of what follows, and where the gap begins and ends. */
  readonly gaps: readonly (readonly [offset: number, left: number, right: number])[]
}

/** What lay between two characters: nothing, what PDFium took for a gap, or a space of the file's own. */
type Gap = 'none' | 'gap' | 'space'

interface Piece {
  readonly character: PageCharacter
  readonly before: '' | ' ' | '-'
  /** What it adds to the run's text, `before` included. */
  readonly text: string
}

type Beside = Pick<PageCharacter, 'left' | 'right'>

interface OpenRun {
  readonly pieces: Piece[]
  readonly at: number
  text: string
  left: number
  top: number
  right: number
  bottom: number
  /** Box of the last character: what the next one is compared with. */
  last: PageCharacter
  hyphen: boolean
  leftward: boolean
  /** Runs downwards, as Chinese and Japanese may. */
  downward: boolean
}

/** In heights of the print. A word gap in justified text stays below it, a gap between table columns above. */
const cellGap = 1.15
/** Wider than most gaps between words: a table's columns may be set as tightly. */
const tightGap = 0.42
const wordGap = 0.03
const looseGap = 0.36
const leftwardGap = 0.12
const overstrike = 0.4

const ligatures: Readonly<Record<string, string>> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'ft', ﬆ: 'st' }
const shapedLetter = /[\ufb1d-\ufdff\ufe70-\ufefc]/
const dotLeader = /(?: ?[.·․…_]){4,} ?/g

/** Runs in the order drawn. `hidden`: of the text that nobody sees, else of what people see. */
export function printedRuns(marks: readonly PageMark[], hidden = false): readonly Run[] {
  const runs: Run[] = []
  let run: OpenRun | undefined
  let gap = 'none' as Gap
  const close = (): void => {
    if (run !== undefined) runs.push(...finish(run))
    run = undefined
    gap = 'none'
  }
  marks.forEach((mark, at) => {
    if (mark === 'space' || mark === 'gap' || mark === 'break') {
      gap = mark === 'space' || gap === 'space' ? 'space' : 'gap'
      // text at a slant has no rows of ours: PDFium's own lines hold
      if (mark === 'break' && run?.last.turned === true) close()
    } else if (mark === 'hyphen') {
      if (run !== undefined) run.hyphen = true
    } else if (mark.hidden !== hidden) return
    else if (run !== undefined && continues(run, mark, boxBeside(run, marks, at, mark))) {
      append(run, mark, gap, boxBeside(run, marks, at, mark))
      gap = 'none'
    } else {
      close()
      run = open(mark, at)
    }
  })
  close()
  return runs
}

function open(first: PageCharacter, at: number): OpenRun {
  const { left, top, right, bottom } = first
  const leftward = isLeftward(first.text)
  return {
    pieces: [{ character: first, before: '', text: lettersOf(first.text) }],
    at,
    text: lettersOf(first.text),
    left,
    top,
    right,
    bottom,
    last: first,
    hyphen: false,
    leftward,
    downward: false,
  }
}

const height = (box: Pick<PageCharacter, 'top' | 'bottom'>): number => box.bottom - box.top

/** What of the next stands beside the run: where the direction changes, the whole word that begins there, since it may begin at its far end. */
function boxBeside(run: OpenRun, marks: readonly PageMark[], at: number, next: PageCharacter): Beside {
  const leftward = isLeftward(next.text)
  if (leftward ? isLeftward(run.last.text) : !run.leftward) return next
  let { left, right } = next
  for (let index = at + 1; index < marks.length; index += 1) {
    const mark = marks[index]
    if (mark === undefined || typeof mark === 'string' || isLeftward(mark.text) !== leftward || mark.top > next.bottom || mark.bottom < next.top) break
    left = Math.min(left, mark.left)
    right = Math.max(right, mark.right)
  }
  return { left, right }
}

/** Whether the character stands on the line of the run: beside its last character, not below it, not far away. */
function continues(run: OpenRun, next: PageCharacter, beside: Beside): boolean {
  const { last } = run
  if (next.turned || last.turned) return next.turned === last.turned
  if (goesDown(run, next)) return true
  if (run.downward) return false
  // measured against the whole run, so that an index below an exponent stays on it
  const shared = Math.min(run.bottom, next.bottom) - Math.max(run.top, next.top)
  if (shared < 0.5 * Math.min(height(run), height(next))) return false
  if (run.leftward || isLeftward(next.text)) return apart(run, beside) < cellGap * Math.min(height(last), height(next))
  if (distance(run, next) > cellGap) return false
  return next.left > last.left - overstrike * height(last) && next.left > last.right - 2 * height(last)
}

function goesDown(run: OpenRun, next: PageCharacter): boolean {
  const { last } = run
  if (!(run.downward || run.pieces.length === 1) || !isSquare(next.text) || !isSquare(last.text)) return false
  const shared = Math.min(last.right, next.right) - Math.max(last.left, next.left)
  const step = next.top - last.top
  return shared > 0.6 * Math.min(last.right - last.left, next.right - next.left) && step > 0.4 * height(last) && step < 1.6 * height(last)
}

/** In heights of the smaller print. */
function distance(run: OpenRun, next: PageCharacter): number {
  return (next.left - run.last.right) / Math.max(1, Math.min(height(run.last), height(next)))
}

function append(run: OpenRun, next: PageCharacter, gap: Gap, beside: Beside): void {
  const downward = !run.last.turned && goesDown(run, next)
  const before = run.hyphen ? '-' : separated(run, next, gap, downward, beside) ? ' ' : ''
  run.hyphen = false
  const text = before + lettersOf(next.text)
  run.pieces.push({ character: next, before, text })
  run.text += text
  run.left = Math.min(run.left, next.left)
  run.top = Math.min(run.top, next.top)
  run.right = Math.max(run.right, next.right)
  run.bottom = Math.max(run.bottom, next.bottom)
  run.last = next
  run.leftward ||= isLeftward(next.text)
  run.downward ||= downward
}

function separated(run: OpenRun, next: PageCharacter, gap: Gap, downward: boolean, beside: Beside): boolean {
  if (downward) return gap === 'space'
  if (run.last.turned) return gap !== 'none'
  if (run.leftward || isLeftward(next.text))
    return (
      gap === 'space' || apart(beside === next ? run.last : run, beside) > (gap === 'gap' ? leftwardGap : looseGap) * Math.min(height(run.last), height(next))
    )
  return gap === 'space' || distance(run, next) > (gap === 'gap' ? wordGap : looseGap)
}

/** Points of white between the two. */
const apart = (a: Beside, b: Beside): number => Math.max(a.left - b.right, b.left - a.right)

/** Hebrew, Arabic and their neighbours. */
function isLeftward(text: string): boolean {
  const code = text.charCodeAt(0)
  return code >= 0x590 && (code <= 0x8ff || (code >= 0xfb1d && code <= 0xfdff) || (code >= 0xfe70 && code <= 0xfefc))
}

/** Han, kana, hangul and their marks, each as wide as high. */
function isSquare(text: string): boolean {
  const code = text.charCodeAt(0)
  return code >= 0x2e80 && (code < 0xd7b0 || (code >= 0xf900 && code < 0xfb00) || (code >= 0xfe30 && code < 0xfe50) || code >= 0xff00)
}

/** A dotted line that leads from a label to its number parts two runs. */
function finish(drawn: OpenRun): readonly Run[] {
  const run = drawn.leftward ? readLeftward(drawn) : drawn
  const { text } = run
  if (!text.includes('..') && !text.includes('. .') && !/[·․…_] ?[·․…_]/.test(text)) return finished(run, run.pieces, text, false)
  const runs: Run[] = []
  let from = 0
  for (const { index, 0: dots } of text.matchAll(dotLeader)) {
    runs.push(...part(run, from, index, true))
    from = index + dots.length
  }
  return [...runs, ...part(run, from, text.length, false)]
}

/** Letters that were drawn one by one in the order read are turned round by PDFium, which expects them from left to right: back again. */
function readLeftward(run: OpenRun): OpenRun {
  const { pieces } = run
  let steps = 0
  pieces.forEach(({ character }, index) => {
    const before = pieces[index - 1]?.character
    if (before !== undefined && isLeftward(before.text) && isLeftward(character.text)) steps += Math.sign(character.left - before.left)
  })
  if (steps <= 0) return run
  const turned = pieces.map((piece, index) => withBefore(piece, pieces[index + 1]?.before ?? '')).reverse()
  return { ...run, pieces: turned, text: turned.map((piece) => piece.text).join('') }
}

const withBefore = ({ character }: Piece, before: Piece['before']): Piece => ({ character, before, text: before + lettersOf(character.text) })

/** The pieces that write the characters from one offset to another. */
function part(run: OpenRun, from: number, to: number, leads: boolean): readonly Run[] {
  const pieces: Piece[] = []
  let offset = 0
  for (const piece of run.pieces) {
    const start = offset + piece.before.length
    if (start >= from && start < to) pieces.push(pieces.length === 0 ? { ...piece, before: '', text: piece.text.slice(piece.before.length) } : piece)
    offset += piece.text.length
  }
  return pieces.length === 0 ? [] : finished(run, pieces, pieces.map((piece) => piece.text).join(''), leads)
}

/** Ligatures and the shapes that Arabic letters take inside a word, as plain letters. */
function lettersOf(text: string): string {
  if (text.charCodeAt(0) < 0xfb00) return text
  return ligatures[text] ?? (shapedLetter.test(text) ? text.normalize('NFKC') : text)
}

function finished(run: OpenRun, pieces: readonly Piece[], whole: string, leads: boolean): readonly Run[] {
  const text = cleanText(whole).trim()
  if (text === '') return []
  let { left, top, right, bottom } = pieces[0]?.character ?? run.last
  let boldCount = 0
  const sizes = new Map<number, number>()
  const gaps: [number, number, number][] = []
  let offset = 0
  let edge = left
  let last = 0
  let alike = 0
  for (const piece of pieces) {
    const { character } = piece
    if (piece.before === ' ' && !run.leftward && character.left - edge > tightGap * height(character)) gaps.push([offset + 1, edge, character.left])
    edge = character.right
    offset += piece.text.length
    left = Math.min(left, character.left)
    top = Math.min(top, character.top)
    right = Math.max(right, character.right)
    bottom = Math.max(bottom, character.bottom)
    if (character.bold) boldCount += 1
    const size = Math.round((run.downward ? character.right - character.left : height(character)) * 2) / 2
    if (size === last) alike += 1
    else {
      if (alike > 0) sizes.set(last, (sizes.get(last) ?? 0) + alike)
      last = size
      alike = 1
    }
  }
  sizes.set(last, (sizes.get(last) ?? 0) + alike)
  const { turned } = run.last
  const bold = boldCount > 0.8 * pieces.length
  const { hyphen, downward, at } = run
  const leftward = run.leftward && pieces.filter(({ character }) => isLeftward(character.text)).length * 2 > pieces.length
  return [
    {
      text,
      left,
      top,
      right,
      bottom,
      size: mostCommon(sizes),
      bold,
      hyphen: hyphen && !leads,
      turned,
      leftward,
      downward,
      leads,
      at,
      gaps: text === whole ? gaps : [],
    },
  ]
}
