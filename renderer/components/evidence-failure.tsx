/** The document cannot be shown: says why, and does what helps. The quote above it stays readable. */
import { errors } from '../../core/errors.ts'
import { say } from '../../core/words/words.ts'
import type { Failure } from '../client/failure.ts'
import { useApp, useLibrary } from '../state/app.ts'
import { FailureNote } from './failure-note.tsx'

interface Props {
  readonly failure: Failure
  readonly file: string
  readonly onAgain: () => void
}

export function EvidenceFailure({ failure, file, onAgain }: Props) {
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
  if (errors[failure.code].retry === 'never') return <FailureNote failure={failure} />
  return (
    <FailureNote
      failure={failure}
      action={
        <button type="button" onClick={onAgain}>
          {say('shell.try-again')}
        </button>
      }
    />
  )
}
