/** What happened, what was kept, what to do, where it happened; with the one button that does it. */
import { RotateCw, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Failure } from '../../core/errors.ts'
import { advice, say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import './failure-note.css'

interface Props {
  readonly failure: Failure
  /** Stands before the advice: what was being done. */
  readonly lead?: string
  readonly action?: ReactNode
  /** Tries the same again: the one button, where there is no other. */
  readonly onAgain?: () => void
  readonly onDismiss?: () => void
}

export function FailureNote({ failure, lead, action, onAgain, onDismiss }: Props) {
  const { bridge } = useApp()
  // In a browser nobody starts the engine again but the person at the command line.
  const ended = failure.code === 'engine-gone' && bridge === null
  return (
    <div className="failure-note" role="alert">
      <TriangleAlert className="icon" aria-hidden />
      <p>
        {lead ? <strong>{lead} </strong> : null}
        {ended ? say('shell.ended') : advice(failure.code, failure.details)}
      </p>
      {action ? <div className="failure-action">{action}</div> : null}
      {onAgain ? (
        <div className="failure-action">
          <button type="button" onClick={onAgain}>
            <RotateCw className="icon" aria-hidden />
            {say('shell.try-again')}
          </button>
        </div>
      ) : null}
      {onDismiss ? (
        <button type="button" className="bare square" aria-label={say('shell.dismiss')} onClick={onDismiss}>
          <X className="icon" aria-hidden />
        </button>
      ) : null}
    </div>
  )
}
