/** Slides as cards: number, title, what stands on them, tables as tables; the notes below, set apart. */
import { say } from '../../core/words/words.ts'
import { BlockBody } from './block-body.tsx'
import { blockLook } from './block-list.tsx'
import { HiddenLabel } from './hidden-label.tsx'
import type { ShownBlock, ViewProps } from './shown.ts'
import './slide-cards.css'

interface Slide {
  readonly number: number
  readonly shapes: readonly ShownBlock[]
  readonly notes: readonly ShownBlock[]
}

export function slidesOf(blocks: readonly ShownBlock[]): readonly Slide[] {
  const slides = new Map<number, { shapes: ShownBlock[]; notes: ShownBlock[] }>()
  for (const block of blocks) {
    const number = block.slide?.slide ?? 0
    const slide = slides.get(number) ?? { shapes: [], notes: [] }
    slides.set(number, slide)
    if (block.kind === 'note') slide.notes.push(block)
    else slide.shapes.push(block)
  }
  return [...slides].map(([number, slide]) => ({ number, ...slide }))
}

export function SlideCards({ blocks, spans, cited }: ViewProps) {
  const firstMarked = blocks.find(({ marked }) => marked)?.number
  const shown = (block: ShownBlock, before: ShownBlock | undefined) => (
    <div key={block.number} className={blockLook(block, spans.size > 0)} data-cited={block.number === cited ? '' : undefined}>
      {block.hidden && !before?.hidden ? <HiddenLabel /> : null}
      {block.number === firstMarked ? <span className="unseen">{say('ask.cited-here')}</span> : null}
      <BlockBody block={block.kind === 'note' ? { ...block, kind: 'paragraph' } : block} span={spans.get(block.number)} />
    </div>
  )
  return (
    <ol className="slides">
      {slidesOf(blocks).map(({ number, shapes, notes }) => (
        <li key={number} className="slide" aria-label={say('place.slide', { slide: number })}>
          <p className="slide-number figures" aria-hidden>
            {number}
          </p>
          {shapes.length > 0 ? <div className="slide-sheet">{shapes.map((block, at) => shown(block, shapes[at - 1]))}</div> : null}
          {notes.length > 0 ? (
            <section className="slide-notes">
              <h3>{say('ask.slide-notes')}</h3>
              {notes.map((block, at) => shown(block, notes[at - 1]))}
            </section>
          ) : null}
        </li>
      ))}
    </ol>
  )
}
