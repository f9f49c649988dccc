/** A run whose last character is known: its letters in reading order, its measures, its parts where dots lead from one to the next. Plain functions. */
import { cleanText } from '../shared/clean-text.ts'
import { mostCommon } from '../shared/most-common.ts'
import { isLeftward, lengthOf, textOfCodes, unitOf } from './letters.ts'
import { looks, type PageMarks } from './marks.ts'

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

/** Places in the marks of the page, with the code of what was found before each: 0 for nothing, a space or a hyphen. */
export interface DrawnRun {
  readonly places: readonly number[]
  readonly befores: readonly number[]
  readonly at: number
  readonly hyphen: boolean
  readonly leftward: boolean
  readonly downward: boolean
}

/** In heights of the print: wider than most gaps between words. A table's columns may be set as tightly. */
const tightGap = 0.42
const dotLeader = /(?: ?[.·․…_]){4,} ?/g

const space = 32

/** A dotted line that leads from a label to its number parts two runs. */
export function finishRun(marks: PageMarks, drawn: DrawnRun): readonly Run[] {
  const run = drawn.leftward ? readLeftward(marks, drawn) : drawn
  const written = writtenIn(marks, run)
  const { text } = written
  if (written.dots < 2 || !(text.includes('..') || text.includes('. .') || /[·․…_] ?[·․…_]/.test(text))) return finished(marks, run, written, false)
  const runs: Run[] = []
  let from = 0
  for (const { index, 0: dots } of text.matchAll(dotLeader)) {
    runs.push(...part(marks, run, from, index, true))
    from = index + dots.length
  }
  return [...runs, ...part(marks, run, from, text.length, false)]
}

interface Written {
  readonly text: string
  /** Letters of ASCII alone. */
  readonly plain: boolean
  /** What a dotted line may be made of. */
  readonly dots: number
}

const isDot = (code: number): boolean => code === 0x2e || code === 0x5f || code === 0xb7 || code === 0x2024 || code === 0x2026

function writtenIn({ codes }: PageMarks, { places, befores }: DrawnRun): Written {
  const written: number[] = []
  let plain = true
  let dots = 0
  for (let index = 0; index < places.length; index += 1) {
    const before = befores[index] ?? 0
    const code = codes[places[index] ?? 0] ?? 0
    if (before !== 0) written.push(before)
    written.push(code)
    if (code > 0x7e) plain = false
    if (isDot(code)) dots += 1
  }
  return { text: textOfCodes(written), plain, dots }
}

/** Letters that were drawn one by one in the order read are turned round by PDFium, which expects them from left to right: back again. */
function readLeftward({ codes, boxes }: PageMarks, run: DrawnRun): DrawnRun {
  const { places, befores } = run
  const leftward = places.map((place) => isLeftward(unitOf(codes[place] ?? 0)))
  let steps = 0
  for (let index = 1; index < places.length; index += 1) {
    if (leftward[index - 1] === true && leftward[index] === true)
      steps += Math.sign((boxes[4 * (places[index] ?? 0)] ?? 0) - (boxes[4 * (places[index - 1] ?? 0)] ?? 0))
  }
  if (steps <= 0) return run
  return { ...run, places: [...places].reverse(), befores: [0, ...befores.slice(1).reverse()] }
}

/** The characters that are written from one offset to another. */
function part(marks: PageMarks, run: DrawnRun, from: number, to: number, leads: boolean): readonly Run[] {
  const places: number[] = []
  const befores: number[] = []
  let offset = 0
  run.places.forEach((place, index) => {
    const before = run.befores[index] ?? 0
    const start = before === 0 ? offset : offset + 1
    if (start >= from && start < to) {
      befores.push(places.length === 0 ? 0 : before)
      places.push(place)
    }
    offset = start + lengthOf(marks.codes[place] ?? 0)
  })
  const found = { ...run, places, befores }
  return places.length === 0 ? [] : finished(marks, found, writtenIn(marks, found), leads)
}

function finished(marks: PageMarks, run: DrawnRun, { text: whole, plain }: Written, leads: boolean): readonly Run[] {
  const text = plain ? whole : cleanText(whole).trim()
  if (text === '') return []
  const { codes, boxes } = marks
  const { places, befores, hyphen, downward, at } = run
  const first = 4 * (places[0] ?? 0)
  let left = boxes[first] ?? 0
  let top = boxes[first + 1] ?? 0
  let right = boxes[first + 2] ?? 0
  let bottom = boxes[first + 3] ?? 0
  let boldCount = 0
  let leftwardCount = 0
  let sizes: Map<number, number> | undefined
  const gaps: [number, number, number][] = []
  let offset = 0
  let edge = left
  let last = 0
  let alike = 0
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index] ?? 0
    const code = codes[place] ?? 0
    const before = befores[index] ?? 0
    const x0 = boxes[4 * place] ?? 0
    const y0 = boxes[4 * place + 1] ?? 0
    const x1 = boxes[4 * place + 2] ?? 0
    const y1 = boxes[4 * place + 3] ?? 0
    if (before === space && !run.leftward && x0 - edge > tightGap * (y1 - y0)) gaps.push([offset + 1, edge, x0])
    edge = x1
    offset += (before === 0 ? 0 : 1) + lengthOf(code)
    left = Math.min(left, x0)
    top = Math.min(top, y0)
    right = Math.max(right, x1)
    bottom = Math.max(bottom, y1)
    if (((marks.looks[place] ?? 0) & looks.bold) !== 0) boldCount += 1
    if (run.leftward && isLeftward(unitOf(code))) leftwardCount += 1
    const size = Math.round((downward ? x1 - x0 : y1 - y0) * 2) / 2
    if (size === last) alike += 1
    else {
      if (alike > 0) {
        sizes ??= new Map()
        sizes.set(last, (sizes.get(last) ?? 0) + alike)
      }
      last = size
      alike = 1
    }
  }
  sizes?.set(last, (sizes.get(last) ?? 0) + alike)
  return [
    {
      text,
      left,
      top,
      right,
      bottom,
      size: sizes === undefined ? last : mostCommon(sizes),
      bold: boldCount > 0.8 * places.length,
      hyphen: hyphen && !leads,
      turned: ((marks.looks[places.at(-1) ?? 0] ?? 0) & looks.turned) !== 0,
      leftward: leftwardCount * 2 > places.length,
      downward,
      leads,
      at,
      gaps: text === whole ? gaps : [],
    },
  ]
}
