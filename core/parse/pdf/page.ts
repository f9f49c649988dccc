/** One page's characters with their boxes, in the order in which the file draws them, seen from the page's top left corner. */
import type { Rect } from '../../types/anchor.ts'
import { mostCommon } from '../shared/most-common.ts'
import type { Drawings } from './drawings.ts'
import { readDrawings } from './drawings.ts'
import type { PageFrame, UprightBox } from './frame.ts'
import { readFrame, toDisplay, toUpright, uprightSize } from './frame.ts'
import { lettersOf } from './letters.ts'
import type { Pdfium, RawFunctions } from './pdfium.ts'
import type { Style } from './style.ts'
import { createStyles } from './style.ts'
import type { Seen } from './visibility.ts'
import { judgeTexts } from './visibility.ts'

/** A character of a page. Coordinates are points of the page as displayed, turned so that its text reads upright. */
export interface PageCharacter extends UprightBox {
  readonly text: string
  readonly bold: boolean
  /** Runs neither left to right nor level with most of the page's text. */
  readonly turned: boolean
  /** Nobody sees it. */
  readonly hidden: boolean
}

/** `space`: the file has one. `gap`, `break`: PDFium believes that a word or a line ended. `hyphen`: the line ended inside a word. */
export type PageMark = PageCharacter | 'space' | 'gap' | 'break' | 'hyphen'

export interface PageText {
  readonly marks: readonly PageMark[]
  /** Width and height of the page in the coordinates of `marks`. */
  readonly size: readonly [width: number, height: number]
  /** Lines that the page draws, in the coordinates of `marks`. */
  readonly rules: readonly UprightBox[]
  readonly drawings: Drawings
  readonly frame: PageFrame
  readonly letters: LetterCounts
  /** Some of the characters are hidden. */
  readonly someHidden: boolean
  /** Text recognition has read the page before. */
  readonly recognised: boolean
  /** From the coordinates of `marks` back to the page as displayed. */
  toDisplay(box: UprightBox): Rect
}

/** What tells text from shapes whose letters nobody knows. */
export interface LetterCounts {
  readonly all: number
  /** Control characters, private use, no characters at all. */
  readonly unknown: number
  /** The file does not say which they are: PDFium took their codes for letters. */
  readonly guessed: number
  /** Of those guessed: of the Latin alphabet, and vowels. */
  readonly latin: number
  readonly vowels: number
}

/** Against the weight that most of the page's characters have. */
const boldRatio = 1.35
/** What `readPage` needs to lay boxes and names in. */
export const scratchBytes = 128
/** Points; smaller print is there for machines, not for people. */
const smallestPrint = 1
const privateBullets = /[\uf0a7\uf0b7\uf06e\uf076\uf0d8]/

export function readPage(pdfium: Pdfium, page: number, scratch: number): PageText {
  const frame = readFrame(pdfium, page, scratch)
  const drawings = readDrawings(pdfium, page, scratch)
  const textPage = pdfium.FPDFText_LoadPage(page)
  if (textPage === 0) return placed(none, { hidden: new Set(), recognised: false }, frame, drawings)
  try {
    const found = readCharacters(pdfium, textPage, frame, scratch)
    const seen = judgeTexts(
      pdfium,
      found.known.filter(({ object }) => object !== 0),
      { page, frame: frame.box, drawings },
      scratch,
    )
    return placed(found, seen, frame, drawings)
  } finally {
    pdfium.FPDFText_ClosePage(textPage)
  }
}

/** What is written for a code: made once. */
const letters: string[] = []

function letterOf(code: number): string {
  if (code >= 0x2_000) return code >= 0xe000 && code <= 0xf8ff && isPrivateBullet(code) ? '•' : lettersOf(String.fromCodePoint(code))
  return (letters[code] ??= String.fromCharCode(code))
}

const isPrivateBullet = (code: number): boolean => privateBullets.test(String.fromCharCode(code))

/** Side by side, one entry for each mark: objects would cost more than reading them does. */
interface Found {
  readonly count: number
  /** The character's code, or one of `signs`. */
  readonly codes: Int32Array
  /** Left, bottom, right, top in the page's own space. */
  readonly boxes: Float32Array
  /** Places in `known`. */
  readonly styles: Int32Array
  /** Each once. */
  readonly known: readonly Style[]
  readonly letters: LetterCounts
}

const signs = { gap: -1, space: -2, break: -3, hyphen: -4 } as const
const signMarks = { [signs.gap]: 'gap', [signs.space]: 'space', [signs.break]: 'break', [signs.hyphen]: 'hyphen' } as const
const none: Found = {
  count: 0,
  codes: new Int32Array(0),
  boxes: new Float32Array(0),
  styles: new Int32Array(0),
  known: [],
  letters: { all: 0, unknown: 0, guessed: 0, latin: 0, vowels: 0 },
}

function readCharacters(pdfium: Pdfium, textPage: number, frame: PageFrame, scratch: number): Found {
  const raws = pdfium.memory.wasmExports
  const all = Math.max(0, pdfium.FPDFText_CountChars(textPage))
  const codes = new Int32Array(all)
  const boxes = new Float32Array(4 * all)
  const styles = new Int32Array(all)
  const known = createStyles(pdfium, textPage, frame.rotation, scratch)
  const letters = { all: 0, unknown: 0, guessed: 0, latin: 0, vowels: 0 }
  let style: Style | undefined
  let count = 0
  for (let index = 0; index < all; index += 1) {
    const code = raws.FPDFText_GetUnicode(textPage, index)
    if (isSign(code)) {
      codes[count] = signOf(code, raws, textPage, index)
      count += 1
    } else if (raws.FPDFText_GetLooseCharBox(textPage, index, scratch) !== 0) {
      countLetter(letters, code, raws, textPage, index)
      if (code <= 32) continue
      // the scratch memory is used for the font's name next
      keepBox(boxes, 4 * count, pdfium.memory.HEAPF32, scratch >> 2)
      const object = raws.FPDFText_GetTextObject(textPage, index)
      if (style?.object !== object) style = known.of(index, object)
      codes[count] = code
      styles[count] = style.place
      grow(style, boxes, 4 * count)
      count += 1
    }
  }
  return { count, codes, boxes, styles, known: known.all, letters }
}

