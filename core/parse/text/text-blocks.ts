/** Lines to blocks, at flat memory: paragraphs, or stretches of code, with the numbers of their lines. */
import type { Block, DocumentPart } from '../../types/document.ts'
import { cleanText } from '../shared/clean-text.ts'
import { binary } from '../shared/decode.ts'

/** A paragraph that runs on, as in a log, is cut here. UTF-16 code units. */
const longestBlock = 4_000
/** A line that never ends is cut here. */
const longestLine = 16_000
const partCharacters = 64_000

/** A block's text and, for each of its lines, where it starts and which it is. */
export interface LinesBlock {
  readonly text: string
  readonly starts: readonly (readonly [offset: number, line: number])[]
}

/** `blocksOf`: what becomes of a stretch of lines without an empty one. */
export async function* partsOfLines(
  pieces: AsyncIterable<string | typeof binary>,
  blocksOf: (lines: LinesBlock) => readonly Block[],
): AsyncGenerator<DocumentPart> {
  const stretches = createStretches(blocksOf)
  const lines = createLines(stretches.line)
  for await (const piece of pieces) {
    if (piece === binary) {
      yield { blocks: [], end: { skipped: 'binary' } }
      return
    }
    // a large piece is taken in steps, so that no part outgrows its limit
    for (let at = 0; at < piece.length; at += partCharacters) {
      lines.add(piece.slice(at, at + partCharacters))
      if (stretches.waiting() >= partCharacters) yield { blocks: stretches.take() }
    }
  }
  lines.end()
  yield { blocks: stretches.take(), end: {} }
}

/** Cuts text at its line ends, whichever they are; a line that is too long comes in pieces. */
function createLines(onLine: (text: string, whole: boolean) => void): { add(text: string): void; end(): void } {
  let rest = ''
  return {
    add(text) {
      rest += text
      const held = rest.endsWith('\r') ? '\r' : '' // its newline may follow
      const lines = rest.slice(0, rest.length - held.length).split(/\r\n|[\n\r]/)
      rest = (lines.pop() ?? '') + held
      for (const line of lines) whole(line)
      while (rest.length > 2 * longestLine) rest = cut(rest)
    },
    end() {
      for (const line of rest.split(/\r\n|[\n\r]/)) whole(line)
    },
  }

  function whole(line: string): void {
    let left = line
    while (left.length > longestLine) left = cut(left)
    onLine(left, true)
  }

  function cut(line: string): string {
    const space = line.lastIndexOf(' ', longestLine)
    const at = space > longestLine / 2 ? space + 1 : safeCut(line, longestLine)
    onLine(line.slice(0, at), false)
    return line.slice(at)
  }
}

/** Never between the halves of one character. */
function safeCut(text: string, at: number): number {
  const code = text.charCodeAt(at - 1)
  return code >= 0xd800 && code < 0xdc00 ? at - 1 : at
}

interface Stretches {
  line(text: string, whole: boolean): void
  waiting(): number
  take(): readonly Block[]
}

function createStretches(blocksOf: (lines: LinesBlock) => readonly Block[]): Stretches {
  let blocks: Block[] = []
  let text = ''
  let starts: [number, number][] = []
  let number = 1
  let waiting = 0
  let open = false

  const close = (): void => {
    const trimmed = text.trimEnd()
    if (trimmed !== '') blocks.push(...blocksOf({ text: trimmed, starts }))
    waiting += trimmed.length
    text = ''
    starts = []
  }
  return {
    line(raw, whole) {
      const line = cleanText(raw)
      if (line.trim() === '') {
        if (!open) close()
      } else {
        if (text.length + line.length > longestBlock) close()
        if (starts.at(-1)?.[1] !== number) starts.push([text.length, number])
        text += whole ? `${line}\n` : line
      }
      open = !whole
      if (whole) number += 1
    },
    waiting: () => waiting + text.length,
    take() {
      close()
      const taken = blocks
      blocks = []
      waiting = 0
      return taken
    },
  }
}
