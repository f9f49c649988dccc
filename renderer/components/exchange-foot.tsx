/** Beneath an answer: how it ended, what can be done with it, and its receipt. */
import { Play, RotateCw } from 'lucide-react'
import { errors } from '../../core/errors.ts'
import type { Citation } from '../../core/types/answer.ts'
import { placeOf } from '../../core/words/place.ts'
import { say } from '../../core/words/words.ts'
import { canContinue, type Exchange } from '../state/answer.ts'
import { useApp } from '../state/app.ts'
import type { Step } from '../state/tree.ts'
import { BranchSwitch } from './branch-switch.tsx'
import { CopyButton } from './copy-button.tsx'
import { FailureNote } from './failure-note.tsx'
import { OpinionBelow, OpinionButtons, useOpinion } from './opinion.tsx'
import { Receipt } from './receipt.tsx'

/** The answer as text to paste: Markdown, then what its numerals stand for. */
function asText(text: string, citations: readonly Citation[]): string {
  const sources = citations.map((citation) => `[${citation.n}] ${citation.fileName}, ${placeOf(citation.anchor)}`)
  return [text, ...sources].join('\n\n').trim()
}

function Failed({ exchange, busy }: { readonly exchange: Exchange; readonly busy: boolean }) {
  const { session } = useApp()
  if (!exchange.failure) return null
  const again = errors[exchange.failure.code].retry === 'now'
  return (
    <FailureNote
      failure={exchange.failure}
      action={
        busy ? null : (
          <button type="button" onClick={() => session.again(exchange.id, again ? undefined : null)}>
            {say(again ? 'ask.again' : 'ask.quotes-instead')}
          </button>
        )
      }
    />
  )
}

/** That it ended before its end, and why. */
export function Ending({ exchange, text, busy }: FootProps) {
  return (
    <>
      {exchange.answer?.receipt.stoppedAtLimit ? <p className="exchange-note">{say('ask.at-limit')}</p> : null}
      {exchange.state === 'stopped' ? <p className="exchange-note">{say(text === '' ? 'ask.stopped-early' : 'ask.stopped')}</p> : null}
      {exchange.state === 'failed' ? <Failed exchange={exchange} busy={busy} /> : null}
    </>
  )
}

interface FootProps {
  readonly exchange: Exchange
  readonly text: string
  /** An answer is being given: nothing else can be asked meanwhile. */
  readonly busy: boolean
}

export function Foot({ exchange, text, busy, step }: FootProps & { readonly step: Step | null }) {
  const { session } = useApp()
  const judged = useOpinion(exchange)
  const canJudge = step !== null && text !== '' && exchange.stored?.answerId != null
  return (
    <footer className="exchange-foot">
      <div className="exchange-actions">
        {step ? <BranchSwitch label={say('conversations.answers')} versions={step.answers} shown={exchange.id} /> : null}
        {text === '' ? null : <CopyButton text={asText(exchange.text || text, exchange.answer?.citations ?? [])} label={say('ask.copy')} />}
        {step && !busy && canContinue(exchange) ? (
          <button type="button" className="bare" onClick={() => session.continue(exchange.id)}>
            <Play className="icon" aria-hidden />
            {say('conversations.continue')}
          </button>
        ) : null}
        {!step || busy || exchange.state === 'failed' ? null : (
          <button type="button" className="bare" onClick={() => session.again(exchange.id)}>
            <RotateCw className="icon" aria-hidden />
            {say('ask.again')}
          </button>
        )}
        {canJudge ? <OpinionButtons {...judged} /> : null}
      </div>
      {canJudge ? <OpinionBelow {...judged} /> : null}
      {exchange.answer ? <Receipt key={exchange.id} receipt={exchange.answer.receipt} /> : null}
    </footer>
  )
}