const isSign = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 2 || code === 9 || code === 160

function signOf(code: number, raws: RawFunctions, textPage: number, index: number): number {
  if (code === 10 || code === 13) return signs.break
  if (code === 2) return signs.hyphen
  return raws.FPDFText_IsGenerated(textPage, index) === 1 ? signs.gap : signs.space
}

/** PDFium gives left, top, right, bottom. */
function keepBox(boxes: Float32Array, to: number, floats: Float32Array, from: number): void {
  boxes[to] = floats[from] ?? 0
  boxes[to + 1] = floats[from + 3] ?? 0
  boxes[to + 2] = floats[from + 2] ?? 0
  boxes[to + 3] = floats[from + 1] ?? 0
}

function grow(style: Style, boxes: Float32Array, at: number): void {
  const { box } = style
  box[0] = Math.min(box[0], boxes[at] ?? 0)
  box[1] = Math.min(box[1], boxes[at + 1] ?? 0)
  box[2] = Math.max(box[2], boxes[at + 2] ?? 0)
  box[3] = Math.max(box[3], boxes[at + 3] ?? 0)
  style.count += 1
}

type Counting = { -readonly [Name in keyof LetterCounts]: number }

function countLetter(letters: Counting, code: number, raws: RawFunctions, textPage: number, index: number): void {
  letters.all += 1
  if (isUnknown(code)) letters.unknown += 1
  else if (raws.FPDFText_HasUnicodeMapError(textPage, index) === 1) countGuessed(letters, code)
}

function countGuessed(letters: Counting, code: number): void {
  letters.guessed += 1
  const lower = code | 0x20
  if (lower < 0x61 || lower > 0x7a) return
  letters.latin += 1
  if (vowels.has(lower)) letters.vowels += 1
}

const vowels: ReadonlySet<number> = new Set([...'aeiouy'].map((letter) => letter.charCodeAt(0)))

/** Control characters, private use and what is no character. */
function isUnknown(code: number): boolean {
  return code < 32 || (code >= 0xe000 && code <= 0xf8ff && !isPrivateBullet(code)) || (code >= 0xfffd && code <= 0xffff) || (code >= 0x80 && code < 0xa0)
}

function placed(found: Found, seen: Seen, frame: PageFrame, drawings: Drawings): PageText {
  const turns = mainTurns(found)
  const quarterTurns = (frame.rotation + turns) % 4
  const marks = marksOf(found, seen, frame, turns)
  return {
    marks,
    size: uprightSize(frame, quarterTurns),
    rules: drawings.rules.map((rule) => toUpright(frame, quarterTurns, ...rule)),
    drawings,
    frame,
    letters: found.letters,
    someHidden: marks.some((mark) => typeof mark !== 'string' && mark.hidden),
    recognised: seen.recognised,
    toDisplay: (box) => toDisplay(frame, turns, box),
  }
}

function marksOf(found: Found, { hidden }: Seen, frame: PageFrame, turns: number): readonly PageMark[] {
  const boldFrom = boldRatio * Math.max(1, mainWeight(found))
  const looks = found.known.map((style) => ({
    bold: style.namedBold || style.weight >= boldFrom,
    turned: style.turns !== turns,
    hidden: hidden.has(style.object),
  }))
  const marks: PageMark[] = []
  for (let at = 0; at < found.count; at += 1) {
    const code = found.codes[at] ?? 0
    const look = looks[found.styles[at] ?? 0]
    marks.push(code < 0 || look === undefined ? signMarks[code as keyof typeof signMarks] : characterAt(found.boxes, 4 * at, code, look, frame, turns))
  }
  return marks
}

type Look = Pick<PageCharacter, 'bold' | 'turned' | 'hidden'>

function characterAt(boxes: Float32Array, at: number, code: number, look: Look, frame: PageFrame, turns: number): PageCharacter {
  const x0 = boxes[at] ?? 0
  const y0 = boxes[at + 1] ?? 0
  const x1 = boxes[at + 2] ?? 0
  const y1 = boxes[at + 3] ?? 0
  const { left, top, right, bottom } = toUpright(frame, (frame.rotation + turns) % 4, x0, y0, x1, y1)
  return { text: letterOf(code), left, top, right, bottom, bold: look.bold, turned: look.turned, hidden: look.hidden || outside(x0, y0, x1, y1, frame) }
}

/** The way that most of the text runs. */
function mainTurns({ known }: Found): number {
  const counts = [0, 0, 0, 0]
  for (const { turns, count } of known) if (turns !== null) counts[turns] = (counts[turns] ?? 0) + count
  return counts.indexOf(Math.max(...counts))
}

function mainWeight({ known }: Found): number {
  const counts = new Map<number, number>()
  for (const { weight, count } of known) counts.set(weight, (counts.get(weight) ?? 0) + count)
  return mostCommon(counts)
}

/** Too small to read, or beside what is shown of the page. */
function outside(left: number, bottom: number, right: number, top: number, { box, scale }: PageFrame): boolean {
  const print = Math.max(Math.abs(top - bottom), Math.abs(right - left)) * scale
  return print < smallestPrint || left > box[2] || right < box[0] || bottom > box[3] || top < box[1]
}
