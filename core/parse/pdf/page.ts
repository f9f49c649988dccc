/** One page's characters with their boxes, in the order in which the file draws them, seen from the page's top left corner. */
import type { Rect } from '../../types/anchor.ts'
import { mostCommon } from '../shared/most-common.ts'
import type { Drawings } from './drawings.ts'
import { readDrawings } from './drawings.ts'
import type { PageFrame, UprightBox } from './frame.ts'
import { readFrame, toDisplay, toUpright, uprightBoxes, uprightSize } from './frame.ts'
import { isPrivateBullet } from './letters.ts'
import { looks as marked, type PageMarks, signs } from './marks.ts'
import type { Pdfium, RawFunctions } from './pdfium.ts'
import { createTextReader, type DrawnTexts, roomForTexts, slanting } from './texts.ts'
import type { Seen } from './visibility.ts'
import { judgeTexts } from './visibility.ts'

export interface PageText {
  readonly marks: PageMarks
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

export function readPage(pdfium: Pdfium, page: number, scratch: number): PageText {
  const frame = readFrame(pdfium, page, scratch)
  const drawings = readDrawings(pdfium, page, scratch)
  const textPage = pdfium.FPDFText_LoadPage(page)
  if (textPage === 0) return placed(none, { hidden: new Uint8Array(0), recognised: false }, frame, drawings)
  try {
    const found = readCharacters(pdfium, textPage, frame, drawings, scratch)
    const seen = judgeTexts(pdfium, found.texts, { page, frame: frame.box, drawings }, scratch)
    return placed(found, seen, frame, drawings)
  } finally {
    pdfium.FPDFText_ClosePage(textPage)
  }
}

/** Side by side, one entry for each mark. */
interface Found {
  readonly count: number
  /** The character's code, or one of `signs`. */
  readonly codes: Int32Array
  /** Left, bottom, right, top in the page's own space. */
  readonly boxes: Float32Array
  /** Places in `texts`. */
  readonly places: Int32Array
  readonly texts: DrawnTexts
  readonly letters: LetterCounts
}

const none: Found = {
  count: 0,
  codes: new Int32Array(0),
  boxes: new Float32Array(0),
  places: new Int32Array(0),
  texts: roomForTexts(0),
  letters: { all: 0, unknown: 0, guessed: 0, latin: 0, vowels: 0 },
}

function readCharacters(pdfium: Pdfium, textPage: number, frame: PageFrame, drawings: Drawings, scratch: number): Found {
  const raws = pdfium.memory.wasmExports
  const all = Math.max(0, pdfium.FPDFText_CountChars(textPage))
  const codes = new Int32Array(all)
  const boxes = new Float32Array(4 * all)
  const places = new Int32Array(all)
  const reader = createTextReader(pdfium, textPage, all, frame.rotation, drawings, scratch)
  const letters = { all: 0, unknown: 0, guessed: 0, latin: 0, vowels: 0 }
  let last = -1
  let place = 0
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
      if (object !== last) {
        place = reader.placeOf(index, object)
        last = object
      }
      codes[count] = code
      places[count] = place
      reader.grow(place, boxes, 4 * count)
      count += 1
    }
  }
  return { count, codes, boxes, places, texts: reader.all, letters }
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
  const turns = mainTurns(found.texts)
  const quarterTurns = (frame.rotation + turns) % 4
  const boxes = uprightBoxes(frame, quarterTurns, found.boxes, found.count)
  const { looks, someHidden } = looksOf(found, seen, frame, turns)
  return {
    marks: { count: found.count, codes: found.codes, boxes, looks },
    size: uprightSize(frame, quarterTurns),
    rules: drawings.rules.map(([left, bottom, right, top]) => toUpright(frame, quarterTurns, left, bottom, right, top)),
    drawings,
    frame,
    letters: found.letters,
    someHidden,
    recognised: seen.recognised,
    toDisplay: (box) => toDisplay(frame, turns, box),
  }
}

function looksOf(
  { count, codes, boxes, places, texts }: Found,
  { hidden }: Seen,
  frame: PageFrame,
  turns: number,
): Pick<PageMarks, 'looks'> & { readonly someHidden: boolean } {
  const boldFrom = boldRatio * Math.max(1, mainWeight(texts))
  const ofTexts = new Uint8Array(texts.count)
  for (let place = 0; place < texts.count; place += 1) {
    const bold = texts.namedBold[place] === 1 || (texts.weights[place] ?? 0) >= boldFrom
    ofTexts[place] = (bold ? marked.bold : 0) | (texts.turns[place] === turns ? 0 : marked.turned) | (hidden[place] === 1 ? marked.hidden : 0)
  }
  const looks = new Uint8Array(count)
  let any = 0
  for (let at = 0; at < count; at += 1) {
    if ((codes[at] ?? 0) < 0) continue
    const look = (ofTexts[places[at] ?? 0] ?? 0) | (isOutside(boxes, 4 * at, frame) ? marked.hidden : 0)
    looks[at] = look
    any |= look
  }
  return { looks, someHidden: (any & marked.hidden) !== 0 }
}

/** The way that most of the text runs. */
function mainTurns({ count, turns, counts }: DrawnTexts): number {
  const found = [0, 0, 0, 0]
  for (let place = 0; place < count; place += 1) {
    const way = turns[place] ?? slanting
    if (way !== slanting) found[way] = (found[way] ?? 0) + (counts[place] ?? 0)
  }
  return found.indexOf(Math.max(...found))
}

function mainWeight({ count, weights, counts }: DrawnTexts): number {
  const found = new Map<number, number>()
  let characters = 0
  for (let place = 0; place < count; place += 1) {
    characters += counts[place] ?? 0
    const weight = weights[place] ?? 0
    if (place + 1 < count && weight === weights[place + 1]) continue
    found.set(weight, (found.get(weight) ?? 0) + characters)
    characters = 0
  }
  return mostCommon(found)
}

/** Too small to read, or beside what is shown of the page. */
function isOutside(boxes: Float32Array, at: number, { box, scale }: PageFrame): boolean {
  const left = boxes[at] ?? 0
  const bottom = boxes[at + 1] ?? 0
  const right = boxes[at + 2] ?? 0
  const top = boxes[at + 3] ?? 0
  const print = Math.max(Math.abs(top - bottom), Math.abs(right - left)) * scale
  return print < smallestPrint || left > box[2] || right < box[0] || bottom > box[3] || top < box[1]
}
