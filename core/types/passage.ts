/** What is embedded, found and cited. */
import type { Anchor } from './anchor.ts'

/** A passage before it is stored: cut from one document by the chunker. */
export interface PassageDraft {
  /** Position in its document, from 0. */
  readonly ordinal: number
  /** Verbatim text of the document's blocks; what is quoted and shown. */
  readonly text: string
  /** Title and headings that it stands under, joined for reading: context that is embedded and searched with it. */
  readonly context: string
  readonly anchor: Anchor
  /** Tokens of the embedded text in the embedding model's own count, special tokens included. */
  readonly tokens: number
  /** Readers of the file do not see this text; it is not sent to a model unless the user wants it. */
  readonly hidden?: true
}

export interface Passage extends PassageDraft {
  /** Integer key, the same in store and index; never reused. */
  readonly id: number
  readonly documentId: string
}

/** A stretch of characters in a passage: UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}
