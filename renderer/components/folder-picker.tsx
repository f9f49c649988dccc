/** Browser mode's own folder dialog: the engine lists what is on its disk, and names it by pick. */
import { CornerLeftUp, File, Folder } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { Dialog } from './dialog.tsx'
import { FailureNote } from './failure-note.tsx'
import { baseName, formatBytes } from './format.ts'
import { shownName } from './inert-characters.ts'
import { modelTitle } from './model-words.ts'
import { useCall } from './use-call.ts'
import './folder-picker.css'

interface PickerProps {
  readonly title: string
  /** Why it is open, where that is not plain. */
  readonly note?: string | undefined
  /** Only files with one of these endings are chosen. */
  readonly endings?: readonly string[]
  readonly onEnd: (pick: string | null) => void
}

function Picker({ title, note, endings, onEnd }: PickerProps) {
  const { client } = useApp()
  const [pick, setPick] = useState<string | null>(null)
  const call = useCallback((signal: AbortSignal) => client.picks.browse(pick === null ? {} : { pick }, { signal }), [client, pick])
  const result = useCall(call)
  const listing = result.state === 'done' ? result.value : null
  const parent = listing?.parent ?? null
  const entries = listing?.entries.filter(
    ({ name, kind }) => endings === undefined || kind === 'folder' || endings.some((one) => name.toLowerCase().endsWith(one)),
  )
  return (
    <Dialog title={title} className="folder-picker" onClose={() => onEnd(null)}>
      {note === undefined ? null : <p>{note}</p>}
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
        {entries?.map((entry) => (
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
                aria-label={say(endings === undefined ? 'library.picker-add-file' : 'models.file-choose-named', { name: entry.name })}
                onClick={() => onEnd(entry.pick)}
              >
                <File className="icon" aria-hidden />
                <bdi>{shownName(entry.name)}</bdi>
                {entry.size === null ? null : <span className="quiet figures">{formatBytes(entry.size)}</span>}
              </button>
            )}
          </li>
        ))}
        {entries?.length === 0 ? <li className="quiet">{say(endings === undefined ? 'library.picker-empty' : 'models.file-none')}</li> : null}
      </ul>
      <div className="actions">
        <button type="button" onClick={() => onEnd(null)}>
          {say('shell.cancel')}
        </button>
        {endings !== undefined ? null : (
          <button type="button" className="loud" disabled={!listing} onClick={() => listing && onEnd(listing.pick)}>
            {listing ? say('library.picker-choose', { name: baseName(listing.path) }) : say('library.picker-choose-this')}
          </button>
        )}
      </div>
    </Dialog>
  )
}

export function FolderPicker() {
  const { intake } = useApp()
  const browsing = useStore(intake.store, (state) => state.browsing)
  return browsing ? <Picker title={say('library.picker-title')} onEnd={(pick) => void intake.browsed(pick)} /> : null
}

export function ModelFilePicker() {
  const { models } = useApp()
  const picking = useStore(models.store, (state) => state.picking)
  if (!picking) return null
  const { base, dropped } = picking
  return (
    <Picker
      title={base === null ? say('models.file') : say('models.add-adapter-named', { name: modelTitle(base) })}
      note={dropped === null ? undefined : say('models.file-where', { name: shownName(dropped) })}
      endings={base === null ? ['.gguf'] : ['.gguf', '.safetensors']}
      onEnd={(pick) => void models.picked(pick)}
    />
  )
}
