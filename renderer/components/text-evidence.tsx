/** The text around a cited passage, each kind of document in its own view, the passage marked. */
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import type { Anchor } from '../../core/types/anchor.ts'
import type { Citation } from '../../core/types/answer.ts'
import { say } from '../../core/words/words.ts'
import { BlockList } from './block-list.tsx'
import { EvidenceFailure } from './evidence-failure.tsx'
import { FailureNote } from './failure-note.tsx'
import { MailView } from './mail-view.tsx'
import { quoteSpans } from './quote-spans.ts'
import { SheetGrid } from './sheet-grid.tsx'
import type { DocumentText } from './shown.ts'
import { SlideCards } from './slide-cards.tsx'
import { type Side, useDocumentText } from './use-document-text.ts'
import { WithinLine } from './within-line.tsx'
import './text-evidence.css'

const looks: Readonly<Record<Anchor['kind'], string>> = {
  page: '',
  block: '',
  lines: '',
  sheet: ' evidence-sheet',
  slide: ' evidence-slides',
  message: ' evidence-mail',
}

function View({ text, citation }: { readonly text: DocumentText; readonly citation: Citation }): ReactNode {
  const { anchor, quote } = citation
  const { blocks, headers } = text
  const spans = useMemo(() => quoteSpans(blocks, quote), [blocks, quote])
  const cited = spans.keys().next().value ?? blocks.find((block) => block.marked)?.number
  switch (anchor.kind) {
    case 'sheet':
      return <SheetGrid blocks={blocks} citation={citation} />
    case 'slide':
      return <SlideCards blocks={blocks} spans={spans} cited={cited} />
    case 'message':
      return <MailView blocks={blocks} headers={headers} spans={spans} cited={cited} />
    case 'lines':
      return <BlockList blocks={blocks} spans={spans} cited={cited} anchor={anchor} />
    case 'page':
    case 'block':
      return <BlockList blocks={blocks} spans={spans} cited={cited} />
  }
}

interface Props {
  readonly citation: Citation
  readonly password: string | null
  readonly onUnlock: (password: string) => void
}

export function TextEvidence({ citation, password, onUnlock }: Props) {
  const { first, text, show, working, failure } = useDocumentText(citation, password)
  const box = useRef<HTMLDivElement>(null)
  /** As it stood before: what is added above moves what is read by as much as the whole grows, which is taken back. */
  const before = useRef<{ height: number; count: number | undefined }>({ height: 0, count: undefined })
  const addedTo = useRef<Side | null>(null)
  useEffect(() => {
    if (first.state === 'done') box.current?.querySelector('[data-cited]')?.scrollIntoView({ block: 'center', inline: 'nearest' })
  }, [first.state])
  const count = text?.blocks.length
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const grown = before.current.count !== count
    if (grown && addedTo.current === 'above') element.scrollTop += element.scrollHeight - before.current.height
    if (grown) addedTo.current = null
    before.current = { height: element.scrollHeight, count }
  })
  const showMore = async (side: Side) => {
    await show(side)
    // The button may be gone by then: the reading goes on where it was.
    box.current?.focus({ preventScroll: true })
  }
  const more = (side: Side) => (
    <p className="text-more">
      <button
        type="button"
        disabled={working !== null}
        onClick={() => {
          addedTo.current = side
          void showMore(side)
        }}
      >
        {say(working === side ? 'ask.text-reading' : side === 'above' ? 'ask.more-above' : 'ask.more-below')}
      </button>
    </p>
  )
  return (
    <div
      ref={box}
      className={`evidence-body evidence-text${looks[citation.anchor.kind]}`}
      role="group"
      aria-label={say('ask.document-text')}
      tabIndex={0}
      aria-busy={first.state === 'working' || working !== null}
    >
      {first.state === 'failed' ? <EvidenceFailure failure={first.failure} file={citation.file} onAgain={first.again} onUnlock={onUnlock} /> : null}
      {first.state === 'working' ? <p className="evidence-working">{say('ask.text-reading')}</p> : null}
      {text ? <WithinLine anchor={citation.anchor} /> : null}
      {failure ? <FailureNote failure={failure} /> : null}
      {text?.before ? more('above') : null}
      {text ? <View text={text} citation={citation} /> : null}
      {text?.after ? more('below') : null}
      <span className="unseen" role="status">
        {first.state === 'done' && count !== undefined && count > first.value.blocks.length ? say('ask.text-shown', { count }) : ''}
      </span>
    </div>
  )
}
