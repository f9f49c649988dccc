/** An empty library: the whole window is the drop zone. One sentence, one button, one link. */
import { FolderPlus } from 'lucide-react'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { FailureNote } from '../components/failure-note.tsx'
import { adviceFor } from '../components/outcome-tag.tsx'
import { UploadCard } from '../components/upload-card.tsx'
import { useApp } from '../state/app.ts'
import './first-minute.css'

export function FirstMinute() {
  const { intake, library } = useApp()
  const { actionFailure, refused } = useStore(library.store)
  const uploading = useStore(intake.store, (state) => state.uploading)
  return (
    <div className="first-minute">
      <div className="first-zone">
        <h1>{say('library.first-title')}</h1>
        <p className="first-sentence">{say('library.first-sentence')}</p>
        {uploading ? (
          <UploadCard />
        ) : (
          <>
            <button type="button" className="loud first-button" onClick={() => intake.chooseFolder()}>
              <FolderPlus className="icon" aria-hidden />
              {say('library.choose-folder')}
            </button>
            <button type="button" className="link" onClick={() => intake.samples()}>
              {say('library.first-samples')}
            </button>
          </>
        )}
        {actionFailure ? <FailureNote failure={actionFailure} onDismiss={() => library.dismiss()} /> : null}
        {refused.map(({ path, code }) => (
          <p key={path} className="first-refused" role="alert">
            {adviceFor(code, path)}
          </p>
        ))}
      </div>
    </div>
  )
}
