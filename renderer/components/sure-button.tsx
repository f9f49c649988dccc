/** A button that asks first: what it would cost, then does it. */
import type { LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { say } from '../../core/words/words.ts'
import { Dialog } from './dialog.tsx'

interface Props {
  readonly shape?: LucideIcon
  readonly words: string
  /** Names what it is about, for those who hear it. */
  readonly label: string
  readonly title: string
  readonly cost: string
  readonly disabled?: boolean
  readonly onSure: () => unknown
}

export function SureButton({ shape: Shape, words, label, title, cost, disabled = false, onSure }: Props) {
  const [asking, setAsking] = useState(false)
  const close = () => setAsking(false)
  return (
    <>
      <button type="button" className="bare" disabled={disabled} aria-label={label} onClick={() => setAsking(true)}>
        {Shape ? <Shape className="icon" aria-hidden /> : null}
        {words}
      </button>
      {asking ? (
        <Dialog title={title} onClose={close}>
          <p>{cost}</p>
          <div className="actions">
            <button type="button" onClick={close}>
              {say('shell.cancel')}
            </button>
            <button
              type="button"
              className="danger"
              onClick={() => {
                close()
                void onSure()
              }}
            >
              {words}
            </button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
