/** An answer held against its reference, word by word (longest common subsequence). Plain functions of text. */

export type Piece =
  /** In both; only in the answer; only in the reference. */
  { readonly kind: 'same' | 'added' | 'missing'; readonly text: string } | { readonly kind: 'marker'; readonly n: number }

interface Token {
  readonly text: string
  /** As it is compared; null: no word, which is not compared. */
  readonly word: string | null
}

/** Pairs of words looked at; above this the answer is shown as it is. */
const mostPairs = 4_000_000

function tokensOf(text: string): readonly Token[] {
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)
  return Array.from(segments, ({ segment, isWordLike }) => ({ text: segment, word: isWordLike ? segment.normalize('NFKC').toLowerCase() : null }))
}

const wordsOf = (tokens: readonly Token[]) => tokens.flatMap(({ word }) => (word === null ? [] : [word]))

/** The reference that shares most words with the answer. */
export function nearestReference(answer: string, references: readonly string[]): string {
  const said = new Set(wordsOf(tokensOf(answer)))
  const shared = (reference: string) => wordsOf(tokensOf(reference)).filter((word) => said.has(word)).length
  return [...references].sort((a, b) => shared(b) - shared(a))[0] ?? ''
}

/** For each word of `a` whether it stands in the longest common subsequence, and so for `b`. Null where they are too long. */
function common(a: readonly string[], b: readonly string[]): { readonly a: readonly boolean[]; readonly b: readonly boolean[] } | null {
  if (a.length * b.length > mostPairs) return null
  const width = b.length + 1
  const longest = new Uint16Array((a.length + 1) * width)
  const at = (row: number, column: number) => longest[row * width + column] ?? 0
  for (let row = a.length - 1; row >= 0; row -= 1)
    for (let column = b.length - 1; column >= 0; column -= 1)
      longest[row * width + column] = a[row] === b[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
  const kept = { a: a.map(() => false), b: b.map(() => false) }
  for (let row = 0, column = 0; row < a.length && column < b.length; ) {
    if (a[row] === b[column]) {
      kept.a[row] = true
      kept.b[column] = true
      row += 1
      column += 1
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1
    else column += 1
  }
  return kept
}

/** Words with what stands after each, and what stands before the first. */
function groups(tokens: readonly Token[]): { readonly before: string; readonly words: readonly string[] } {
  let before = ''
  const words: string[] = []
  for (const { text, word } of tokens) {
    if (word !== null) words.push(text)
    else if (words.length === 0) before += text
    else words.push(`${words.pop() ?? ''}${text}`)
  }
  return { before, words }
}

function joinedPieces(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = []
  for (const piece of pieces) {
    const last = out.at(-1)
    if (piece.kind !== 'marker' && last !== undefined && last.kind === piece.kind) out[out.length - 1] = { kind: piece.kind, text: last.text + piece.text }
    else if (piece.kind === 'marker' || piece.text !== '') out.push(piece)
  }
  return out
}

/** Markers such as `[2]` taken out of the words, each with how many words stand before it. */
function withMarkers(text: string): { readonly plain: string; readonly markers: readonly { readonly n: number; readonly words: number }[] } {
  let plain = ''
  const markers: { n: number; words: number }[] = []
  let from = 0
  for (const { 0: whole, 1: n, index } of text.matchAll(/\s?\[(\d{1,3})\]/gu)) {
    plain += text.slice(from, index)
    markers.push({ n: Number(n), words: wordsOf(tokensOf(plain)).length })
    from = index + whole.length
  }
  return { plain: plain + text.slice(from), markers }
}

/** `reference`: null shows the answer as it is. */
export function diffOf(answer: string, reference: string | null): readonly Piece[] {
  const { plain, markers } = withMarkers(answer)
  const said = tokensOf(plain)
  const wanted = tokensOf(reference ?? '')
  const kept = reference === null ? null : common(wordsOf(said), wordsOf(wanted))
  const { before, words } = groups(said)
  const missing = kept === null ? [] : groups(wanted).words
  const pieces: Piece[] = [{ kind: 'same', text: before }]
  let next = 0
  const takeMissing = () => {
    for (; next < missing.length && kept?.b[next] === false; next += 1) pieces.push({ kind: 'missing', text: missing[next] ?? '' })
  }
  const markersAfter = (count: number) => markers.filter(({ words: after }) => after === count).map(({ n }): Piece => ({ kind: 'marker', n }))
  pieces.push(...markersAfter(0))
  for (const [at, text] of words.entries()) {
    const same = kept?.a[at] ?? true
    const kind = same ? 'same' : 'added'
    if (same) takeMissing()
    const cited = markersAfter(at + 1)
    // A citation stands at its word, before the blank that follows it.
    const end = cited.length > 0 ? text.trimEnd().length : text.length
    pieces.push({ kind, text: text.slice(0, end) }, ...cited, { kind, text: text.slice(end) })
    if (same) next += 1
  }
  takeMissing()
  return joinedPieces(pieces)
}
