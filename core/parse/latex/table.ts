/** Tables of LaTeX: rows and cells as their separators part them. */
import type { Draft } from './blocks.ts'
import { emptyDraft } from './blocks.ts'
import type { LatexSource, Range } from './source.ts'
import { afterComment } from './source.ts'

/** `apart`: the text of a cell. */
export function tableOf(source: LatexSource, range: Range, apart: (range: Range) => Draft): Draft {
  const { text } = source
  const table = emptyDraft()
  for (const row of cut(source, range, '\\\\')) {
    const cells: string[] = []
    for (const [from, to] of cut(source, row, '&')) {
      const span = /^\s*\\multicolumn\s*\{(\d{1,2})\}/.exec(text.slice(from, Math.min(to, from + 200)))
      cells.push(apart([from, to]).text.replace(/\s+/g, ' ').trim(), ...Array<string>(Math.max(0, Number(span?.[1] ?? 1) - 1)).fill(''))
    }
    if (cells.every((cell) => cell === '')) continue
    const lead = /^(?:\s|\\\w+rule(?:\([^)]*\))?(?:\{[^}]*\})?|\\hline|\\c(?:mid)?r?line\{[^}]*\}|\[[^\]]*\])*/.exec(text.slice(...row))?.[0].length ?? 0
    table.starts.push([table.text === '' ? 0 : table.text.length + 1, source.lineAt(row[0] + lead)])
    table.text += `${table.text === '' ? '' : '\n'}${cells.join('\t')}`
  }
  return table
}

/** The stretches between the separators that stand in no group. */
function* cut(source: LatexSource, [from, to]: Range, separator: string): Generator<Range> {
  const { text } = source
  let start = from
  /** Tables in the table. */
  let inner = 0
  for (let at = from; at < to; ) {
    if (text.startsWith('\\begin{', at)) inner += 1
    else if (text.startsWith('\\end{', at)) inner -= 1
    if (text[at] === '%') at = afterComment(text, at)
    else if (inner <= 0 && text.startsWith(separator, at)) {
      yield [start, at]
      at += separator.length
      start = separator === '&' ? at : source.afterOption(at)
    } else if (text[at] === '\\') at += 2
    else at = text[at] === '{' ? (source.group(at)?.end ?? at + 1) : at + 1
  }
  yield [start, to]
}

/** A table's width and the form of its columns. */
export function afterArguments(source: LatexSource, name: string, at: number): number {
  let end = at
  for (let count = /^(?:tabularx|tabulary|tabular\*)$/.test(name) ? 2 : 1; count > 0; count--) end = source.afterOption(source.group(end)?.end ?? end)
  return end
}
