/** A page's characters as runs: what is printed in one go on one line, words with gaps. Plain functions. */
import { type DrawnRun, finishRun, type Run } from './finish-run.ts'
import { isLeftward, isSquare, unitOf } from './letters.ts'
import { looks, type PageMarks, signs } from './marks.ts'

/** What lay between two characters: nothing, what PDFium took for a gap, or a space of the file's own. */
type Gap = 'none' | 'gap' | 'space'

/** Where letters that run to the left meet others: what of the next stands beside the run. */
interface Beside {
  readonly left: number
  readonly right: number
  /** The whole word that begins there, since it may begin at its far end. */
  readonly word: boolean
}

interface OpenRun extends DrawnRun {
  readonly places: number[]
  readonly befores: number[]
  left: number
  top: number
  right: number
  bottom: number
  /** Place of the last character: what the next one is compared with. */
  last: number
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

/** Below it no letter runs to the left. */
const firstLeftward = 0x590
/** Codes of what is found before a character. */
const befores = { nothing: 0, space: 32, hyphen: 45 } as const

/** Runs in the order drawn. `hidden`: of the text that nobody sees, else of what people see. */
export function printedRuns(marks: PageMarks, hidden = false): readonly Run[] {
  const wanted = hidden ? looks.hidden : 0
  const runs: Run[] = []
  let run: OpenRun | undefined
  let gap = 'none' as Gap
  const close = (): void => {
    if (run !== undefined) for (const finished of finishRun(marks, run)) runs.push(finished)
    run = undefined
    gap = 'none'
  }
  for (let at = 0; at < marks.count; at += 1) {
    const code = marks.codes[at] ?? 0
    if (code === signs.hyphen) {
      if (run !== undefined) run.hyphen = true
    } else if (code < 0) {
      gap = code === signs.space || gap === 'space' ? 'space' : 'gap'
      // text at a slant has no rows of ours: PDFium's own lines hold
      if (code === signs.break && run !== undefined && isTurned(marks, run.last)) close()
    } else if (((marks.looks[at] ?? 0) & looks.hidden) === wanted) {
      const beside = run === undefined || (code < firstLeftward && !run.leftward) ? undefined : besideOf(run, marks, at)
      if (run !== undefined && continues(run, marks, at, beside)) {
        append(run, marks, at, gap, beside)
        gap = 'none'
      } else {
        close()
        run = open(marks, at)
      }
    }
  }
  close()
  return runs
}

const isTurned = (marks: PageMarks, at: number): boolean => ((marks.looks[at] ?? 0) & looks.turned) !== 0

const runsLeftward = (marks: PageMarks, at: number): boolean => isLeftward(unitOf(marks.codes[at] ?? 0))

function open(marks: PageMarks, at: number): OpenRun {
  const { boxes } = marks
  return {
    places: [at],
    befores: [befores.nothing],
    at,
    left: boxes[4 * at] ?? 0,
    top: boxes[4 * at + 1] ?? 0,
    right: boxes[4 * at + 2] ?? 0,
    bottom: boxes[4 * at + 3] ?? 0,
    last: at,
    hyphen: false,
    leftward: runsLeftward(marks, at),
    downward: false,
  }
}

/** Undefined where the next character and the run both run to the right. */
function besideOf(run: OpenRun, marks: PageMarks, next: number): Beside | undefined {
  const leftward = runsLeftward(marks, next)
  if (!leftward && !run.leftward) return undefined
  const { codes, boxes } = marks
  let left = boxes[4 * next] ?? 0
  let right = boxes[4 * next + 2] ?? 0
  if (leftward && runsLeftward(marks, run.last)) return { left, right, word: false }
  const top = boxes[4 * next + 1] ?? 0
  const bottom = boxes[4 * next + 3] ?? 0
  for (let at = next + 1; at < marks.count; at += 1) {
    if ((codes[at] ?? 0) < 0 || runsLeftward(marks, at) !== leftward || (boxes[4 * at + 1] ?? 0) > bottom || (boxes[4 * at + 3] ?? 0) < top) break
    left = Math.min(left, boxes[4 * at] ?? 0)
    right = Math.max(right, boxes[4 * at + 2] ?? 0)
  }
  return { left, right, word: true }
}

/** Whether the character stands on the line of the run: beside its last character, not below it, not far away. */
function continues(run: OpenRun, marks: PageMarks, next: number, beside: Beside | undefined): boolean {
  const { boxes } = marks
  const { last } = run
  const turned = isTurned(marks, next)
  if (turned || isTurned(marks, last)) return turned === isTurned(marks, last)
  if (goesDown(run, marks, next)) return true
  if (run.downward) return false
  const top = boxes[4 * next + 1] ?? 0
  const bottom = boxes[4 * next + 3] ?? 0
  // measured against the whole run, so that an index below an exponent stays on it
  const shared = Math.min(run.bottom, bottom) - Math.max(run.top, top)
  if (shared < 0.5 * Math.min(run.bottom - run.top, bottom - top)) return false
  const height = (boxes[4 * last + 3] ?? 0) - (boxes[4 * last + 1] ?? 0)
  const smaller = Math.min(height, bottom - top)
  if (beside !== undefined) return apart(run, beside) < cellGap * smaller
  const left = boxes[4 * next] ?? 0
  const right = boxes[4 * last + 2] ?? 0
  if ((left - right) / Math.max(1, smaller) > cellGap) return false
  return left > (boxes[4 * last] ?? 0) - overstrike * height && left > right - 2 * height
}

function goesDown(run: OpenRun, marks: PageMarks, next: number): boolean {
  const { codes, boxes } = marks
  const { last } = run
  if (!(run.downward || run.places.length === 1) || !isSquare(unitOf(codes[next] ?? 0)) || !isSquare(unitOf(codes[last] ?? 0))) return false
  const [left, top, right] = [boxes[4 * next] ?? 0, boxes[4 * next + 1] ?? 0, boxes[4 * next + 2] ?? 0]
  const [lastLeft, lastTop, lastRight] = [boxes[4 * last] ?? 0, boxes[4 * last + 1] ?? 0, boxes[4 * last + 2] ?? 0]
  const height = (boxes[4 * last + 3] ?? 0) - lastTop
  const shared = Math.min(lastRight, right) - Math.max(lastLeft, left)
  const step = top - lastTop
  return shared > 0.6 * Math.min(lastRight - lastLeft, right - left) && step > 0.4 * height && step < 1.6 * height
}

function append(run: OpenRun, marks: PageMarks, next: number, gap: Gap, beside: Beside | undefined): void {
  const { boxes } = marks
  const downward = !isTurned(marks, run.last) && goesDown(run, marks, next)
  run.befores.push(run.hyphen ? befores.hyphen : separated(run, marks, next, gap, downward, beside) ? befores.space : befores.nothing)
  run.hyphen = false
  run.places.push(next)
  run.left = Math.min(run.left, boxes[4 * next] ?? 0)
  run.top = Math.min(run.top, boxes[4 * next + 1] ?? 0)
  run.right = Math.max(run.right, boxes[4 * next + 2] ?? 0)
  run.bottom = Math.max(run.bottom, boxes[4 * next + 3] ?? 0)
  run.last = next
  run.leftward ||= beside !== undefined && runsLeftward(marks, next)
  run.downward ||= downward
}

function separated(run: OpenRun, { boxes, looks: seen }: PageMarks, next: number, gap: Gap, downward: boolean, beside: Beside | undefined): boolean {
  if (gap === 'space') return true
  if (downward) return false
  const { last } = run
  if (((seen[last] ?? 0) & looks.turned) !== 0) return gap !== 'none'
  const height = (boxes[4 * last + 3] ?? 0) - (boxes[4 * last + 1] ?? 0)
  const smaller = Math.min(height, (boxes[4 * next + 3] ?? 0) - (boxes[4 * next + 1] ?? 0))
  const lastRight = boxes[4 * last + 2] ?? 0
  if (beside === undefined) return ((boxes[4 * next] ?? 0) - lastRight) / Math.max(1, smaller) > (gap === 'gap' ? wordGap : looseGap)
  const from = beside.word ? run : { left: boxes[4 * last] ?? 0, right: lastRight }
  return apart(from, beside) > (gap === 'gap' ? leftwardGap : looseGap) * smaller
}

/** Points of white between the two. */
const apart = (a: Pick<Beside, 'left' | 'right'>, b: Pick<Beside, 'left' | 'right'>): number => Math.max(a.left - b.right, b.left - a.right)
