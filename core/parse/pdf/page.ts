/** One page's characters with their boxes, in the order in which the file draws them, seen from the page's top left corner. */
import type { Rect } from '../../types/anchor.ts'
import { mostCommon } from '../shared/most-common.ts'
import type { Drawings } from './drawings.ts'
import { readDrawings } from './drawings.ts'
import type { PageFrame, UprightBox } from './frame.ts'
import { readFrame, toDisplay, toUpright, uprightSize } from './frame.ts'
import type { Pdfium } from './pdfium.ts'
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

/** Letters of one character, by their codes: made once. */
const letters: string[] = []

function letterOf(code: number): string {
  if (code >= 0x2_000) return code >= 0xe000 && code <= 0xf8ff && privateBullets.test(String.fromCharCode(code)) ? '•' : String.fromCodePoint(code)
  return (letters[code] ??= String.fromCharCode(code))
}

/** Side by side, one entry for each mark: objects would cost more than reading them does. */
interface Found {
  readonly count: number
  /** The character's code, or one of `signs`. */
  readonly codes: Int32Array
  /** Left, bottom, right, top in the page's own space. */
  readonly boxes: Float32Array
  readonly styles: readonly (Style | undefined)[]
  /** Each once. */
  readonly known: readonly Style[]
  readonly letters: LetterCounts
}

const signs = { gap: -1, space: -2, break: -3, hyphen: -4 } as const
const none: Found = {
  count: 0,
  codes: new Int32Array(0),
  boxes: new Float32Array(0),
  styles: [],
  known: [],
  letters: { all: 0, unknown: 0, guessed: 0, latin: 0, vowels: 0 },
}

function readCharacters(pdfium: Pdfium, textPage: number, frame: PageFrame, scratch: number): Found {
  const raws = pdfium.memory.wasmExports
  const at = scratch >> 2
  const all = Math.max(0, pdfium.FPDFText_CountChars(textPage))
  const codes = new Int32Array(all)
  const boxes = new Float32Array(4 * all)
  const styles: (Style | undefined)[] = []
  const known = createStyles(pdfium, textPage, frame.rotation, scratch)
  let style: Style | undefined
  let count = 0
  const letters = { all: 0, unknown: 0, guessed: 0, latin: 0, vowels: 0 }
  const add = (code: number, style?: Style): void => {
    codes[count] = code
    styles.push(style)
    count += 1
  }
  for (let index = 0; index < all; index += 1) {
    const code = raws.FPDFText_GetUnicode(textPage, index)
    if (code === 10 || code === 13) add(signs.break)
    else if (code === 2) add(signs.hyphen)
    else if (code === 32 || code === 9 || code === 160) add(raws.FPDFText_IsGenerated(textPage, index) === 1 ? signs.gap : signs.space)
    else if (raws.FPDFText_GetLooseCharBox(textPage, index, scratch) !== 0) {
      letters.all += 1
      if (isUnknown(code)) letters.unknown += 1
      else if (raws.FPDFText_HasUnicodeMapError(textPage, index) === 1) countGuessed(letters, code)
      if (code <= 32) continue
      const floats = pdfium.memory.HEAPF32
      const left = floats[at] ?? 0
      const top = floats[at + 1] ?? 0
      const right = floats[at + 2] ?? 0
      const bottom = floats[at + 3] ?? 0
      boxes[4 * count] = left
      boxes[4 * count + 1] = bottom
      boxes[4 * count + 2] = right
      boxes[4 * count + 3] = top
      const object = raws.FPDFText_GetTextObject(textPage, index)
      if (style?.object !== object) style = known.of(index, object)
      const { box } = style
      if (left < box[0]) box[0] = left
      if (bottom < box[1]) box[1] = bottom
      if (right > box[2]) box[2] = right
      if (top > box[3]) box[3] = top
      style.count += 1
      add(code, style)
    }
  }
  return { count, codes, boxes, styles, known: [...known.all()], letters }
}

function countGuessed(letters: { guessed: number; latin: number; vowels: number }, code: number): void {
  letters.guessed += 1
  const lower = code | 0x20
  if (lower < 0x61 || lower > 0x7a) return
  letters.latin += 1
  if (vowels.has(lower)) letters.vowels += 1
}

const vowels: ReadonlySet<number> = new Set([...'aeiouy'].map((letter) => letter.charCodeAt(0)))

/** Control characters, private use and what is no character. */
function isUnknown(code: number): boolean {
  return (
    code < 32 ||
    (code >= 0xe000 && code <= 0xf8ff && !privateBullets.test(String.fromCharCode(code))) ||
    (code >= 0xfffd && code <= 0xffff) ||
    (code >= 0x80 && code < 0xa0)
  )
}

function placed(found: Found, { hidden, recognised }: Seen, frame: PageFrame, drawings: Drawings): PageText {
  const turns = mainTurns(found)
  const boldFrom = boldRatio * Math.max(1, mainWeight(found))
  const quarterTurns = (frame.rotation + turns) % 4
  const marks: PageMark[] = []
  let someHidden = false
  const { boxes } = found
  for (let at = 0; at < found.count; at += 1) {
    const code = found.codes[at] ?? 0
    const style = found.styles[at]
    if (style === undefined) {
      marks.push(code === signs.space ? 'space' : code === signs.gap ? 'gap' : code === signs.hyphen ? 'hyphen' : 'break')
      continue
    }
    const x0 = boxes[4 * at] ?? 0
    const y0 = boxes[4 * at + 1] ?? 0
    const x1 = boxes[4 * at + 2] ?? 0
    const y1 = boxes[4 * at + 3] ?? 0
    const { left, top, right, bottom } = toUpright(frame, quarterTurns, x0, y0, x1, y1)
    const isHidden = hidden.has(style.object) || outside(x0, y0, x1, y1, frame)
    someHidden ||= isHidden
    marks.push({
      text: letterOf(code),
      left,
      top,
      right,
      bottom,
      bold: style.namedBold || style.weight >= boldFrom,
      turned: style.turns !== turns,
      hidden: isHidden,
    })
  }
  return {
    marks,
    size: uprightSize(frame, quarterTurns),
    rules: drawings.rules.map((rule) => toUpright(frame, quarterTurns, ...rule)),
    drawings,
    frame,
    letters: found.letters,
    someHidden,
    recognised,
    toDisplay: (box) => toDisplay(frame, turns, box),
  }
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
