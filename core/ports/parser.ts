/** Bytes to document, out of process, with limits. It is handed bytes, never a path. */
import type { Rect } from '../types/anchor.ts'
import type { DocumentPart, Format } from '../types/document.ts'

export interface FileBytes {
  /** The file's name without folders: a hint for the parser, never opened. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly format: Format
  /** Reads the content from its start; may be called again. */
  read(): AsyncIterable<Uint8Array>
}

export interface Parser {
  /** Changes whenever the same bytes may give another document: part of a document's identity. */
  readonly version: string
  /**
   * Yields the document in parts, in reading order; the last has `end`. Waits for the consumer
   * between parts. Throws AlcoveError `file-broken`, `file-encrypted`, `parser-crashed`,
   * `parser-timeout`, `parser-memory` or `parser-output`; whatever `file.read` throws; or the
   * signal's reason. Each costs this file only.
   */
  parse(file: FileBytes, signal: AbortSignal): AsyncIterable<DocumentPart>
}

export interface PagePicture {
  /** PNG. */
  readonly png: Uint8Array
  /** The page's size in points. */
  readonly width: number
  readonly height: number
  readonly pages: number
  /** Where the quote stands, a rectangle for each line; none where it was not found. Points, origin top left. */
  readonly quoteRects: readonly Rect[]
}

export interface PageToDraw {
  /** From 1. */
  readonly page: number
  /** Pixels per point, 0.5 to 4. */
  readonly scale: number
  /** Looked for on the page, best where its passage stands; null: nothing is. */
  readonly quote: { readonly text: string; readonly passage: readonly Rect[] } | null
}

export interface PagePictures {
  /**
   * Draws one page of a paged file and finds the quote on it.
   * Fails as `Parser.parse` does, or with `page-missing`.
   */
  draw(file: FileBytes, page: PageToDraw, signal: AbortSignal): Promise<PagePicture>
}
