/** Bytes to document, out of process, with limits. It is handed bytes, never a path. */
import type { Block, DocumentPart, Format } from '../types/document.ts'
import type { PagePicture, PageToDraw, PageToRead } from '../types/page-picture.ts'

export interface FileBytes {
  /** The file's name without folders: a hint for the parser, never opened. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly format: Format
  /** Opens an encrypted file; kept nowhere. */
  readonly password?: string
  /** Reads the content from its start; may be called again. */
  read(): AsyncIterable<Uint8Array>
}

export interface Parser {
  /** Changes whenever the same bytes may give another document: part of a document's identity. */
  readonly version: string
  /**
   * Yields the document in parts, in reading order; the last has `end`. Waits for the consumer
   * between parts. Throws AlcoveError `file-broken`, `file-encrypted`, `password-wrong`,
   * `encryption-unsupported`, `parser-crashed`,
   * `parser-timeout`, `parser-memory` or `parser-output`; whatever `file.read` throws; or the
   * signal's reason. Each costs this file only.
   */
  parse(file: FileBytes, signal: AbortSignal): AsyncIterable<DocumentPart>
}

export interface PagePictures {
  /**
   * Draws one page of a paged file and finds the quote on it.
   * Fails as `Parser.parse` does, or with `page-missing`.
   */
  draw(file: FileBytes, page: PageToDraw, signal: AbortSignal): Promise<PagePicture>
}

export interface TextRecognition {
  /** Languages that can be recognised, by the names of their data (ISO 639-2 mostly: `deu`); none where it is not installed. */
  readonly languages: readonly string[]
  /** Reads a page that is a picture, in a process apart. Fails as `Parser.parse` does, or with `page-missing`. */
  recognize(file: FileBytes, page: PageToRead, signal: AbortSignal): Promise<readonly Block[]>
}
