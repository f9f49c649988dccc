/** JSON, GeoJSON and JSON Lines: values with their keys, on the lines of the source. What is no JSON after all is read as text. */
import type { Block, DocumentPart } from '../../types/document.ts'
import { cleanText } from '../shared/clean-text.ts'
import { binary, decodeAll, decodeStream } from '../shared/decode.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import { parseText } from '../text/text.ts'
import { bigSource, createJsonBlocks } from './blocks.ts'
import { scanJson } from './scan.ts'

/** Larger files are read as plain text, as they arrive. Bytes. */
const largest = 64_000_000
const partCharacters = 64_000
/** A longer line of JSON Lines is read as text. UTF-16 code units. */
const longestRecord = 4_000_000

export async function* parseJson(source: ParseSource): AsyncGenerator<DocumentPart> {
  if (source.format === 'jsonl') yield* parseLines(source)
  else if (source.size > largest) yield* parseText(source)
  else {
    const bytes = await readAll(source)
    const text = decodeAll(bytes)
    const big = bigContainers(text, true)
    yield* big === null ? parseText({ ...source, chunks: once(bytes) }) : parts(text, big)
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

interface Container {
  readonly from: number
  readonly kind: 'object' | 'array'
  objects: number
  /** A list of records stands in it. */
  lists: boolean
}

/**
 * Where objects and lists begin that are no record of a few lines; null where the text is no JSON. `lists`: so are, however
 * small, a list of objects that is the document or a value of it, and what it stands in.
 */
function bigContainers(text: string, lists: boolean): ReadonlySet<number> | null {
  const big = new Set<number>()
  const open: Container[] = []
  const scan = scanJson(text, {
    open(kind, at) {
      const above = open.at(-1)
      if (above !== undefined && kind === 'object') above.objects += 1
      open.push({ from: at, kind, objects: 0, lists: false })
    },
    close(at) {
      const closed = open.pop()
      if (closed === undefined) return
      const records = lists && open.length <= 1 && (closed.lists || (closed.kind === 'array' && closed.objects > 1))
      const above = open.at(-1)
      if (records && above !== undefined) above.lists = true
      if (records || at - closed.from > bigSource) big.add(closed.from)
    },
    key() {},
    leaf() {},
    ended() {},
  })
  return runToEnd(scan) ? big : null
}

function runToEnd(scan: Generator<void, boolean>): boolean {
  for (;;) {
    const { done, value } = scan.next()
    if (done === true) return value
  }
}

async function* parts(text: string, big: ReadonlySet<number>): AsyncGenerator<DocumentPart> {
  const blocks = createJsonBlocks((at) => big.has(at), lineCounter(text, 1))
  for (const _ of scanJson(text, blocks)) if (blocks.waiting() >= partCharacters) yield { blocks: blocks.take() }
  blocks.ended()
  yield { blocks: blocks.take(), end: {} }
}

/** The line of a place in the text; places are asked for in ascending order. */
function lineCounter(text: string, first: number): (at: number) => number {
  let line = first
  let next = text.indexOf('\n')
  return (at) => {
    while (next >= 0 && next < at) {
      line += 1
      next = text.indexOf('\n', next + 1)
    }
    return line
  }
}

/** One record on each line. */
async function* parseLines(source: ParseSource): AsyncGenerator<DocumentPart> {
  let rest = ''
  let number = 1
  let blocks: Block[] = []
  let characters = 0
  const add = (line: string): void => {
    for (const block of lineBlocks(line, number)) {
      blocks.push(block)
      characters += block.text.length
    }
  }
  for await (const piece of decodeStream(source.chunks)) {
    if (piece === binary) {
      yield { blocks: [], end: { skipped: 'binary' } }
      return
    }
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      add(line)
      number += 1
      if (characters < partCharacters) continue
      yield { blocks }
      blocks = []
      characters = 0
    }
    if (rest.length < longestRecord) continue
    add(rest)
    rest = ''
  }
  add(rest)
  yield { blocks, end: {} }
}

function lineBlocks(line: string, number: number): readonly Block[] {
  const plain = cleanText(line).trim()
  if (plain === '') return []
  const big = bigContainers(line, false)
  if (big === null) return [{ kind: 'paragraph', text: plain, place: { kind: 'lines', starts: [[0, number]] } }]
  const blocks = createJsonBlocks(
    (at) => big.has(at),
    () => number,
  )
  runToEnd(scanJson(line, blocks))
  blocks.ended()
  return blocks.take()
}
