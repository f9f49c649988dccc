/**
 * A plain paragraph cut at the ends of its sentences, so that only the last of them is read again with each new
 * piece of a stream. A cut is made only where both sides, read apart, come to the same as read together.
 */

export interface SentencePiece {
  readonly text: string
  /** Where it begins in the paragraph. UTF-16 code units. */
  readonly start: number
  /** The white space behind it. */
  readonly after: string
}

/** One line that can be nothing but a paragraph, whatever follows on it. */
const plainParagraph = /^(?:\*\*)?["'“„«(]?\p{L}[^\n]*$/u
/** The end of a sentence with what closes it and its markers, before a letter. */
const ending = /[.!?…。！？]["'”’»)]*(?:[ \t]?\[\d{1,3}\])*[ \t]+(?=\p{L})|[。！？](?=\p{L})/gu
/** Marks that open and close within a piece, on words. */
const whole = /(?<=^|[\s("“„«])(\*\*?)(?=[\p{L}\p{N}])[^*\n]*(?<=[\p{L}\p{N}])\1(?=$|[\s.,;:!?)"”»])|(?<!`)`[^`\n]+`(?!`)|\[\d{1,3}(?:\s*,\s*\d{1,3})*\]/gu
/** What may belong to a mark elsewhere in the paragraph. */
const mark = /[*_~`[\]<\\$]/

const wordsOnly = /^[\p{L}\p{M}\p{N} ,.;:!?'"()“”„‘’«»–—…%。、，！？-]*$/u
/** What becomes a link without any mark. */
const address = /www\.|https?:/i

/** Nothing in this piece is Markdown. */
export function isPlain(piece: string): boolean {
  return wordsOnly.test(piece) && !address.test(piece)
}

/** Null: it is more than a paragraph of one line, and is read as a whole. */
export function sentencePieces(paragraph: string): SentencePiece[] | null {
  const text = paragraph.trimEnd()
  if (!plainParagraph.test(text)) return null
  const pieces: SentencePiece[] = []
  let start = 0
  for (const { index, 0: found } of text.matchAll(ending)) {
    const end = index + found.trimEnd().length
    const piece = text.slice(start, end)
    if (mark.test(piece.replace(whole, ''))) continue
    pieces.push({ text: piece, start, after: text.slice(end, index + found.length) })
    start = index + found.length
  }
  return [...pieces, { text: text.slice(start), start, after: '' }]
}
