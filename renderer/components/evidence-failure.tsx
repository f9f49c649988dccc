/** The document cannot be shown: says why, and does what helps. The quote above it stays readable. */

import type { Failure } from '../../core/errors.ts'
import { errors } from '../../core/errors.ts'
import { say } from '../../core/words/words.ts'
import { useApp, useLibrary } from '../state/app.ts'
import { FailureNote } from './failure-note.tsx'
import { baseName } from './format.ts'
import { UnlockForm } from './unlock-form.tsx'

interface Props {
  readonly failure: Failure
  readonly file: string
  readonly onAgain: () => void
  /** Asks again with a password. */
  readonly onUnlock: (password: string) => void
}

export function EvidenceFailure({ failure, file, onAgain, onUnlock }: Props) {
  const { library } = useApp()
  const source = useLibrary((state) => state.sources?.find(({ path }) => file === path || file.startsWith(`${path}/`) || file.startsWith(`${path}\\`)))
  if (failure.code === 'file-changed' && source) {
    return (
      <FailureNote
        failure={failure}
        action={
          <button type="button" onClick={() => library.check(source.id)}>
            {say('library.check')}
          </button>
        }
      />
    )
  }
  if (failure.code === 'file-encrypted' || failure.code === 'password-wrong') {
    return <UnlockForm label={say('ask.locked', { file: baseName(file) })} wrong={failure.code === 'password-wrong'} onUnlock={onUnlock} />
  }
  if (errors[failure.code].retry === 'never') return <FailureNote failure={failure} />
  return <FailureNote failure={failure} onAgain={onAgain} />
}
