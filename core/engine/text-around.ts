/**
 * The blocks around an anchor, or those before or after blocks that are shown already, read from the document's parts;
 * reading stops as soon as enough have come.
 */
import type { Anchor } from '../types/anchor.ts'
import type { DocumentPart } from '../types/document.ts'
import { isHeaderOf, type ShownBlock, shownBlock, standsBeside } from './shown-block.ts'

export interface TextAround {
  readonly blocks: readonly ShownBlock[]
  /** Headers of the message that the anchor stands in, shown or not. */
  readonly headers: readonly ShownBlock[]
  /** Whether the document has blocks before or after these. */
  readonly before: boolean
  readonly after: boolean
}

/** The next blocks beyond a block that is shown: its number, exclusive. */
export type Beyond = { readonly before: number } | { readonly after: number }

/** Blocks and characters shown on either side of the marked ones, and by each step beyond. */
const most = { blocks: 40, characters: 12_000 }
/** Blocks that headers may take. */
const mostHeaders = 20

export async function textAround(parts: AsyncIterable<DocumentPart>, anchor: Anchor, beyond?: Beyond): Promise<TextAround> {
  const shown = readShown(parts, anchor)
  if (beyond === undefined) return await around(shown)
  return 'before' in beyond ? await before(shown, beyond.before) : await after(shown, beyond.after)
}

type Shown = AsyncIterable<{ readonly block: ShownBlock; readonly header: boolean; readonly beside: boolean }>

async function* readShown(parts: AsyncIterable<DocumentPart>, anchor: Anchor): Shown {
  let number = 0
  for await (const part of parts) {
    for (const block of part.blocks) {
      number += 1
      const header = isHeaderOf(anchor, block)
      const beside = standsBeside(anchor, block)
      if (header || beside) yield { block: shownBlock(block, number, anchor), header, beside }
    }
  }
}

async function around(shown: Shown): Promise<TextAround> {
  const headers: ShownBlock[] = []
  const marked: ShownBlock[] = []
  const first = tail()
  const rest: ShownBlock[] = []
  const result = (more: boolean) => ({ blocks: [...first.blocks, ...marked, ...rest], headers, before: first.dropped, after: more })
  for await (const { block, header, beside } of shown) {
    if (header && headers.length < mostHeaders) headers.push(block)
    if (!beside) continue
    // what stood between two marked blocks belongs to them
    if (block.marked) marked.push(...rest.splice(0), block)
    else if (marked.length === 0) first.add(block)
    else if (tooMuch([...rest, block])) return result(true)
    else rest.push(block)
  }
  return result(false)
}

async function before(shown: Shown, number: number): Promise<TextAround> {
  const last = tail()
  for await (const { block, beside } of shown) {
    if (block.number >= number) break
    if (beside) last.add(block)
  }
  return { blocks: last.blocks, headers: [], before: last.dropped, after: true }
}

async function after(shown: Shown, number: number): Promise<TextAround> {
  const blocks: ShownBlock[] = []
  for await (const { block, beside } of shown) {
    if (!beside || block.number <= number) continue
    if (tooMuch([...blocks, block])) return { blocks, headers: [], before: true, after: true }
    blocks.push(block)
  }
  return { blocks, headers: [], before: true, after: false }
}

/** The last blocks of those added, as many as may be shown. */
function tail() {
  const blocks: ShownBlock[] = []
  let characters = 0
  let dropped = false
  return {
    blocks,
    get dropped() {
      return dropped
    },
    add(block: ShownBlock): void {
      blocks.push(block)
      characters += block.text.length
      while (blocks.length > 1 && (blocks.length > most.blocks || characters > most.characters)) {
        characters -= blocks.shift()?.text.length ?? 0
        dropped = true
      }
    },
  }
}

function tooMuch(blocks: readonly ShownBlock[]): boolean {
  if (blocks.length <= 1) return false
  return blocks.length > most.blocks || blocks.reduce((sum, block) => sum + block.text.length, 0) > most.characters
}
