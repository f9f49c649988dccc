/** Browser mode's own folder dialog: the engine lists what is on its disk, and names it by pick. */
import { CornerLeftUp, File, Folder } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { Dialog } from './dialog.tsx'
import { FailureNote } from './failure-note.tsx'
import { baseName, formatBytes } from './format.ts'
import { useCall } from './use-call.ts'
import './folder-picker.css'
import { shownName } from './inert-characters.ts'

function Picker() {
  const { client, intake } = useApp()
  const [pick, setPick] = useState<string | null>(null)
  const call = useCallback((signal: AbortSignal) => client.picks.browse(pick === null ? {} : { pick }, { signal }), [client, pick])
  const result = useCall(call)
  const listing = result.state === 'done' ? result.value : null
  const parent = listing?.parent ?? null
  return (
    <Dialog title={say('library.picker-title')} className="folder-picker" onClose={() => intake.browsed(null)}>
      <div className="folder-path">
        <button type="button" className="bare square" aria-label={say('library.picker-up')} disabled={parent === null} onClick={() => setPick(parent)}>
          <CornerLeftUp className="icon" aria-hidden />
        </button>
        <p className="mono" role="status">
          {listing?.path ?? say('library.picker-loading')}
        </p>
      </div>
      {result.state === 'failed' ? (
        <FailureNote
          failure={result.failure}
          action={
            <button type="button" onClick={() => setPick(null)}>
              {say('library.picker-home')}
            </button>
          }
        />
      ) : null}
      <ul className="folder-entries" aria-busy={result.state === 'working'}>
        {listing?.entries.map((entry) => (
          <li key={entry.pick}>
            {entry.kind === 'folder' ? (
              <button type="button" className="bare" onClick={() => setPick(entry.pick)}>
                <Folder className="icon" aria-hidden />
                <bdi>{shownName(entry.name)}</bdi>
              </button>
            ) : (
              <button
                type="button"
                className="bare"
                aria-label={say('library.picker-add-file', { name: entry.name })}
                onClick={() => intake.browsed(entry.pick)}
              >
                <File className="icon" aria-hidden />
                <bdi>{shownName(entry.name)}</bdi>
                {entry.size === null ? null : <span className="quiet figures">{formatBytes(entry.size)}</span>}
              </button>
            )}
          </li>
        ))}
        {listing?.entries.length === 0 ? <li className="quiet">{say('library.picker-empty')}</li> : null}
      </ul>
      <div className="actions">
        <button type="button" onClick={() => intake.browsed(null)}>
          {say('shell.cancel')}
        </button>
        <button type="button" className="loud" disabled={!listing} onClick={() => listing && intake.browsed(listing.pick)}>
          {listing ? say('library.picker-choose', { name: baseName(listing.path) }) : say('library.picker-choose-this')}
        </button>
      </div>
    </Dialog>
  )
}

export function FolderPicker() {
  const { intake } = useApp()
  const browsing = useStore(intake.store, (state) => state.browsing)
  return browsing ? <Picker /> : null
}
