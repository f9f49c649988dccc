/** Code with the number of every line; the numbers are neither selected nor copied. */
import type { LinesAnchor } from '../../core/types/anchor.ts'
import { MarkedText } from './marked-text.tsx'
import type { QuoteSpan } from './quote-spans.ts'
import type { ShownBlock } from './shown.ts'

interface Props {
  readonly block: ShownBlock
  readonly first: number
  /** Lines of the passage, where it stands in lines. */
  readonly anchor: LinesAnchor | null
  readonly span: QuoteSpan | undefined
  /** Whether the first line of the quote, else of the passage, is scrolled to. */
  readonly cited: boolean
}

interface Line {
  readonly text: string
  readonly number: number
  /** Where it begins in the block's text. */
  readonly from: number
}

function linesOf(text: string, first: number): readonly Line[] {
  let from = 0
  return text.split('\n').map((line, index) => {
    const start = from
    from += line.length + 1
    return { text: line, number: first + index, from: start }
  })
}

export function CodeLines({ block, first, anchor, span, cited }: Props) {
  const lines = linesOf(block.text, first)
  const isMarked = (number: number) => block.marked && (anchor === null || (number >= anchor.lines[0] && number <= anchor.lines[1]))
  const holdsQuote = (line: Line) => span !== undefined && span.start < line.from + line.text.length + 1 && span.end > line.from
  const target = cited ? (lines.find((line) => (span ? holdsQuote(line) : isMarked(line.number))) ?? lines[0]) : undefined
  return (
    <pre className="code-lines">
      {lines.map(({ text, number, from: start }) => (
        <span
          key={number}
          className={isMarked(number) ? 'code-line code-line-marked' : 'code-line'}
          data-line={number}
          data-cited={number === target?.number ? '' : undefined}
        >
          <MarkedText text={text} span={span} from={start} />
          {'\n'}
        </span>
      ))}
    </pre>
  )
}
