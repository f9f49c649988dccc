/** A parsed file: blocks in reading order, each of which knows where it stands. */
import type { Rect } from './anchor.ts'

/** The formats that a parser exists for. A further format is one name here and one file in `core/parse/`. */
export const formats = ['pdf', 'docx', 'html', 'markdown', 'text'] as const
export type Format = (typeof formats)[number]

export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'table' | 'code' | 'quote'

/** On a page: each printed line of the block with its range of characters in `Block.text`. */
export interface PagePlace {
  readonly kind: 'page'
  readonly page: number
  readonly label?: string
  /** `start` inclusive, `end` exclusive, UTF-16 code units of `Block.text`; in reading order. */
  readonly lines: readonly { readonly start: number; readonly end: number; readonly rect: Rect }[]
}

/** In a text file: for each source line that the block covers, where it starts in `Block.text`. */
export interface LinesPlace {
  readonly kind: 'lines'
  /** `[offset in Block.text, line from 1]`, both ascending; the first offset is 0. */
  readonly starts: readonly (readonly [offset: number, line: number])[]
}

/** By position in reading order, from 1, headings counted. */
export interface BlockPlace {
  readonly kind: 'block'
  readonly block: number
}

export type Place = PagePlace | LinesPlace | BlockPlace

export interface Block {
  readonly kind: BlockKind
  /** What a reader sees, without markup; never empty. Table cells are joined by tabs, rows by newlines. */
  readonly text: string
  /** 1 to 6, on headings only. */
  readonly level?: number
  readonly place: Place
}

/** What the file says of itself, and what parsing found. Sent once, with the last part. */
export interface DocumentInfo {
  readonly title?: string
  /** Pages of the file, where it has pages. */
  readonly pages?: number
  /** Pages that hold pictures and no text: they were not read. */
  readonly scannedPages?: number
  /** Pages so damaged that nothing could be read from them. */
  readonly brokenPages?: number
  /** The bytes are no text, whatever the name says; nothing was read. */
  readonly binary?: true
}

/** A document arrives in parts, in reading order, so that a file of any size needs little memory. */
export interface DocumentPart {
  readonly blocks: readonly Block[]
  /** Present on the last part only. */
  readonly end?: DocumentInfo
}
