/**
 * A passage as lines that can be quoted (sentences, rows of tables) and lines that only lead to them: headings,
 * the first row of a table, questions. Told by their form, since a PDF has nothing else. Pure.
 */
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
const numbering = /^(?:\p{L}+\s+)?(?:\d+(?:\.\d+)*|[ivxlc]+)[.):]?\s+/iu
const blankLine = /\n\s*\n/

export function passageLines({ text, context, anchor }: Pick<Found, 'text' | 'context' | 'anchor'>): readonly PassageLine[] {
  const headings = new Set([...('headings' in anchor ? anchor.headings : []), ...context.split(/ > |\n/)].map(bare))
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
    const below = after ? { text: after.text, near: !blankLine.test(text.slice(piece.end, after.start)) } : null
    const kind = headings.has(bare(piece.text)) ? labelOrTitle(piece.text) : kindOf(piece.text, opens, below)
    const own = terms(piece.text)
    if (newTable) firstRow = own
    else if (kind === 'label' || kind === 'title') heading = own
    const under = new Set(isRow(piece.text) ? [...heading, ...firstRow] : heading)
    lines.push({ ...piece, terms: new Set(own), kind, under, goesOn: kind === 'sentence' && before?.kind === 'sentence' && !newBlock })
  }
  return lines
}

function kindOf(line: string, opens: boolean, below: { readonly text: string; readonly near: boolean } | null): PassageLine['kind'] {
  if (isQuestion(line)) return 'question'
  if (isRow(line)) return opens && below && isRow(below.text) && !hasFigure(line) ? 'label' : 'row'
  if (leadIn.test(line)) return 'label'
  if (closed.test(line) || !opens || !below || line.split(/\s+/).length > longestLabel) return 'sentence'
  if (!hasFigure(line)) return 'label'
  return below.near && (closed.test(below.text) || isRow(below.text)) ? 'title' : 'sentence'
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
