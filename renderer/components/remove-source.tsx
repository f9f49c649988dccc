/** Asks before a source is removed: what goes, and what becomes of stored answers that quote from it. */
import { useCallback, useState } from 'react'
import type { SourceStatus } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { Dialog } from './dialog.tsx'
import { baseName } from './format.ts'
import { shownName } from './inert-characters.ts'
import { useCall } from './use-call.ts'
import './remove-source.css'

type Fate = 'keep' | 'erase'

interface FateProps {
  readonly answers: number
  readonly conversations: number
  readonly chosen: Fate
  readonly onChoose: (fate: Fate) => void
}

function FateOfAnswers({ answers, conversations, chosen, onChoose }: FateProps) {
  return (
    <fieldset className="quoting">
      <legend>{say('library.quoting', { answers, conversations })}</legend>
      <label>
        <input type="radio" name="quoting" checked={chosen === 'keep'} onChange={() => onChoose('keep')} />
        {say('library.quoting-keep', { answers })}
      </label>
      <label>
        <input type="radio" name="quoting" checked={chosen === 'erase'} onChange={() => onChoose('erase')} />
        {say('library.quoting-erase', { answers })}
        <span className="quoting-hint">{say('library.quoting-erase-hint')}</span>
      </label>
    </fieldset>
  )
}

export function RemoveSource({ source, onClose }: { readonly source: SourceStatus; readonly onClose: () => void }) {
  const { client, library } = useApp()
  const [fate, setFate] = useState<Fate>('keep')
  const call = useCallback((signal: AbortSignal) => client.conversations.quoting({ sourceId: source.id }, { signal }), [client, source.id])
  const quoting = useCall(call)
  const remove = () => {
    onClose()
    void library.remove(source.id, fate)
  }
  return (
    <Dialog title={say('library.remove-title', { name: shownName(baseName(source.path)) })} onClose={onClose}>
      <p>{say('library.remove-cost', { passages: source.passages, files: source.counts.scanned })}</p>
      {quoting.state === 'done' && quoting.value.answers > 0 ? <FateOfAnswers {...quoting.value} chosen={fate} onChoose={setFate} /> : null}
      {quoting.state === 'failed' ? (
        <p className="quoting-failed" role="alert">
          {say('library.quoting-failed')}
        </p>
      ) : null}
      <div className="actions">
        <button type="button" onClick={onClose}>
          {say('library.remove-not')}
        </button>
        <button type="button" className="danger" disabled={quoting.state === 'working'} onClick={remove}>
          {say(fate === 'erase' ? 'library.remove-erase' : 'library.remove')}
        </button>
      </div>
    </Dialog>
  )
}
