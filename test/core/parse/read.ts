/** Runs a format's parser on bytes, in pieces of an odd size as a disk might give them. */
import { parse } from '../../../core/parse/parse.ts'
import type { Block, DocumentInfo, DocumentPart, Format } from '../../../core/types/document.ts'

export interface ReadDocument {
  readonly blocks: readonly Block[]
  readonly parts: readonly DocumentPart[]
  readonly end: DocumentInfo
  readonly text: string
}

/** For formats that look at the file's name. */
export const readNamed = (name: string, bytes: Uint8Array | string, format: Format = 'code'): Promise<ReadDocument> => read(bytes, format, 7_919, name)

export async function read(bytes: Uint8Array | string, format: Format, pieceBytes = 7_919, name = `test.${format}`): Promise<ReadDocument> {
  const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < whole.length; at += pieceBytes) yield whole.subarray(at, at + pieceBytes)
  }
  const source = { name, size: whole.length, format, chunks: pieces() }
  const parts: DocumentPart[] = []
  for await (const part of parse(source, { characters: 50_000_000, partCharacters: 64_000 })) parts.push(part)
  const blocks = parts.flatMap((part) => part.blocks)
  const end = parts.at(-1)?.end
  if (end === undefined) throw new Error('the last part has no end')
  return { blocks, parts, end, text: blocks.map((block) => block.text).join('\n') }
}

/** `kind: text` of each block, for comparing at a glance. */
export const outline = (blocks: readonly Block[]): string[] =>
  blocks.map(({ kind, text, level }) => `${kind}${level === undefined ? '' : ` ${level}`}: ${text}`)
