/** A page as Tesseract reads it: paragraphs of lines of words, each with its box in the picture. */

/** Pixels from the picture's top left corner. */
export interface Box {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

export interface ReadWord {
  readonly text: string
  /** 0 to 100. */
  readonly confidence: number
  readonly bbox: Box
}

export interface ReadLine {
  readonly words: readonly ReadWord[]
  readonly bbox: Box
  /** Of the print from the foot of `p` to the head of `d`, in pixels. */
  readonly rowAttributes: { readonly rowHeight: number }
}

export interface ReadParagraph {
  readonly lines: readonly ReadLine[]
}

/** A page as it was read, in reading order. */
export interface ReadPage {
  readonly paragraphs: readonly ReadParagraph[]
  /** The picture was turned clockwise by so many radians, about its middle, to make the lines level. */
  readonly turned: number
}
