/** Where a passage stands in its file. One flat object; `kind` says which fields it has. */

/** `[x, y, width, height]` in PDF points (1/72 inch), origin at the page's top left corner. */
export type Rect = readonly [x: number, y: number, width: number, height: number]

/** A place on a page: PDF. */
export interface PageAnchor {
  readonly kind: 'page'
  /** From 1. */
  readonly page: number
  /** The number printed on the page ("xii"), where the file gives one. */
  readonly label?: string
  readonly rects: readonly Rect[]
}

/** A range of lines: Markdown, plain text. */
export interface LinesAnchor {
  readonly kind: 'lines'
  /** First and last line, from 1, inclusive. */
  readonly lines: readonly [first: number, last: number]
  /** The headings above it, outermost first. */
  readonly headings: readonly string[]
}

/** A range of blocks in reading order: DOCX, HTML. */
export interface BlockAnchor {
  readonly kind: 'block'
  readonly headings: readonly string[]
  /** First block, from 1 in reading order. */
  readonly block: number
  /** Last block, inclusive; absent when it is the first. */
  readonly lastBlock?: number
}

export type Anchor = PageAnchor | LinesAnchor | BlockAnchor
