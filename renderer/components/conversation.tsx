/** What is shown of a conversation: only what is in sight is drawn, and text that streams in is followed to its end. */
import { type FocusEvent, memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { say } from '../../core/words/words.ts'
import { useApp, useSession } from '../state/app.ts'
import type { Step } from '../state/tree.ts'
import { Exchange } from './exchange.tsx'

/** Pixels from the end within which the view follows the text as it streams. */
const near = 120
/** Pixels drawn beyond what is in sight, so that the focus and a reader aloud find what comes next. */
const beyond = 800

const Turn = memo(function Turn({ step }: { readonly step: Step }) {
  const exchange = useSession(({ exchanges }) => exchanges.get(step.id))
  const busy = useSession(({ running }) => running !== null)
  return exchange ? <Exchange exchange={exchange} step={step} busy={busy} /> : null
})

/** Keeps the end in sight while it moves, unless the reader has gone elsewhere; what is asked is followed, wherever the reader was. */
function useFollowing(running: string | null) {
  const scroller = useRef<HTMLDivElement>(null)
  const followed = useRef(true)
  useEffect(() => {
    const box = scroller.current
    if (!box) return undefined
    const note = () => {
      followed.current = box.scrollHeight - box.scrollTop - box.clientHeight < near
    }
    box.addEventListener('scroll', note, { passive: true })
    return () => box.removeEventListener('scroll', note)
  }, [])
  const follow = useCallback(() => {
    const box = scroller.current
    if (box && followed.current) box.scrollTo({ top: box.scrollHeight, behavior: 'instant' })
  }, [])
  const leave = useCallback(() => {
    followed.current = false
  }, [])
  useEffect(() => {
    const box = scroller.current
    if (!box || running !== null) return undefined
    // Whoever does something in a finished conversation looks at that, not at its end.
    box.addEventListener('pointerdown', leave)
    box.addEventListener('keydown', leave)
    return () => {
      box.removeEventListener('pointerdown', leave)
      box.removeEventListener('keydown', leave)
    }
  }, [running, leave])
  useLayoutEffect(() => {
    if (running === null) return
    followed.current = true
    follow()
  }, [running, follow])
  return { scroller, follow, leave }
}

/** To be drawn anew for each conversation: it opens at its end. */
export function Conversation() {
  const { session } = useApp()
  const branch = useSession((state) => state.branch)
  const running = useSession((state) => state.running)
  const sought = useSession((state) => state.sought)
  const list = useRef<VirtualizerHandle>(null)
  const { scroller, follow, leave } = useFollowing(running)
  /** Where the focus is: it must not go because its place is out of sight. */
  const [held, setHeld] = useState(-1)
  const hold = ({ target }: FocusEvent) => {
    const id = target.closest('[data-exchange]')?.getAttribute('data-exchange')
    setHeld(branch.findIndex((step) => step.id === id))
  }
  const kept = [held, branch.length - 1].filter((at) => at >= 0)

  useEffect(() => {
    const at = branch.findIndex(({ id }) => id === sought)
    if (at < 0) return
    leave()
    list.current?.scrollToIndex(at, { align: 'start' })
    session.found()
  }, [branch, sought, leave, session])

  return (
    <div ref={scroller} className="ask-scroll" role="group" aria-label={say('ask.conversation')} tabIndex={0} onFocus={hold}>
      <div className="ask-column">
        <Virtualizer ref={list} data={branch} scrollRef={scroller} bufferSize={beyond} keepMounted={kept} onResize={follow}>
          {(step, at) => <Turn key={at} step={step} />}
        </Virtualizer>
      </div>
    </div>
  )
}
