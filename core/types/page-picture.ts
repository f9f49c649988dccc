/** A page of a document as people see it. */
import type { Rect, Within } from './anchor.ts'
import type { ScannedPage } from './document.ts'

export interface PageToDraw {
  /** From 1. */
  readonly page: number
  /** The attachment that it is a page of. */
  readonly within?: Within
  /** Pixels per point, 0.5 to 4. */
  readonly scale: number
  /** Looked for on the page, best where its passage stands; null: nothing is. */
  readonly quote: { readonly text: string; readonly passage: readonly Rect[] } | null
}

/** A page for text recognition. */
export interface PageToRead extends ScannedPage {
  /** Installed languages by their names in `TextRecognition.languages`, the likeliest first; at least one. */
  readonly languages: readonly string[]
}

export interface PagePicture {
  readonly png: Uint8Array
  /** The page's size in points. */
  readonly width: number
  readonly height: number
  readonly pages: number
  /** Where the quote stands, a rectangle for each line; none where it was not found. Points, origin top left. */
  readonly quoteRects: readonly Rect[]
}
