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

/** What one file tells while it is on its way; nothing where another file has brought its document already. */
export interface Told {
  /** So many passages as far as it is read. From 0 again where it is read anew. */
  cut(passages: number): void
  /** It is read to its end: so many passages. Once, as `searchable` is. */
  read(passages: number): void
  searchable(): void
  /** So many more have their vectors, made now. */
  embedded(passages: number): void
  /** So many more have theirs from an earlier run. */
  kept(passages: number): void
}
