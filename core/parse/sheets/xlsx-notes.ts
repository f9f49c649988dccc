/** What stands above the cells of an XLSX sheet: comments, discussions, text boxes. (ECMA-376, 18.7 and 20.5; [MS-XLSX] 2.6.205.) */
import { parseRange } from '../../text/cell-name.ts'
import { readXmlStream } from '../office/xml-stream.ts'
import { cleanText } from '../shared/clean-text.ts'
import type { SheetNote } from './sheet.ts'
import { unescapeControls } from './xlsx-sheet.ts'

/** Comments as they were first written, and those that can be answered. */
export async function readNotes(pieces: AsyncIterable<string>): Promise<readonly SheetNote[]> {
  const notes: SheetNote[] = []
  let place: { readonly row: number; readonly column: number } | null = null
  let text = ''
  let reading = false
  await readXmlStream(pieces, {
    open(name, attribute) {
      if (name === 'comment' || name === 'threadedComment') {
        const range = parseRange(attribute('ref') ?? '')
        place = range === null ? null : { row: range.rows[0], column: range.columns[0] }
        text = ''
      } else if (name === 't' || name === 'text') reading = name === 't' || reading || place !== null
    },
    text(piece) {
      if (reading) text += piece
    },
    close(name) {
      if (name === 't') reading = false
      else if (name === 'comment' || name === 'threadedComment') {
        const said = noteText(unescapeControls(text))
        if (place !== null && said !== '') notes.push({ kind: 'note', ...place, text: said })
        place = null
        reading = false
      }
    },
  })
  return notes
}

/** Text boxes at the cells that they begin over. */
export async function readDrawing(pieces: AsyncIterable<string>): Promise<readonly SheetNote[]> {
  const boxes: SheetNote[] = []
  let text = ''
  let row = 0
  let column = 0
  let reading: string | null = null
  let start = false
  let coordinate = ''
  /** A second copy of a shape, for programs that do not know its kind. */
  let copy = false
  await readXmlStream(pieces, {
    open(name) {
      if (name === 'Fallback') copy = true
      else if (name === 'twoCellAnchor' || name === 'oneCellAnchor' || name === 'absoluteAnchor') [text, row, column] = ['', 0, 0]
      else if (name === 'from') start = true
      else if (name === 't' || (start && (name === 'row' || name === 'col'))) {
        reading = name
        coordinate = ''
      }
    },
    text(piece) {
      if (reading === 't') text += copy ? '' : piece
      else if (reading !== null) coordinate += piece
    },
    close(name) {
      if (name === 'from') start = false
      else if (name === 'Fallback') copy = false
      else if (name === 'p') text += '\n'
      else if (name === reading) {
        if (name === 'row') row = Number(coordinate) || 0
        else if (name === 'col') column = Number(coordinate) || 0
        reading = null
      } else if (name.endsWith('Anchor')) {
        const said = noteText(text)
        if (said !== '') boxes.push({ kind: 'paragraph', row: row + 1, column: column + 1, text: said })
      }
    },
  })
  return boxes
}

export function noteText(text: string): string {
  return cleanText(text)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}
