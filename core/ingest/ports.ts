/** What the line for one file needs from outside, and what it tells while it works. */
import type { Embedder } from '../ports/embedder.ts'
import type { FileSource, OpenFile } from '../ports/file-source.ts'
import type { Parser } from '../ports/parser.ts'
import type { PassageIndex } from '../ports/passage-index.ts'
import type { Stores } from '../ports/stores.ts'
import type { Tokenizer } from '../ports/tokenizer.ts'

export interface IngestPorts {
  readonly stores: Pick<Stores, 'files' | 'passages' | 'committed'>
  readonly index: PassageIndex
  readonly disk: FileSource
  /** SHA-256 of a file's bytes, hex; throws what reading throws. */
  readonly contentHash: (file: OpenFile, signal: AbortSignal) => Promise<string>
  readonly parser: Parser
  readonly tokenizer: Tokenizer
  readonly embedder: Embedder
}

/** Each is called at most once per file, in this order, but for `embedded`; a document that was there already is not told again. */
export interface Told {
  /** The file is read and cut: so many passages. */
  read(passages: number): void
  searchable(): void
  embedded(passages: number): void
}
