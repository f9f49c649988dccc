/** Bytes to document, out of process, with limits. It is handed bytes, never a path. */
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
}

export interface PagePictures {
  /**
   * Draws one page (from 1) of a paged file; `scale` is pixels per point, 0.5 to 4.
   * Fails as `Parser.parse` does, or with `page-missing`.
   */
  draw(file: FileBytes, page: number, scale: number, signal: AbortSignal): Promise<PagePicture>
}
