/** A mail as people know it: subject, who and when, the text; what it quotes of earlier mails is folded away. */
import { say } from '../../core/words/words.ts'
import { BlockList } from './block-list.tsx'
import { mailHeaders, mailParts } from './mail-headers.ts'
import type { ShownBlock, Spans, ViewProps } from './shown.ts'
import './mail-view.css'

function Head({ headers, spans, cited }: { readonly headers: readonly ShownBlock[]; readonly spans: Spans; readonly cited: number | undefined }) {
  const { subject, fields } = mailHeaders(headers)
  const marked = headers.some((block) => block.marked)
  const isCited = headers.some(({ number }) => number === cited)
  const quoted = marked && headers.some(({ number }) => spans.has(number))
  return (
    <header className={marked ? 'mail-head mail-head-marked' : 'mail-head'} data-cited={isCited ? '' : undefined}>
      {marked ? <span className="unseen">{say('ask.cited-here')}</span> : null}
      <h3 className="as-written">{subject ?? say('ask.mail-no-subject')}</h3>
      <dl className={quoted ? 'mail-fields text-block-quoted' : 'mail-fields'}>
        {fields.map(({ name, value }, index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd className="as-written">{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  )
}

export function MailView({ blocks, headers, spans, cited }: ViewProps & { readonly headers: readonly ShownBlock[] }) {
  const head = new Set(headers.map(({ number }) => number))
  const body = blocks.filter(({ number }) => !head.has(number))
  return (
    <article className="mail">
      {headers.length > 0 ? <Head headers={headers} spans={spans} cited={cited} /> : null}
      {mailParts(body).map((part) => {
        const list = <BlockList blocks={part.blocks} spans={spans} cited={cited} />
        const key = part.blocks[0]?.number
        if (!part.quoted) return <div key={key}>{list}</div>
        return (
          <details key={key} className="mail-quoted" open={part.blocks.some(({ number }) => number === cited)}>
            <summary>{say('ask.mail-quoted')}</summary>
            {list}
          </details>
        )
      })}
    </article>
  )
}
