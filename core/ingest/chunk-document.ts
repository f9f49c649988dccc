/** The chunker over a document that arrives in parts, giving the event loop its turn in between. */
import { turn } from '../ports/clock.ts'
import type { Tokenizer } from '../ports/tokenizer.ts'
import type { Block, DocumentInfo, DocumentPart } from '../types/document.ts'
import type { PassageDraft } from '../types/passage.ts'
import { createChunker } from './chunk.ts'

/** The title comes with the last part: up to this much text is waited for it. UTF-16 code units. */
const waitedForTitle = 500_000
/** Text cut without a pause: a few milliseconds. UTF-16 code units. */
const withoutPause = 8_000

/** Yields passages in reading order and returns what the document says of itself. */
export async function* chunkDocument(
  parts: AsyncIterable<DocumentPart>,
  tokenizer: Tokenizer,
  maxTokens: number,
): AsyncGenerator<readonly PassageDraft[], DocumentInfo> {
  let info: DocumentInfo = {}
  let early: Block[] = []
  let length = 0
  let chunker: ReturnType<typeof createChunker> | null = null
  let sincePause = 0

  async function* cut(blocks: readonly Block[]): AsyncGenerator<readonly PassageDraft[]> {
    chunker ??= createChunker(tokenizer, maxTokens, info.title)
    for (const block of blocks) {
      const drafts = chunker.add(block)
      if (drafts.length > 0) yield drafts
      sincePause += block.text.length
      if (sincePause < withoutPause) continue
      sincePause = 0
      await turn()
    }
  }

  for await (const part of parts) {
    info = part.end ?? info
    if (chunker !== null) {
      yield* cut(part.blocks)
      continue
    }
    early.push(...part.blocks)
    for (const block of part.blocks) length += block.text.length
    if (part.end === undefined && length < waitedForTitle) continue
    yield* cut(early)
    early = []
  }
  yield* cut(early)
  const rest = chunker === null ? [] : (chunker as ReturnType<typeof createChunker>).end()
  if (rest.length > 0) yield rest
  return info
}
