/** A document's text as blocks, the passage marked, lines numbered where there are lines. */
import type { LinesAnchor } from '../../core/types/anchor.ts'
import { say } from '../../core/words/words.ts'
import { BlockBody } from './block-body.tsx'
import { HiddenLabel } from './hidden-label.tsx'
import type { ShownBlock, ViewProps } from './shown.ts'

/** `spans`: the quote is marked word for word; without one the whole passage stands out. */
export function blockLook(block: ShownBlock, quoted: boolean): string {
  const hidden = block.hidden ? ' text-block-hidden' : ''
  if (!block.marked) return `text-block${hidden}`
  return `${quoted ? 'text-block text-block-marked' : 'text-block text-block-marked text-block-quoted'}${hidden}`
}

export function BlockList({ blocks, spans, cited, anchor = null }: ViewProps & { readonly anchor?: LinesAnchor | null }) {
  const firstMarked = blocks.find(({ marked }) => marked)?.number
  return blocks.map((block, index) => {
    const numbered = block.kind === 'code' && block.lines !== undefined
    return (
      <div key={block.number} className={blockLook(block, spans.size > 0 || numbered)} data-cited={block.number === cited && !numbered ? '' : undefined}>
        {block.hidden && !blocks[index - 1]?.hidden ? <HiddenLabel /> : null}
        {block.lines && !numbered ? <span className="text-line figures">{block.lines[0]}</span> : null}
        {block.number === firstMarked ? <span className="unseen">{say('ask.cited-here')}</span> : null}
        <BlockBody block={block} span={spans.get(block.number)} anchor={anchor} cited={block.number === cited} />
      </div>
    )
  })
}
