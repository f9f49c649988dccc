/** The text around a cited passage as blocks, the passage marked. */
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Citation } from '../../core/types/answer.ts'
import { say } from '../../core/words/words.ts'
import type { Client } from '../client/client.ts'
import { useApp } from '../state/app.ts'
import { EvidenceFailure } from './evidence-failure.tsx'
import { type QuoteSpan, quoteSpans } from './quote-spans.ts'
import { useCall } from './use-call.ts'

type Block = Awaited<ReturnType<Client['evidence']['text']>>['blocks'][number]

function Marked({ text, span }: { readonly text: string; readonly span: QuoteSpan }) {
  return (
    <>
      {text.slice(0, span.start)}
      <mark>{text.slice(span.start, span.end)}</mark>
      {text.slice(span.end)}
    </>
  )
}

function Table({ text }: { readonly text: string }) {
  return (
    <table>
      <tbody>
        {text.split('\n').map((row, index) => (
          // Rows have no other name than their place.
          <tr key={index}>
            {row.split('\t').map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Body({ block, span }: { readonly block: Block; readonly span: QuoteSpan | undefined }) {
  const content = span ? <Marked text={block.text} span={span} /> : block.text
  switch (block.kind) {
    case 'table':
      return <Table text={block.text} />
    case 'code':
      return <pre>{content}</pre>
    case 'quote':
      return <blockquote className="as-written">{content}</blockquote>
    case 'heading':
      return <p className={`as-written text-heading text-heading-${block.level ?? 1}`}>{content}</p>
    case 'list-item':
      return <p className="as-written text-item">{content}</p>
    case 'paragraph':
      return <p className="as-written">{content}</p>
  }
}

export function TextEvidence({ citation }: { readonly citation: Citation }) {
  const { client } = useApp()
  const { fileId, contentHash, anchor } = citation
  const call = useCallback((signal: AbortSignal) => client.evidence.text({ fileId, contentHash, anchor }, { signal }), [client, fileId, contentHash, anchor])
  const result = useCall(call)
  const marked = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (result.state === 'done') marked.current?.scrollIntoView({ block: 'center' })
  }, [result.state])
  const value = result.state === 'done' ? result.value : null
  const spans = useMemo(() => quoteSpans(value?.blocks ?? [], citation.quote), [value, citation.quote])
  const firstMarked = value?.blocks.find((block) => block.marked)?.number
  /** The quote where it is found word for word; else the whole passage stands out. */
  const first = spans.keys().next().value ?? firstMarked
  const look = (block: Block) => {
    if (!block.marked) return 'text-block'
    const quoted = spans.size === 0 || (block.kind === 'table' && spans.has(block.number))
    return quoted ? 'text-block text-block-marked text-block-quoted' : 'text-block text-block-marked'
  }
  return (
    <div className="evidence-body evidence-text" role="group" aria-label={say('ask.document-text')} tabIndex={0} aria-busy={result.state === 'working'}>
      {result.state === 'failed' ? <EvidenceFailure failure={result.failure} file={citation.file} onAgain={result.again} /> : null}
      {result.state === 'working' ? <p className="evidence-working">{say('ask.text-reading')}</p> : null}
      {value?.before ? <p className="text-more">{say('ask.text-before')}</p> : null}
      {value?.blocks.map((block) => (
        <div key={block.number} ref={block.number === first ? marked : null} className={look(block)}>
          {block.lines ? <span className="text-line figures">{block.lines[0]}</span> : null}
          {block.number === firstMarked ? <span className="unseen">{say('ask.cited-here')}</span> : null}
          <Body block={block} span={spans.get(block.number)} />
        </div>
      ))}
      {value?.after ? <p className="text-more">{say('ask.text-after')}</p> : null}
    </div>
  )
}
