/** Asks all engines anew what they have. */
import { RefreshCw } from 'lucide-react'
import { say } from '../../../core/words/words.ts'
import { useApp, useProfile } from '../../state/app.ts'

export function LookAgain() {
  const { profile } = useApp()
  const looking = useProfile((state) => state.looking)
  return (
    <button type="button" disabled={looking} onClick={() => profile.findModels()}>
      <RefreshCw className="icon" aria-hidden />
      {say(looking ? 'settings.looking' : 'settings.look-again')}
    </button>
  )
}
