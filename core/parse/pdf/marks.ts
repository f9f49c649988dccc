/** What a page draws as text, in the order drawn: characters with their boxes, and the signs between them. */

/** Side by side, one entry for each mark: a million small objects would cost more than reading the page does. */
export interface PageMarks {
  readonly count: number
  /** A character's code, or one of `signs`, which are below 0. */
  readonly codes: Int32Array
  /** Four for each: left, top, right, bottom in points of the page as displayed, turned so that its text reads upright. Those of signs mean nothing. */
  readonly boxes: Float64Array
  /** For each, bits of `looks`. */
  readonly looks: Uint8Array
}

/** `space`: the file has one. `gap`, `break`: PDFium believes that a word or a line ended. `hyphen`: the line ended inside a word. */
export const signs = { gap: -1, space: -2, break: -3, hyphen: -4 } as const

/** `turned`: runs neither left to right nor level with most of the page's text. `hidden`: nobody sees it. */
export const looks = { bold: 1, turned: 2, hidden: 4 } as const
