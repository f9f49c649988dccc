/** One block in the dress of its kind. */
import type { LinesAnchor } from '../../core/types/anchor.ts'
import { say } from '../../core/words/words.ts'
import { BlockTable } from './block-table.tsx'
import { CodeLines } from './code-lines.tsx'
import { MarkedText } from './marked-text.tsx'
import type { QuoteSpan } from './quote-spans.ts'
import type { ShownBlock } from './shown.ts'

interface Props {
  readonly block: ShownBlock
  readonly span: QuoteSpan | undefined
  readonly anchor?: LinesAnchor | null
  /** It is the block that is scrolled to. */
  readonly cited?: boolean
}

export function BlockBody({ block, span, anchor = null, cited = false }: Props) {
  const content = <MarkedText text={block.text} span={span} />
  switch (block.kind) {
    case 'table':
      return <BlockTable block={block} span={span} />
    case 'code':
      return block.lines ? <CodeLines block={block} first={block.lines[0]} anchor={anchor} span={span} cited={cited} /> : <pre>{content}</pre>
    case 'quote':
      return <blockquote className="as-written text-quoted-block">{content}</blockquote>
    case 'heading':
      return <p className={`as-written text-heading text-heading-${block.level ?? 1}`}>{content}</p>
    case 'list-item':
      return <p className="as-written text-item">{content}</p>
    case 'note':
      return (
        <p className="as-written text-note">
          <span className="text-note-label">{say('ask.note')}</span> {content}
        </p>
      )
    case 'paragraph':
      return <p className="as-written">{content}</p>
  }
}
