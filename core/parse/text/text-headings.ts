/** Headings in text that has no markup to speak of: underlined lines, and what AsciiDoc and Org write before theirs. */
import type { Block } from '../../types/document.ts'
import type { LinesBlock } from './text-blocks.ts'

/** UTF-16 code units. */
const longestHeading = 120
/** One mark, repeated. */
const rule = /^([=\-~^"'`#*+:.<>_])\1{2,}$/
/** Outside of reStructuredText, where any mark may underline: the two that people use. */
const plainLevels: Readonly<Record<string, number>> = { '=': 1, '-': 2 }
const deepest = 6

/** Cuts a stretch of lines into a heading, where it begins with one, and the rest. `name`: the file's, for its extension. */
export function createHeadings(name: string): (lines: LinesBlock) => readonly Block[] {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (extension === 'adoc' || extension === 'asciidoc') return (lines) => withMarks(lines, /^(={1,6})\s+(\S.*)$/)
  if (extension === 'org') return (lines) => withMarks(lines, /^(\*{1,8})\s+(\S.*)$/)
  const styles: string[] = []
  if (extension !== 'rst' && extension !== 'rest') return (lines) => underlined(lines, (mark, over) => (over ? undefined : plainLevels[mark]))
  return (lines) =>
    underlined(lines, (mark, over) => {
      // the writer chooses the marks: the first met is the highest (docutils, "Sections")
      const style = over ? mark + mark : mark
      if (!styles.includes(style)) styles.push(style)
      return Math.min(deepest, styles.indexOf(style) + 1)
    })
}

function underlined(lines: LinesBlock, levelOf: (mark: string, over: boolean) => number | undefined): readonly Block[] {
  const [first = '', second = '', third = ''] = lines.text.split('\n', 3).map((line) => line.trimEnd())
  const over = rule.test(first) && first === third
  const [written, under] = over ? [second, third] : [first, second]
  const mark = rule.exec(under)?.[1]
  const title = written.trim()
  if (mark === undefined || title === '' || title.length > longestHeading || rule.test(title) || !matches(title, under)) return [paragraph(lines)]
  const level = levelOf(mark, over)
  return level === undefined ? [paragraph(lines)] : withHeading(lines, title, level, over ? 1 : 0, over ? 3 : 2)
}

/** As long as its title, which is no row of columns. */
function matches(title: string, under: string): boolean {
  return under.length >= title.length - 1 && under.length <= title.length + 4 && !/\s{2}|\t/.test(title)
}

/** A heading may stand on any line. */
function withMarks(lines: LinesBlock, pattern: RegExp): readonly Block[] {
  const blocks: Block[] = []
  let rest: LinesBlock | null = lines
  while (rest !== null) {
    const written: readonly string[] = rest.text.split('\n')
    const at = written.findIndex((line) => pattern.test(line))
    const marked = pattern.exec(written[at] ?? '')
    if (marked === null) return [...blocks, paragraph(rest)]
    const before = written.slice(0, at).join('\n')
    if (before !== '') blocks.push(paragraph({ text: before, starts: rest.starts.filter(([offset]) => offset < before.length) }))
    const [heading, after]: readonly [Block, LinesBlock | null] = split(rest, (marked[2] ?? '').trim(), Math.min(deepest, marked[1]?.length ?? 1), at, at + 1)
    blocks.push(heading)
    rest = after
  }
  return blocks
}

function withHeading(lines: LinesBlock, title: string, level: number, at: number, taken: number): readonly Block[] {
  const [heading, rest] = split(lines, title, level, at, taken)
  return rest === null ? [heading] : [heading, paragraph(rest)]
}

/** `at`: which line the title is; `taken`: lines that are the heading's. */
function split(lines: LinesBlock, title: string, level: number, at: number, taken: number): readonly [Block, LinesBlock | null] {
  const first = lines.starts[0]?.[1] ?? 1
  const heading: Block = { kind: 'heading', text: title, level, place: { kind: 'lines', starts: [[0, first + at]] } }
  const from = lines.starts.find(([, line]) => line >= first + taken)?.[0]
  if (from === undefined) return [heading, null]
  const starts = lines.starts.filter(([offset]) => offset >= from).map(([offset, line]) => [offset - from, line] as const)
  return [heading, { text: lines.text.slice(from), starts }]
}

function paragraph({ text, starts }: LinesBlock): Block {
  return { kind: 'paragraph', text, place: { kind: 'lines', starts } }
}
