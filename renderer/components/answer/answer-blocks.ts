/**
 * An answer's Markdown cut into blocks that are drawn one by one, so that what is finished is not read again
 * with each new piece. A cut is made only where Markdown would begin anew as well.
 */

export interface AnswerBlock {
  /** `plain`: shown as written, since reading it as Markdown would take too long. */
  readonly kind: 'markdown' | 'formula' | 'plain'
  /** Of a formula: without its delimiters. */
  readonly text: string
  /** Where it begins in the answer. UTF-16 code units. */
  readonly start: number
  /** Still being written: what it will be is not known yet. */
  readonly open: boolean
}

interface Line {
  readonly text: string
  readonly start: number
}

const listItem = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/
const fence = /^ {0,3}(`{3,}|~{3,})([^\n]*)$/
/** A link's address given elsewhere in the text: such a text is one block. */
const definition = /^ {0,3}\[[^\]\n]+\]:/m
const formulaOpening = /^(\$\$|\\\[)/
/** Quotes and lists in each other, or indented: more than this is no text but a model that goes in circles. */
const tooDeep = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){20}|^[ \t]{80,}(?:[-*+]|\d{1,9}[.)])[ \t]/m
/** What opens emphasis, links and cells; the parser's time grows with the square of it. */
const marks = /[*_~[|]/g
const mostMarks = 400
/** Lines of the longest formula. */
const longestFormula = 100

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  for (const line of text.split('\n')) {
    lines.push({ text: line.endsWith('\r') ? line.slice(0, -1) : line, start })
    start += line.length + 1
  }
  return lines
}

interface Formula {
  readonly tex: string
  /** The line behind it. */
  readonly next: number
  readonly closed: boolean
}

/** A formula that stands alone on its lines, from line `at`. */
function formulaAt(lines: readonly Line[], at: number): Formula | null {
  const opening = formulaOpening.exec(lines[at]?.text ?? '')?.[1]
  if (!opening) return null
  const closing = opening === '$$' ? '$$' : '\\]'
  const written: string[] = []
  for (let index = at; index < Math.min(lines.length, at + longestFormula); index++) {
    const line = (lines[index]?.text ?? '').slice(index === at ? opening.length : 0).trimEnd()
    // Money or a code word, not a formula: no formula has an empty line.
    if (line === '' && index > at && index < lines.length - 1) return null
    const end = line.indexOf(closing)
    if (end >= 0 && end < line.length - closing.length) return null
    if (end >= 0) {
      const tex = [...written, line.slice(0, end)].join('\n').trim()
      return tex === '' ? null : { tex, next: index + 1, closed: true }
    }
    written.push(line)
  }
  return at + longestFormula < lines.length ? null : { tex: written.join('\n').trim(), next: lines.length, closed: false }
}

function isRuinous(text: string): boolean {
  if (fence.test(text.slice(0, text.indexOf('\n')))) return false
  return tooDeep.test(text) || text.split('\n').some((line) => line.length > mostMarks && (line.match(marks)?.length ?? 0) > mostMarks)
}

/** The blocks of an answer. `streaming`: more text may follow. */
export function blocksOf(text: string, streaming: boolean): AnswerBlock[] {
  if (definition.test(text)) return [{ kind: isRuinous(text) ? 'plain' : 'markdown', text, start: 0, open: streaming }]
  const lines = linesOf(text)
  const blocks: AnswerBlock[] = []
  let from = 0
  let openFence: string | null = null
  let inList = false
  const cut = (to: number) => {
    const written = text.slice(from, to)
    if (written.trim() !== '') blocks.push({ kind: isRuinous(written) ? 'plain' : 'markdown', text: written, start: from, open: false })
    from = to
  }
  for (let at = 0; at < lines.length; at++) {
    const { text: line, start } = lines[at] ?? { text: '', start: text.length }
    const ticks = fence.exec(line)
    if (openFence !== null) {
      if (ticks?.[1]?.startsWith(openFence) && ticks[2]?.trim() === '') openFence = null
      continue
    }
    const formula = formulaAt(lines, at)
    if (formula && (formula.closed || streaming)) {
      cut(start)
      const end = lines[formula.next]?.start ?? text.length
      blocks.push({ kind: 'formula', text: formula.tex, start, open: !formula.closed })
      from = end
      inList = false
      at = formula.next - 1
      continue
    }
    const begins = at > 0 && lines[at - 1]?.text.trim() === '' && /^\S/.test(line)
    const isItem = listItem.test(line)
    if (begins && !(inList && isItem)) {
      cut(start)
      inList = false
    }
    inList ||= isItem
    // The info string of a fence of backticks holds none.
    if (ticks && !(ticks[1]?.startsWith('`') && ticks[2]?.includes('`'))) openFence = ticks[1] ?? null
  }
  cut(text.length)
  const last = blocks.at(-1)
  return streaming && last?.kind === 'markdown' ? [...blocks.slice(0, -1), { ...last, open: true }] : blocks
}
