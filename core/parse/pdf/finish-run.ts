/** A run whose last character is known: its letters in reading order, its measures, its parts where dots lead from one to the next. Plain functions. */
import { cleanText } from '../shared/clean-text.ts'
import { mostCommon } from '../shared/most-common.ts'
import { isLeftward } from './letters.ts'
import type { PageCharacter } from './page.ts'

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

/** Characters side by side with what was found before each: a million small objects would cost more than reading the page. */
export interface DrawnRun {
  readonly characters: readonly PageCharacter[]
  readonly befores: readonly ('' | ' ' | '-')[]
  readonly at: number
  readonly hyphen: boolean
  readonly leftward: boolean
  readonly downward: boolean
}

/** In heights of the print: wider than most gaps between words. A table's columns may be set as tightly. */
const tightGap = 0.42
const dotLeader = /(?: ?[.·․…_]){4,} ?/g

/** A dotted line that leads from a label to its number parts two runs. */
export function finishRun(drawn: DrawnRun): readonly Run[] {
  const run = drawn.leftward ? readLeftward(drawn) : drawn
  const text = textOf(run)
  if (!text.includes('..') && !text.includes('. .') && !/[·․…_] ?[·․…_]/.test(text)) return finished(run, text, false)
  const runs: Run[] = []
  let from = 0
  for (const { index, 0: dots } of text.matchAll(dotLeader)) {
    runs.push(...part(run, from, index, true))
    from = index + dots.length
  }
  return [...runs, ...part(run, from, text.length, false)]
}

function textOf({ characters, befores }: DrawnRun): string {
  let text = ''
  for (let index = 0; index < characters.length; index += 1) text += (befores[index] ?? '') + (characters[index]?.text ?? '')
  return text
}

/** Letters that were drawn one by one in the order read are turned round by PDFium, which expects them from left to right: back again. */
function readLeftward(run: DrawnRun): DrawnRun {
  const { characters, befores } = run
  let steps = 0
  characters.forEach((character, index) => {
    const before = characters[index - 1]
    if (before !== undefined && isLeftward(before.text) && isLeftward(character.text)) steps += Math.sign(character.left - before.left)
  })
  if (steps <= 0) return run
  return { ...run, characters: [...characters].reverse(), befores: ['', ...befores.slice(1).reverse()] }
}

/** The characters that are written from one offset to another. */
function part(run: DrawnRun, from: number, to: number, leads: boolean): readonly Run[] {
  const characters: PageCharacter[] = []
  const befores: DrawnRun['befores'][number][] = []
  let offset = 0
  run.characters.forEach((character, index) => {
    const before = run.befores[index] ?? ''
    const start = offset + before.length
    if (start >= from && start < to) {
      befores.push(characters.length === 0 ? '' : before)
      characters.push(character)
    }
    offset = start + character.text.length
  })
  const found = { ...run, characters, befores }
  return characters.length === 0 ? [] : finished(found, textOf(found), leads)
}

function finished(run: DrawnRun, whole: string, leads: boolean): readonly Run[] {
  const text = cleanText(whole).trim()
  const [first] = run.characters
  if (text === '' || first === undefined) return []
  const { characters, befores, hyphen, downward, at } = run
  let { left, top, right, bottom } = first
  let boldCount = 0
  let leftwardCount = 0
  const sizes = new Map<number, number>()
  const gaps: [number, number, number][] = []
  let offset = 0
  let edge = left
  let last = 0
  let alike = 0
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? first
    const before = befores[index] ?? ''
    const height = character.bottom - character.top
    if (before === ' ' && !run.leftward && character.left - edge > tightGap * height) gaps.push([offset + 1, edge, character.left])
    edge = character.right
    offset += before.length + character.text.length
    left = Math.min(left, character.left)
    top = Math.min(top, character.top)
    right = Math.max(right, character.right)
    bottom = Math.max(bottom, character.bottom)
    if (character.bold) boldCount += 1
    if (run.leftward && isLeftward(character.text)) leftwardCount += 1
    const size = Math.round((downward ? character.right - character.left : height) * 2) / 2
    if (size === last) alike += 1
    else {
      if (alike > 0) sizes.set(last, (sizes.get(last) ?? 0) + alike)
      last = size
      alike = 1
    }
  }
  sizes.set(last, (sizes.get(last) ?? 0) + alike)
  return [
    {
      text,
      left,
      top,
      right,
      bottom,
      size: mostCommon(sizes),
      bold: boldCount > 0.8 * characters.length,
      hyphen: hyphen && !leads,
      turned: (characters.at(-1) ?? first).turned,
      leftward: leftwardCount * 2 > characters.length,
      downward,
      leads,
      at,
      gaps: text === whole ? gaps : [],
    },
  ]
}
