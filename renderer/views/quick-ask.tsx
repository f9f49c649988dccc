/** The small window of the desktop: one question in between, its answer, and the way into the large window. */
import { ArrowUpRight, X } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { say } from '../../core/words/words.ts'
import { Answerer } from '../components/answerer.tsx'
import { Composer } from '../components/composer.tsx'
import { Exchange } from '../components/exchange.tsx'
import { useEngine, useLanguage, useTheme } from '../components/use-window.ts'
import { useApp, useLibrary, useSession } from '../state/app.ts'
import { lastOf } from '../state/session-state.ts'
import './quick-ask.css'

export function QuickAsk() {
  const app = useApp()
  useEngine(app)
  useTheme(app)
  return <Quick key={useLanguage(app)} />
}

function Quick() {
  const { session, draft, evidence, bridge } = useApp()
  const last = useSession(lastOf)
  const running = useSession((state) => state.running !== null)
  const conversationId = useSession((state) => state.conversationId)
  const empty = useLibrary((state) => state.sources?.length === 0)
  const leave = (open: string | null) => void bridge?.leaveQuick(open)
  const handOver = useCallback(() => {
    const { conversationId: id } = session.store.getState()
    if (id === null) return
    void bridge?.leaveQuick(id)
    session.start()
    draft.reset()
  }, [bridge, draft, session])
  // There is no room for evidence here: the large window shows it.
  useEffect(
    () =>
      evidence.store.subscribe(({ open }) => {
        if (!open) return
        evidence.close()
        handOver()
      }),
    [evidence, handOver],
  )
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) void bridge?.leaveQuick(null)
    }
    const onFocus = () => document.getElementById('question')?.focus()
    window.addEventListener('keydown', onKey)
    window.addEventListener('focus', onFocus)
    onFocus()
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('focus', onFocus)
    }
  }, [bridge])
  return (
    <main className="quick">
      <header className="quick-head">
        <h1>{say('shell.quick-title')}</h1>
        {conversationId === null ? null : (
          <button type="button" className="bare" onClick={handOver}>
            <ArrowUpRight className="icon" aria-hidden />
            {say('shell.quick-open')}
          </button>
        )}
        <button type="button" className="bare square" aria-label={say('shell.close')} onClick={() => leave(null)}>
          <X className="icon" aria-hidden />
        </button>
      </header>
      <Composer running={running} onSend={(sent) => session.ask(sent)} onStop={() => session.stop()} listSide="below" />
      {last ? (
        <div className="quick-answer" role="group" aria-label={say('ask.conversation')} tabIndex={0}>
          <Exchange key={last.id} exchange={last} />
        </div>
      ) : empty ? (
        <p className="quick-note">{say('shell.quick-empty')}</p>
      ) : (
        <Answerer linked={false} />
      )}
    </main>
  )
}
