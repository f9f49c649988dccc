/** A page's characters as runs: what is printed in one go on one line, words with gaps. Plain functions. */
import { type DrawnRun, finishRun, type Run } from './finish-run.ts'
import { isLeftward, isSquare } from './letters.ts'
import type { PageCharacter, PageMark } from './page.ts'

/** What lay between two characters: nothing, what PDFium took for a gap, or a space of the file's own. */
type Gap = 'none' | 'gap' | 'space'

type Beside = Pick<PageCharacter, 'left' | 'right'>

interface OpenRun extends DrawnRun {
  readonly characters: PageCharacter[]
  readonly befores: ('' | ' ' | '-')[]
  left: number
  top: number
  right: number
  bottom: number
  /** The last character: what the next one is compared with. */
  last: PageCharacter
  hyphen: boolean
  leftward: boolean
  downward: boolean
}

/** In heights of the print. A word gap in justified text stays below it, a gap between table columns above. */
const cellGap = 1.15
const wordGap = 0.03
const looseGap = 0.36
const leftwardGap = 0.12
const overstrike = 0.4

/** Runs in the order drawn. `hidden`: of the text that nobody sees, else of what people see. */
export function printedRuns(marks: readonly PageMark[], hidden = false): readonly Run[] {
  const runs: Run[] = []
  let run: OpenRun | undefined
  let gap = 'none' as Gap
  const close = (): void => {
    if (run !== undefined) runs.push(...finishRun(run))
    run = undefined
    gap = 'none'
  }
  for (let at = 0; at < marks.length; at += 1) {
    const mark = marks[at] as PageMark
    if (mark === 'space' || mark === 'gap' || mark === 'break') {
      gap = mark === 'space' || gap === 'space' ? 'space' : 'gap'
      // text at a slant has no rows of ours: PDFium's own lines hold
      if (mark === 'break' && run?.last.turned === true) close()
      continue
    }
    if (mark === 'hyphen') {
      if (run !== undefined) run.hyphen = true
      continue
    }
    if (mark.hidden !== hidden) continue
    const beside = run === undefined ? mark : boxBeside(run, marks, at, mark)
    if (run !== undefined && continues(run, mark, beside)) {
      append(run, mark, gap, beside)
      gap = 'none'
    } else {
      close()
      run = open(mark, at)
    }
  }
  close()
  return runs
}

function open(first: PageCharacter, at: number): OpenRun {
  const { left, top, right, bottom, text } = first
  return { characters: [first], befores: [''], at, left, top, right, bottom, last: first, hyphen: false, leftward: isLeftward(text), downward: false }
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
  if (!(run.downward || run.characters.length === 1) || !isSquare(next.text) || !isSquare(last.text)) return false
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
  run.characters.push(next)
  run.befores.push(before)
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
