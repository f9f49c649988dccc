/** Plain text of any size at flat memory: paragraphs, underlined lines as headings, with the numbers of their lines. */
import type { Block, DocumentPart } from '../../types/document.ts'
import { decodeStream } from '../shared/decode.ts'
import type { ParseSource } from '../source.ts'
import type { LinesBlock } from './text-blocks.ts'
import { partsOfLines } from './text-blocks.ts'
import { createHeadings } from './text-headings.ts'

export async function* parseText(source: ParseSource): AsyncGenerator<DocumentPart> {
  const headings = createHeadings(source.name)
  let title: string | undefined
  const blocksOf = (lines: LinesBlock): readonly Block[] => {
    const blocks = headings(lines)
    title ??= blocks.find((block) => block.kind === 'heading' && block.level === 1)?.text
    return blocks
  }
  for await (const part of partsOfLines(decodeStream(source.chunks), blocksOf))
    yield part.end === undefined || title === undefined ? part : { ...part, end: { ...part.end, title } }
}
