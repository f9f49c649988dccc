/** Which of several versions is shown, and the way to the others. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'

interface Props {
  readonly label: string
  /** Exchanges, the shown one among them. */
  readonly versions: readonly string[]
  readonly shown: string
}

export function BranchSwitch({ label, versions, shown }: Props) {
  const { session } = useApp()
  if (versions.length < 2) return null
  const at = versions.indexOf(shown)
  const side = (word: 'conversations.branch-before' | 'conversations.branch-after', to: string | undefined, Shape: typeof ChevronLeft) => (
    // Not disabled at the end: the focus would be lost with it.
    <button
      type="button"
      className="bare square"
      aria-label={say(word)}
      title={say(word)}
      aria-disabled={to === undefined}
      onClick={() => to !== undefined && session.show(to)}
    >
      <Shape className="icon" aria-hidden />
    </button>
  )
  return (
    <span className="branch-switch" role="group" aria-label={label}>
      {side('conversations.branch-before', versions[at - 1], ChevronLeft)}
      <span className="figures" aria-live="polite">
        <span aria-hidden>
          {at + 1} / {versions.length}
        </span>
        <span className="unseen">{say('conversations.branch', { at: at + 1, of: versions.length })}</span>
      </span>
      {side('conversations.branch-after', versions[at + 1], ChevronRight)}
    </span>
  )
}
