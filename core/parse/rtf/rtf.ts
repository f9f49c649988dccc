/** RTF, in one pass over its groups: paragraphs, lists, tables, notes and text boxes. (Rich Text Format Specification 1.9.1.) */
import { AlcoveError } from '../../errors.ts'
import type { Block, DocumentInfo, DocumentPart } from '../../types/document.ts'
import type { PlacelessBlock } from '../office/word-table.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import { createRtfReader } from './reader.ts'

/** Blocks of one part. */
const atOnce = 500

export async function* parseRtf(source: ParseSource): AsyncGenerator<DocumentPart> {
  const bytes = await readAll(source)
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024)).indexOf('{\\rt')
  // a piece of a document, without its head, is read too
  if (start < 0 && !(bytes[0] === 0x7b && bytes[1] === 0x5c)) throw new AlcoveError('file-broken')
  const reader = createRtfReader(bytes.subarray(Math.max(0, start)))
  let count = 0
  const placed = (blocks: readonly PlacelessBlock[]): readonly Block[] =>
    blocks.map((block) => {
      count += 1
      return { ...block, place: { kind: 'block', block: count } }
    })
  while (reader.read(atOnce)) yield { blocks: placed(reader.take()) }
  const end: DocumentInfo = reader.properties()
  yield { blocks: placed(reader.take()), end }
}
