/** The conversation of this window, and the box to ask in. */
import { useEffect, useRef } from 'react'
import { say } from '../../core/words/words.ts'
import { Answerer, Composer } from '../components/composer.tsx'
import { Exchange } from '../components/exchange.tsx'
import { type Exchange as ExchangeData, isRunning } from '../state/answer.ts'
import { type App, useApp, useLibrary, useSession } from '../state/app.ts'
import { answererOf } from '../state/profile.ts'
import './ask-view.css'

/** Pixels from the end within which the view follows the text as it streams. */
const near = 120

function useFollowing(exchanges: readonly ExchangeData[]) {
  const scroller = useRef<HTMLDivElement>(null)
  const followed = useRef(true)
  const last = exchanges.at(-1)
  useEffect(() => {
    const box = scroller.current
    if (!box) return undefined
    const note = () => {
      followed.current = box.scrollHeight - box.scrollTop - box.clientHeight < near
    }
    box.addEventListener('scroll', note, { passive: true })
    return () => box.removeEventListener('scroll', note)
  }, [])
  useEffect(() => {
    followed.current = true
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new question is followed, wherever the reader was
  }, [exchanges.length])
  useEffect(() => {
    const box = scroller.current
    if (box && followed.current) box.scrollTop = box.scrollHeight
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- with every piece of text
  }, [last])
  return scroller
}

/** Tells a screen reader that an answer is there, once; the text itself would be read piece by piece. */
function Announcer({ last }: { readonly last: ExchangeData | undefined }) {
  if (!last) return <div className="unseen" role="status" />
  const words = isRunning(last)
    ? say('ask.announce-working')
    : last.state === 'done'
      ? say('ask.announce-done', { citations: last.answer?.citations.length ?? 0 })
      : ''
  return (
    <div className="unseen" role="status">
      {words}
    </div>
  )
}

function StillReading() {
  const run = useLibrary((state) => state.run)
  if (!run || run.state === 'done') return null
  return <p className="ask-note">{say('ask.still-reading', { searchable: run.stages.searchable, found: run.stages.found })}</p>
}

/** An answer that came otherwise than expected, or not at all, tells that what can answer has changed. */
function useFreshAnswerer({ profile, session }: App): void {
  useEffect(
    () =>
      session.store.subscribe(({ exchanges }, before) => {
        const last = exchanges.at(-1)
        if (!last || last === before.exchanges.at(-1) || isRunning(last) || last.wanted === null) return
        const expected = answererOf(profile.store.getState()).model === null ? 'quotes' : 'model'
        if (last.state === 'failed' || (last.state === 'done' && last.mode !== expected)) void profile.findModels()
      }),
    [profile, session],
  )
}

export function AskView() {
  const exchanges = useSession((state) => state.exchanges)
  const app = useApp()
  const { evidence } = app
  const scroller = useFollowing(exchanges)
  const last = exchanges.at(-1)
  const first = last === undefined
  // Where the focus was lost with what held it, the question is what comes next.
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById('question')?.focus()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the first question moves the box
  }, [first])
  const citations = last?.answer?.citations
  useFreshAnswerer(app)
  useEffect(() => {
    if (citations) evidence.offer(citations)
  }, [citations, evidence])

  if (!last) {
    return (
      <div className="ask ask-empty">
        <h1>{say('ask.title-empty')}</h1>
        <Composer />
        <div className="ask-notes">
          <Answerer />
          <StillReading />
        </div>
        <Announcer last={last} />
      </div>
    )
  }
  return (
    <div className="ask">
      <h1 className="unseen">{say('ask.title')}</h1>
      <div ref={scroller} className="ask-scroll" role="group" aria-label={say('ask.conversation')} tabIndex={0}>
        <div className="ask-column">
          {exchanges.map((exchange) => (
            <Exchange key={exchange.id} exchange={exchange} />
          ))}
        </div>
      </div>
      <div className="ask-foot">
        <Composer />
        <div className="ask-notes">
          <Answerer />
          <StillReading />
        </div>
      </div>
      <Announcer last={last} />
    </div>
  )
}
