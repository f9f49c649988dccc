/** A cited page as it looks, with the passage's rectangles laid over it. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Rect } from '../../core/types/anchor.ts'
import type { Citation } from '../../core/types/answer.ts'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { EvidenceFailure } from './evidence-failure.tsx'
import { useCall } from './use-call.ts'
import { WithinLine } from './within-line.tsx'

/** Pixels per point: sharp at the panel's usual width on a dense screen. */
const scale = 2

interface Picture {
  readonly address: string
  /** Points. */
  readonly width: number
  readonly height: number
  readonly pages: number
  readonly quoteRects: readonly Rect[]
}

/** The passage stands out a little and its quote clearly; where the quote was not found, the passage does. */
function Marks({ passage, picture }: { readonly passage: readonly Rect[]; readonly picture: Picture }) {
  const { quoteRects } = picture
  if (quoteRects.length === 0) return <Rectangles rects={passage} picture={picture} className="page-mark" />
  return (
    <>
      <Rectangles rects={passage} picture={picture} className="page-mark page-mark-around" />
      <Rectangles rects={quoteRects} picture={picture} className="page-mark" />
    </>
  )
}

function Rectangles({ rects, picture, className }: { readonly rects: readonly Rect[]; readonly picture: Picture; readonly className: string }) {
  const first = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    // Newer browsers return a promise, which must not become the effect's end.
    first.current?.scrollIntoView({ block: 'center', inline: 'nearest' })
  }, [])
  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`
  return rects.map(([x, y, width, height], index) => (
    <span
      key={`${x} ${y} ${width} ${height}`}
      ref={index === 0 ? first : null}
      className={className}
      style={{
        left: percent(x, picture.width),
        top: percent(y, picture.height),
        width: percent(width, picture.width),
        height: percent(height, picture.height),
      }}
    />
  ))
}

/** The picture of a page under an address of its own, which is given back when another takes its place. */
function usePicture(citation: Citation, page: number, password: string | null) {
  const { client } = useApp()
  const { fileId, contentHash, quote, anchor } = citation
  const call = useCallback(
    (signal: AbortSignal) => {
      const paged = anchor.kind === 'page' ? anchor : null
      const within = paged?.message !== undefined && paged.part !== undefined ? { within: { message: paged.message, part: paged.part } } : {}
      const input = { fileId, contentHash, page, scale, quote: { text: quote, passage: paged?.rects ?? [] }, ...within }
      return client.evidence.page({ ...input, ...(password === null ? {} : { password }) }, { signal })
    },
    [client, fileId, contentHash, page, quote, anchor, password],
  )
  const result = useCall(call)
  const [picture, setPicture] = useState<(Picture & { readonly page: number }) | null>(null)
  const drawn = result.state === 'done' ? result.value : null
  useEffect(() => {
    if (!drawn) return undefined
    const address = URL.createObjectURL(drawn.picture)
    const { width, height, pages, quoteRects } = drawn
    setPicture({ address, width, height, pages, quoteRects, page })
    return () => URL.revokeObjectURL(address)
  }, [drawn, page])
  return { result, picture: picture && drawn && picture.page === page ? picture : null, pages: picture?.pages ?? null }
}

interface Props {
  readonly citation: Citation
  readonly password: string | null
  readonly onUnlock: (password: string) => void
}

export function PageEvidence({ citation, password, onUnlock }: Props) {
  const anchor = citation.anchor.kind === 'page' ? citation.anchor : null
  const cited = anchor?.page ?? 1
  const [page, setPage] = useState(cited)
  const { result, picture, pages } = usePicture(citation, page, password)
  if (!anchor) return null
  return (
    <>
      <div className="evidence-body evidence-page" role="group" aria-label={say('ask.page-picture')} tabIndex={0} aria-busy={result.state === 'working'}>
        {result.state === 'failed' ? <EvidenceFailure failure={result.failure} file={citation.file} onAgain={result.again} onUnlock={onUnlock} /> : null}
        {result.state === 'working' ? <p className="evidence-working">{say('ask.page-drawing', { page })}</p> : null}
        {picture ? <WithinLine anchor={anchor} /> : null}
        {picture ? (
          <div className="page-sheet">
            <img src={picture.address} alt={say('ask.page-alt', { page, file: citation.fileName })} width={picture.width} height={picture.height} />
            {page === cited ? <Marks passage={anchor.rects} picture={picture} /> : null}
          </div>
        ) : null}
      </div>
      <div className="evidence-pager" hidden={pages === null && result.state === 'failed'}>
        <button type="button" className="bare square" aria-label={say('ask.page-before')} disabled={page <= 1} onClick={() => setPage(page - 1)}>
          <ChevronLeft className="icon" aria-hidden />
        </button>
        <span className="figures">{pages === null ? say('place.page', { page }) : say('ask.page-of', { page, pages })}</span>
        <button
          type="button"
          className="bare square"
          aria-label={say('ask.page-after')}
          disabled={pages === null || page >= pages}
          onClick={() => setPage(page + 1)}
        >
          <ChevronRight className="icon" aria-hidden />
        </button>
        {page === cited ? null : (
          <button type="button" className="link" onClick={() => setPage(cited)}>
            {say('ask.back-to-passage')}
          </button>
        )}
      </div>
    </>
  )
}
