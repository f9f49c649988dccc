/** Copies a text at a press and says so, to the eye and to a screen reader. */
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { say } from '../../core/words/words.ts'
import { copyText } from './copy-text.ts'

interface Props {
  readonly text: string
  readonly label: string
  /** Its words are read out and shown on pointing, not written. */
  readonly small?: boolean
}

export function CopyButton({ text, label, small = false }: Props) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const said = state === 'idle' ? '' : say(state === 'copied' ? 'ask.copied' : 'ask.copy-failed')
  const Shape = state === 'copied' ? Check : Copy
  return (
    <>
      <button
        type="button"
        className={small ? 'bare square' : 'bare'}
        aria-label={small ? label : undefined}
        title={small ? said || label : undefined}
        onClick={() => setState(copyText(text) ? 'copied' : 'failed')}
        onBlur={() => setState('idle')}
      >
        <Shape className="icon" aria-hidden />
        {small ? null : <span>{said || label}</span>}
      </button>
      <span className="unseen" role="status">
        {said}
      </span>
    </>
  )
}
