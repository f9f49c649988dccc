/** Text recognition: one page that is a picture, drawn or decoded, read by Tesseract, as blocks with their places. */
import type { Rect } from '../../types/anchor.ts'
import type { Block } from '../../types/document.ts'
import type { PageToRead } from '../../types/page-picture.ts'
import type { ParseSource } from '../source.ts'
import { type GreyPicture, upsideDown } from './grey-picture.ts'
import type { Box, ReadPage } from './read-page.ts'
import { recognizedBlocks, sureness } from './recognized-blocks.ts'
import { scannedPicture } from './scanned-picture.ts'
import { readPicture } from './tesseract.ts'

/** Of 100. Print reads at 80 and more, whichever way it runs but upside down: that reads below this. */
const doubtful = 60
/** Fewer letters than this are no page that lies upside down. */
const fewLetters = 20

/** Throws what parsing throws, or `page-missing`. */
export async function recognizePage(source: ParseSource, wanted: PageToRead): Promise<readonly Block[]> {
  const blocks = await recognizedOn(source, wanted)
  const { within } = wanted
  return within === undefined ? blocks : blocks.map((block) => ({ ...block, within }))
}

async function recognizedOn(source: ParseSource, wanted: PageToRead): Promise<readonly Block[]> {
  const picture = await scannedPicture(source, wanted)
  const read = await readPicture(picture, wanted.languages)
  const { mean, letters } = sureness(read.paragraphs)
  if (mean < doubtful && letters >= fewLetters) {
    const other = await readPicture(upsideDown(picture), wanted.languages)
    if (sureness(other.paragraphs).mean > mean) return blocksOf(other, picture, wanted.page, true)
  }
  return blocksOf(read, picture, wanted.page, false)
}

function blocksOf({ paragraphs, turned }: ReadPage, picture: GreyPicture, page: number, flipped: boolean): readonly Block[] {
  return recognizedBlocks(paragraphs, { page, toPage: (box) => toPage(box, picture, turned, flipped) })
}

/** Undoes what was done to the picture before it was read: the turn that made its lines level, the half turn. */
function toPage({ x0, y0, x1, y1 }: Box, { width, height, scale }: GreyPicture, turned: number, flipped: boolean): Rect {
  const middle = { x: width / 2, y: height / 2 }
  const [cos, sin] = [Math.cos(turned), Math.sin(turned)]
  const corners = [
    [x0, y0],
    [x1, y0],
    [x0, y1],
    [x1, y1],
  ].map(([x = 0, y = 0]) => {
    const [right, down] = [x - middle.x, y - middle.y]
    const level = { x: middle.x + cos * right + sin * down, y: middle.y - sin * right + cos * down }
    return flipped ? { x: width - level.x, y: height - level.y } : level
  })
  const [left, top] = [Math.min(...corners.map(({ x }) => x)), Math.min(...corners.map(({ y }) => y))]
  const [right, bottom] = [Math.max(...corners.map(({ x }) => x)), Math.max(...corners.map(({ y }) => y))]
  const points = (pixels: number): number => Math.round((pixels / scale) * 100) / 100
  return [points(left), points(top), points(right - left), points(bottom - top)]
}
