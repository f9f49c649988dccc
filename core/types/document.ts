/** A parsed file: blocks in reading order, each of which knows where it stands. */
import type { Rect, Within } from './anchor.ts'
import type { UnreadPart } from './outcome.ts'

/** The formats that a parser exists for. A further format is one name here and one file in `core/parse/`. */
export const formats = [
  'pdf',
  'docx',
  'pptx',
  'xlsx',
  'xls',
  'odt',
  'odp',
  'ods',
  'rtf',
  'epub',
  'html',
  'mhtml',
  'markdown',
  'text',
  'csv',
  'json',
  'jsonl',
  'eml',
  'mbox',
  'msg',
  'latex',
  'subtitles',
  'code',
  'notebook',
  'image',
] as const
export type Format = (typeof formats)[number]

/** `note`: a footnote, an endnote, a speaker's note, a comment. */
export const blockKinds = ['heading', 'paragraph', 'list-item', 'table', 'code', 'quote', 'note'] as const
export type BlockKind = (typeof blockKinds)[number]

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

/** On a sheet: rows of cells. Each line of `Block.text` is a row, its cells joined by tabs, from the first column to the last. */
export interface SheetPlace {
  readonly kind: 'sheet'
  readonly sheet: string
  /** From 1 (column A), inclusive. */
  readonly columns: readonly [first: number, last: number]
  /** `[offset in Block.text, row from 1]`, both ascending; the first offset is 0. */
  readonly rows: readonly (readonly [offset: number, row: number])[]
}

/** On a slide. The slide's notes are the shape after its last. */
export interface SlidePlace {
  readonly kind: 'slide'
  /** From 1, in the order shown. */
  readonly slide: number
  /** From 1, in reading order on the slide. */
  readonly shape: number
}

/** In a mailbox or mail. */
export interface MessagePlace {
  readonly kind: 'message'
  /** From 1; 1 where the file is one mail. */
  readonly message: number
  /** `headers`, `text`, or, for a mail within the mail, its name and then one of these: `Fwd.eml/text`. */
  readonly part: string
  /** From 1 within the message. */
  readonly block: number
}

export type Place = PagePlace | LinesPlace | BlockPlace | SheetPlace | SlidePlace | MessagePlace

export interface Block {
  readonly kind: BlockKind
  /** What a reader sees, without markup; never empty. Table cells are joined by tabs, rows by newlines. */
  readonly text: string
  /** 1 to 6, on headings only. */
  readonly level?: number
  readonly place: Place
  /** The attachment that it stands in; its place is a place in there. */
  readonly within?: Within
  /** On a table that begins in the middle of a larger one: that one's first row, cells joined by tabs. */
  readonly header?: string
  /** In code: the class and function that it stands in, outermost first, each by its first line. */
  readonly under?: readonly string[]
  /** A reader does not see it: white on white, too small, off the page, marked as hidden. Never mixed with what is seen. */
  readonly hidden?: true
}

/** A page that is a picture: to be read by text recognition, apart from parsing. */
export interface ScannedPage {
  /** From 1. */
  readonly page: number
  /** The attachment that it is a page of. */
  readonly within?: Within
}

/** What the file says of itself. */
export interface DocumentProperties {
  readonly title?: string
  readonly author?: string
  /** ISO 8601, as exact as the file says. */
  readonly created?: string
  readonly modified?: string
  /** BCP 47. */
  readonly language?: string
}

/** What the file says of itself, and what parsing found. Sent once, with the last part. */
export interface DocumentInfo extends DocumentProperties {
  /** Pages of the file, where it has pages. */
  readonly pages?: number
  /** Pages that are pictures without text: not read yet. */
  readonly scanned?: readonly ScannedPage[]
  /** Pages so damaged that nothing could be read from them. */
  readonly brokenPages?: number
  /** Parts of the file that were not read: attachments mostly. */
  readonly unread?: readonly UnreadPart[]
  /** Nothing was read: the bytes are no text, or an old format, whatever the name says. */
  readonly skipped?: 'binary' | 'old-format'
}

/** A document arrives in parts, in reading order, so that a file of any size needs little memory. */
export interface DocumentPart {
  readonly blocks: readonly Block[]
  /** Present on the last part only. */
  readonly end?: DocumentInfo
}
