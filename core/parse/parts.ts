/** What every document goes through on its way out: parts of a bounded size, and a bound on the whole. */
import { AlcoveError } from '../errors.ts'
import type { Block, DocumentInfo, DocumentPart, LinesPlace, Place } from '../types/document.ts'

export interface OutputLimits {
  /** UTF-16 code units of all blocks together. */
  readonly characters: number
  /** UTF-16 code units of one part; a longer block is cut. */
  readonly partCharacters: number
}

/** Cuts and groups parts to their limit; throws `parser-output` where the whole is over it. */
export async function* limitOutput(parts: AsyncIterable<DocumentPart>, limits: OutputLimits): AsyncGenerator<DocumentPart> {
  let total = 0
  let waiting: Block[] = []
  let waitingCharacters = 0
  let end: DocumentInfo | undefined
  for await (const part of parts) {
    for (const long of part.blocks) {
      total += long.text.length
      if (total > limits.characters) throw new AlcoveError('parser-output')
      for (const block of cutBlock(long, limits.partCharacters)) {
        if (waitingCharacters > 0 && waitingCharacters + block.text.length > limits.partCharacters) {
          yield { blocks: waiting }
          waiting = []
          waitingCharacters = 0
        }
        waiting.push(block)
        waitingCharacters += block.text.length
      }
    }
    end = part.end ?? end
  }
  yield { blocks: waiting, end: end ?? {} }
}

/** Leaves out so many blocks at the front. */
export async function* withoutFirst(parts: AsyncIterable<DocumentPart>, count: number): AsyncGenerator<DocumentPart> {
  let left = count
  for await (const part of parts) {
    const blocks = left === 0 ? part.blocks : part.blocks.slice(left)
    left = Math.max(0, left - part.blocks.length)
    yield { ...part, blocks }
  }
}

/** A block of bounded length: at a line's end where there is one, else at a space, else between characters. */
function cutBlock(block: Block, longest: number): readonly Block[] {
  if (block.text.length <= longest) return [block]
  const pieces: Block[] = []
  for (let from = 0; from < block.text.length; ) {
    const to = block.text.length - from <= longest ? block.text.length : cutAt(block.text, from, from + longest)
    const text = block.text.slice(from, to)
    if (text.trim() !== '') pieces.push({ ...block, text, place: cutPlace(block.place, from, to) })
    from = to
  }
  return pieces
}

function cutAt(text: string, from: number, limit: number): number {
  for (const separator of ['\n', ' ']) {
    const at = text.lastIndexOf(separator, limit - 1) + 1
    if (at > from + (limit - from) / 2) return at
  }
  const code = text.charCodeAt(limit - 1)
  return code >= 0xd800 && code < 0xdc00 ? limit - 1 : limit
}

function cutPlace(place: Place, from: number, to: number): Place {
  if (place.kind === 'block' || place.kind === 'slide' || place.kind === 'message') return place
  if (place.kind === 'page') {
    const lines = place.lines.filter((line) => line.end > from && line.start < to)
    return { ...place, lines: lines.map((line) => ({ ...line, start: Math.max(0, line.start - from), end: Math.min(to, line.end) - from })) }
  }
  if (place.kind === 'sheet') return { ...place, rows: cutStarts(place.rows, from, to) }
  return { kind: 'lines', starts: cutStarts(place.starts, from, to) }
}

function cutStarts(starts: LinesPlace['starts'], from: number, to: number): LinesPlace['starts'] {
  const first = starts.findLast(([offset]) => offset <= from) ?? [0, 1]
  const inside = starts.filter(([offset]) => offset > from && offset < to)
  return [[0, first[1]], ...inside.map(([offset, line]) => [offset - from, line] as const)]
}
