/** What goes on while an answer is given, and what the model thought before it. */
import { useEffect, useState } from 'react'
import { say } from '../../core/words/words.ts'
import { type Exchange, isRunning } from '../state/answer.ts'
import { formatDuration } from './format.ts'
import { stepName } from './receipt-words.ts'

/** Seconds without anything new after which that is said. */
const patience = 10

/** What is being done; once nothing has come for a while, for how long. */
export function Working({ exchange }: { readonly exchange: Exchange }) {
  const { step, text, state, progress, thinking } = exchange
  const [quiet, setQuiet] = useState(0)
  useEffect(() => {
    setQuiet(0)
    const timer = setInterval(() => setQuiet((seconds) => seconds + 5), 5_000)
    return () => clearInterval(timer)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- anything that arrives begins the count anew
  }, [step, text, progress, thinking])
  const doing = step ? stepName(step) : say(state === 'answering' ? 'ask.step-generate' : thinking === '' ? 'ask.waiting' : 'conversations.thinking')
  return (
    <>
      <p className="exchange-step">{quiet < patience ? doing : say('ask.nothing-new', { step: doing, time: formatDuration(quiet) })}</p>
      {progress ? (
        <div className="exchange-progress figures">
          <progress aria-label={doing} max={progress.total} value={progress.done} />
          <span>{say('conversations.progress', { ...progress })}</span>
        </div>
      ) : null}
    </>
  )
}

/** Folded: it is no part of the answer, and nothing in it was checked. */
export function Thinking({ exchange }: { readonly exchange: Exchange }) {
  const { thinking, thought, text } = exchange
  if (thinking === '') return null
  const going = isRunning(exchange) && text === ''
  const words = going
    ? say('conversations.thinking')
    : thought
      ? say('conversations.thought-for', { time: formatDuration(thought.ms / 1_000) })
      : say('conversations.thought')
  return (
    <details className="exchange-thinking">
      <summary className={going ? 'exchange-thinking-now' : undefined}>{words}</summary>
      <p className="as-written">{thinking}</p>
    </details>
  )
}
