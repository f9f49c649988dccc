/** Where a passage stands in its file. One flat object; `kind` says which fields it has. */

/** `[x, y, width, height]` in PDF points (1/72 inch), origin at the page's top left corner. */
export type Rect = readonly [x: number, y: number, width: number, height: number]

/** An attachment of a message, which its own anchors stand in. */
export interface Within {
  /** From 1; 1 where the file is one mail. */
  readonly message: number
  /** Its name, made unique within the message; `outer.eml/inner.pdf` inside a mail that is attached itself. */
  readonly part: string
}

/** On an anchor in an attachment: which one. */
type Attached = Partial<Within>

/** A place on a page: PDF, pictures. */
export interface PageAnchor extends Attached {
  readonly kind: 'page'
  /** From 1. */
  readonly page: number
  /** The number printed on the page ("xii"), where the file gives one. */
  readonly label?: string
  readonly rects: readonly Rect[]
}

/** A range of lines: Markdown, text, code, LaTeX, subtitles, JSON. */
export interface LinesAnchor extends Attached {
  readonly kind: 'lines'
  /** First and last line, from 1, inclusive. */
  readonly lines: readonly [first: number, last: number]
  /** The headings above it, outermost first. */
  readonly headings: readonly string[]
}

/** A range of blocks in reading order: DOCX, ODT, RTF, HTML, EPUB, notebooks. */
export interface BlockAnchor extends Attached {
  readonly kind: 'block'
  readonly headings: readonly string[]
  /** First block, from 1 in reading order. */
  readonly block: number
  /** Last block, inclusive; absent when it is the first. */
  readonly lastBlock?: number
}

/** A range of cells: XLSX, XLS, ODS, CSV. */
export interface SheetAnchor extends Attached {
  readonly kind: 'sheet'
  readonly sheet: string
  /** `B2:F40`, or `B2` where it is one cell. */
  readonly range: string
}

/** Shapes of a slide in reading order: PPTX, ODP. */
export interface SlideAnchor extends Attached {
  readonly kind: 'slide'
  /** From 1, in the order shown. */
  readonly slide: number
  /** First shape, from 1. */
  readonly shape: number
  /** Last shape, inclusive; absent when it is the first. */
  readonly lastShape?: number
}

/** A part of a mail: EML, MBOX, MSG. */
export interface MessageAnchor {
  readonly kind: 'message'
  /** From 1; 1 where the file is one mail. */
  readonly message: number
  /** `headers`, `text`, or the same of a mail within the mail: `Fwd.eml/text`. */
  readonly part: string
  /** First block of the message, from 1. */
  readonly block: number
  /** Last block, inclusive; absent when it is the first. */
  readonly lastBlock?: number
}

export type Anchor = PageAnchor | LinesAnchor | BlockAnchor | SheetAnchor | SlideAnchor | MessageAnchor
