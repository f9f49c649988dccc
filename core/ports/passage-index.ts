/**
 * Finds passages by keyword and by meaning. A cache of the store: it can be rebuilt from it.
 * Writers may be called side by side; the adapter commits what waits together.
 */
export interface WordsRow {
  readonly id: number
  readonly documentId: string
  /** Context and text as written; the adapter prepares it for keyword search. */
  readonly text: string
}

export interface VectorRow {
  readonly id: number
  readonly documentId: string
  /** Hash of the embedded text: the same text is never embedded twice in one generation. */
  readonly textHash: string
  readonly vector: Float32Array
}

export interface Hit {
  readonly id: number
  readonly documentId: string
  /** Keyword: BM25, higher is better. Vector: cosine, -1 to 1. */
  readonly score: number
}

export interface IndexedDocument {
  readonly words: number
  readonly vectors: number
  /** Whether a passage stands there more than once. */
  readonly twice: boolean
}

export interface PassageIndex {
  /** Resolves when the rows are on disk and can be found. */
  addWords(rows: readonly WordsRow[]): Promise<void>
  addVectors(rows: readonly VectorRow[]): Promise<void>
  /** Vectors of this generation that exist already, by text hash. */
  knownVectors(textHashes: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>
  /** Removes every row of the documents, words and vectors. */
  removeDocuments(ids: readonly string[]): Promise<void>
  /** Best first. `documents`: only these; null: all. Never a passage of any other. */
  searchWords(query: string, k: number, documents: readonly string[] | null): Promise<readonly Hit[]>
  /** Every document in whose passages, headings included, each of the terms (as `terms` cuts them) stands; not only the best. */
  documentsHolding(terms: readonly string[], documents: readonly string[] | null): Promise<readonly string[]>
  searchVectors(vector: Float32Array, k: number, documents: readonly string[] | null): Promise<readonly Hit[]>
  /** Cosines of these passages with the vector; one without a vector is left out. */
  similarities(vector: Float32Array, ids: readonly number[]): Promise<ReadonlyMap<number, number>>
  /** Passages of the document that have a vector. */
  vectorIds(documentId: string): Promise<ReadonlySet<number>>
  /** What stands in the index, row by row, to be held against the store. A table that cannot be read is emptied first. */
  documents(): Promise<ReadonlyMap<string, IndexedDocument>>
  counts(): Promise<{ readonly words: number; readonly vectors: number; readonly unindexedWords: number }>
  /** Folds new rows into the indexes and frees space; bounded in time, safe to interrupt. */
  maintain(signal: AbortSignal): Promise<void>
  /** Lets what is under way end, and lets go of the files. */
  close(): Promise<void>
}
