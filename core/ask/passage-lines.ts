/**
 * A passage as lines that can be quoted (sentences, rows of tables) and lines that only lead to them: headings,
 * the first row of a table, questions. Told by their form, since a PDF has nothing else. Pure.
 */
import { isFigure } from '../text/figure.ts'
import { isQuestion } from '../text/question-words.ts'
import { sentences } from '../text/sentences.ts'
import { fold, terms } from '../text/terms.ts'
import type { Found } from '../types/answer.ts'
import type { Span } from '../types/passage.ts'

export interface PassageLine extends Span {
  readonly text: string
  readonly terms: ReadonlySet<string>
  /** `title`: a heading with a figure of its own, which may be all there is ("Invoice 4711"). */
  readonly kind: 'sentence' | 'row' | 'label' | 'title' | 'question'
  /** Terms of the heading above it in the passage and, for a row, of its table's first row. */
  readonly under: ReadonlySet<string>
  /** It follows a sentence of the same paragraph. */
  readonly goesOn: boolean
}

/** Longer lines without a full stop are no headings. Words. */
const longestLabel = 12
const closed = /[.!?…。！？：:;,][\p{Pe}\p{Pf}"'*_\s]*(?:\[\d+\])*$/u
const leadIn = /^(?:\S+\s+){0,5}\S+[：:]$/u
const numbering = /^(?:\p{L}+[^\S\t]+)?(?:\d+(?:\.\d+)*|[ivxlc]+)[.):]?\s+/iu
const blankLine = /\n\s*\n/

export function passageLines({ text, context, anchor }: Pick<Found, 'text' | 'context' | 'anchor'>): readonly PassageLine[] {
  const above = 'headings' in anchor ? anchor.headings : anchor.kind === 'sheet' ? [anchor.sheet] : []
  const headings = new Set([...above, ...context.split(/ > |\n/)].map(bare))
  const pieces = sentences(text).map((span) => ({ ...span, text: text.slice(span.start, span.end) }))
  const lines: PassageLine[] = []
  let heading: readonly string[] = []
  let firstRow: readonly string[] = []
  for (const [at, piece] of pieces.entries()) {
    const before = lines.at(-1)
    const after = pieces[at + 1]
    const newBlock = !before || blankLine.test(text.slice(before.end, piece.start))
    const newTable = isRow(piece.text) && (newBlock || !isRow(before.text))
    const opens = isRow(piece.text) ? newTable : newBlock || before.kind === 'label' || before.kind === 'title'
    const below = after ? { text: after.text, near: !blankLine.test(text.slice(piece.end, after.start)), rows: rowsFrom(pieces, at + 1) } : null
    const kind = headings.has(bare(piece.text)) ? labelOrTitle(piece.text) : kindOf(piece.text, opens, below)
    const own = terms(piece.text)
    if (newTable) firstRow = own
    else if (kind === 'label' || kind === 'title') heading = own
    const under = new Set(isRow(piece.text) ? [...heading, ...firstRow] : heading)
    lines.push({ ...piece, terms: new Set(own), kind, under, goesOn: kind === 'sentence' && before?.kind === 'sentence' && !newBlock })
  }
  return lines
}

interface Below {
  readonly text: string
  /** No blank line is between. */
  readonly near: boolean
  /** Rows of a table that it begins. */
  readonly rows: readonly string[]
}

function rowsFrom(pieces: readonly { readonly text: string }[], at: number): readonly string[] {
  const end = pieces.findIndex(({ text }, index) => index >= at && !isRow(text))
  return pieces.slice(at, end < 0 ? pieces.length : end).map(({ text }) => text)
}

function kindOf(line: string, opens: boolean, below: Below | null): PassageLine['kind'] {
  if (isQuestion(line)) return 'question'
  if (isRow(line)) return opens && below && isRow(below.text) && (!hasFigure(line) || namesColumns(line, below.rows)) ? 'label' : 'row'
  if (leadIn.test(line)) return 'label'
  if (closed.test(line) || !opens || !below || line.split(/\s+/).length > longestLabel) return 'sentence'
  if (!hasFigure(line)) return 'label'
  return below.near && (closed.test(below.text) || isRow(below.text)) ? 'title' : 'sentence'
}

/** "Lambs in 2025" over figures names them, though it has one itself; two rows are too few to tell. */
function namesColumns(line: string, rows: readonly string[]): boolean {
  const cells = line.split('\t')
  const below = rows.map((row) => row.split('\t'))
  if (rows.length < 2 || cells.some((cell) => /^\P{L}*\p{N}/u.test(cell))) return false
  return cells.some((_, column) => below.every((row) => isFigure(row[column] ?? '')))
}

function labelOrTitle(line: string): 'label' | 'title' {
  return hasFigure(line) ? 'title' : 'label'
}

function isRow(line: string): boolean {
  return line.includes('\t')
}

/** The number of a chapter is none. */
function hasFigure(line: string): boolean {
  return /\p{N}/u.test(line.replace(numbering, ''))
}

function bare(line: string): string {
  return fold(line).replaceAll(/\s+/gu, ' ').trim()
}
