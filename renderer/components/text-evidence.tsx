/** The text around a cited passage as blocks, the passage marked. */
import { useCallback, useEffect, useRef } from 'react'
import type { Citation } from '../../core/types/answer.ts'
import { say } from '../../core/words/words.ts'
import type { Client } from '../client/client.ts'
import { useApp } from '../state/app.ts'
import { EvidenceFailure } from './evidence-failure.tsx'
import { useCall } from './use-call.ts'

type Block = Awaited<ReturnType<Client['evidence']['text']>>['blocks'][number]

/** The quote in the block's text, its white space written any way; null where it is not there in one piece. */
export function findQuote(text: string, quote: string): { readonly start: number; readonly end: number } | null {
  const words = quote.trim().split(/\s+/)
  if (words[0] === '' || words.length === 0) return null
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+')
  const match = new RegExp(pattern).exec(text)
  return match ? { start: match.index, end: match.index + match[0].length } : null
}

function Marked({ text, quote }: { readonly text: string; readonly quote: string }) {
  const found = findQuote(text, quote)
  if (!found) return text
  return (
    <>
      {text.slice(0, found.start)}
      <mark>{text.slice(found.start, found.end)}</mark>
      {text.slice(found.end)}
    </>
  )
}

function Table({ text }: { readonly text: string }) {
  return (
    <table>
      <tbody>
        {text.split('\n').map((row, index) => (
          // Rows have no other name than their place.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={index}>
            {row.split('\t').map((cell, column) => (
              // oxlint-disable-next-line react/no-array-index-key
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Body({ block, quote }: { readonly block: Block; readonly quote: string }) {
  const content = block.marked ? <Marked text={block.text} quote={quote} /> : block.text
  switch (block.kind) {
    case 'table':
      return <Table text={block.text} />
    case 'code':
      return <pre>{content}</pre>
    case 'quote':
      return <blockquote>{content}</blockquote>
    case 'heading':
      return <p className={`text-heading text-heading-${block.level ?? 1}`}>{content}</p>
    case 'list-item':
      return <p className="text-item">{content}</p>
    case 'paragraph':
      return <p>{content}</p>
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
  const first = value?.blocks.find((block) => block.marked)?.number
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- whatever scrolls can be reached by key
    <div className="evidence-body evidence-text" role="group" aria-label={say('ask.document-text')} tabIndex={0} aria-busy={result.state === 'working'}>
      {result.state === 'failed' ? <EvidenceFailure failure={result.failure} file={citation.file} onAgain={result.again} /> : null}
      {result.state === 'working' ? <p className="evidence-working">{say('ask.text-reading')}</p> : null}
      {value?.before ? <p className="text-more">{say('ask.text-before')}</p> : null}
      {value?.blocks.map((block) => (
        <div key={block.number} ref={block.number === first ? marked : null} className={block.marked ? 'text-block text-block-marked' : 'text-block'}>
          {block.lines ? <span className="text-line figures">{block.lines[0]}</span> : null}
          {block.number === first ? <span className="unseen">{say('ask.cited-here')}</span> : null}
          <Body block={block} quote={citation.quote} />
        </div>
      ))}
      {value?.after ? <p className="text-more">{say('ask.text-after')}</p> : null}
    </div>
  )
}
