/** What the last action on the library could not do, until it is put away or another action begins. */
import { X } from 'lucide-react'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { FailureNote } from '../components/failure-note.tsx'
import { shownName } from '../components/inert-characters.ts'
import { adviceFor } from '../components/outcome-tag.tsx'
import { useApp } from '../state/app.ts'

export function Notices() {
  const { library } = useApp()
  const { actionFailure, refused } = useStore(library.store)
  return (
    <>
      {actionFailure ? <FailureNote failure={actionFailure} onDismiss={() => library.dismiss()} /> : null}
      {refused.length > 0 ? (
        <section className="refused" role="alert">
          <h2>{say('library.refused', { count: refused.length })}</h2>
          <button type="button" className="bare square" aria-label={say('shell.dismiss')} onClick={() => library.dismiss()}>
            <X className="icon" aria-hidden />
          </button>
          <ul>
            {refused.map(({ path, code }) => (
              <li key={path}>
                <span className="mono">{shownName(path)}</span> {adviceFor(code, path)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
