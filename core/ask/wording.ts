/** Sentences of an answer that Alcove writes itself, handed in because languages are not this folder's business. Plain text. */
export interface Wording {
  counted(facts: CountedFacts): string
  best(facts: BestFacts): string
  /** `date`: milliseconds since 1970. */
  day(date: number): string
  size(bytes: number): string
  /** How a question is put that is asked of the files of a list before. */
  amongThose(question: string, before: string): string
  /** Files of a list that are not named in the text. */
  furtherFiles(count: number): string
  /** No model wrote this: it is how each section begins. */
  leadingSentences(): string
  /** No model compared: sentences that are alike stand side by side. */
  comparedByWords(): string
  /** Heads what all sections together say. */
  together(): string
  same(): string
  differs(): string
  onlyIn(file: string): string
  furtherSentences(count: number): string
}

export interface CountedFacts {
  readonly total: number
  readonly of: 'files' | 'passages'
  readonly files: number
  /** The words that they hold; null where none were asked for. */
  readonly words: string | null
  /** Word for word, all of the words in one passage, or any of what "or" joins. */
  readonly how: 'phrase' | 'words' | 'any'
  readonly copies: number
  readonly unread: number
  /** What the files call themselves: "contracts". Null where any file counts. */
  readonly kind: string | null
  /** No file calls itself that, so all were counted. */
  readonly kindUnknown: boolean
  /**
   * Only files of a stretch of time were counted, `from` inclusive, `to` exclusive, milliseconds since 1970. `carried`: so many by the
   * date that the document carries; null: all by the last change on disk.
   */
  readonly period: { readonly from?: number; readonly to?: number; readonly carried: number | null } | null
  /** Only files of such sizes were counted: bytes, `from` inclusive, `to` exclusive. */
  readonly size: { readonly from?: number; readonly to?: number } | null
  /** The questions whose files alone were counted, each asked of the files of the one before it. */
  readonly among: string | null
}

/** The first of a list in its order. */
export interface BestFacts {
  readonly which: 'newest' | 'oldest' | 'largest' | 'smallest'
  readonly file: string
  /** Of the last change on disk, milliseconds since 1970. */
  readonly date: number
  /** Bytes. */
  readonly size: number
  readonly others: number
}
