/** The conversation that is shown, and the box to ask in. */
import { useEffect } from 'react'
import { say } from '../../core/words/words.ts'
import { Answerer } from '../components/answerer.tsx'
import { Composer } from '../components/composer.tsx'
import { Conversation } from '../components/conversation.tsx'
import { FailureNote } from '../components/failure-note.tsx'
import { PrintSheet } from '../components/print-sheet.tsx'
import { isRunning } from '../state/answer.ts'
import { type App, useApp, useLibrary, useSession } from '../state/app.ts'
import { answererOf } from '../state/profile.ts'
import { lastOf } from '../state/session-state.ts'
import './ask-view.css'

/** Tells a screen reader that an answer is there, once; the text itself would be read piece by piece. */
function Announcer() {
  const state = useSession((session) => lastOf(session)?.state)
  const citations = useSession((session) => lastOf(session)?.answer?.citations.length ?? 0)
  const words = state === 'waiting' || state === 'answering' ? say('ask.announce-working') : state === 'done' ? say('ask.announce-done', { citations }) : ''
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
      session.store.subscribe((state, before) => {
        const last = lastOf(state)
        if (!last || last === lastOf(before) || before.running !== last.id || isRunning(last) || last.wanted === null) return
        const { chosen, models } = profile.store.getState()
        const expected = answererOf({ chosen: state.own === undefined ? chosen : state.own, models }).model === null ? 'quotes' : 'model'
        if (last.state === 'failed' || (last.state === 'done' && last.mode !== expected && !last.answer?.list)) void profile.findModels()
      }),
    [profile, session],
  )
}

/** The citations of the last answer are those that the keys walk. */
function useOfferedCitations({ evidence }: App): void {
  const citations = useSession((state) => lastOf(state)?.answer?.citations)
  useEffect(() => {
    if (citations) evidence.offer(citations)
  }, [citations, evidence])
}

function Foot({ listSide }: { readonly listSide: 'above' | 'below' }) {
  const { session } = useApp()
  const running = useSession((state) => state.running !== null)
  return (
    <>
      <Composer running={running} onSend={(sent) => session.ask(sent)} onStop={() => session.stop()} listSide={listSide} />
      <div className="ask-notes">
        <Answerer />
        <StillReading />
      </div>
    </>
  )
}

function OpenFailed() {
  const { session } = useApp()
  const failed = useSession((state) => state.failure)
  if (!failed) return null
  return (
    <FailureNote failure={failed.failure} lead={say('conversations.open-failed')} onAgain={() => session.open(failed.id)} onDismiss={() => session.start()} />
  )
}

export function AskView() {
  const app = useApp()
  const empty = useSession((state) => state.branch.length === 0)
  const opening = useSession((state) => state.opening !== null)
  const showing = useSession((state) => state.showing)
  // Where the focus was lost with what held it, the question is what comes next.
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById('question')?.focus()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the first question moves the box
  }, [empty])
  useFreshAnswerer(app)
  useOfferedCitations(app)

  if (empty) {
    return (
      <div className="ask ask-empty">
        <OpenFailed />
        <h1>{say('ask.title-empty')}</h1>
        <Foot listSide="below" />
        {opening ? (
          <p className="quiet" role="status">
            {say('conversations.opening')}
          </p>
        ) : null}
        <Announcer />
      </div>
    )
  }
  return (
    <div className="ask" aria-busy={opening}>
      <h1 className="unseen">{say('ask.title')}</h1>
      <OpenFailed />
      <Conversation key={showing} />
      <div className="ask-foot">
        <Foot listSide="above" />
      </div>
      <Announcer />
      <PrintSheet />
    </div>
  )
}
