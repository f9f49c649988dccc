/** Dropped files being copied in, in browser mode. */
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { formatBytes } from './format.ts'
import './run-card.css'

export function UploadCard() {
  const { intake } = useApp()
  const uploading = useStore(intake.store, (state) => state.uploading)
  if (!uploading) return null
  const { name, files, filesDone, bytes, bytesDone } = uploading
  return (
    <section className="upload-card" aria-label={say('library.upload')}>
      <p className="figures">{say('library.uploading', { name, done: filesDone, files, sent: formatBytes(bytesDone), size: formatBytes(bytes) })}</p>
      <button type="button" onClick={() => intake.stopUpload()}>
        {say('library.stop-upload')}
      </button>
      <progress aria-label={say('library.upload')} max={Math.max(1, bytes)} value={bytesDone} />
    </section>
  )
}
