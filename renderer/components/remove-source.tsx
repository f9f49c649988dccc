/** Asks before a source is removed: what goes, what becomes of what quotes from it, and which adapters it makes stale. */
import { useCallback, useState } from 'react'
import type { SourceQuoting, SourceStatus } from '../../core/types/library.ts'
import { quotingLines } from '../../core/words/quoting.ts'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { Dialog } from './dialog.tsx'
import { baseName } from './format.ts'
import { shownName } from './inert-characters.ts'
import { useCall } from './use-call.ts'
import './remove-source.css'

type Fate = 'keep' | 'erase'

interface FateProps {
  readonly lines: readonly string[]
  readonly chosen: Fate
  readonly onChoose: (fate: Fate) => void
}

function FateOfQuotes({ lines, chosen, onChoose }: FateProps) {
  return (
    <fieldset className="quoting">
      <legend>{say('library.quoting')}</legend>
      <ul className="quoting-lines figures">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <label>
        <input type="radio" name="quoting" checked={chosen === 'keep'} onChange={() => onChoose('keep')} />
        {say('library.quoting-keep')}
      </label>
      <label>
        <input type="radio" name="quoting" checked={chosen === 'erase'} onChange={() => onChoose('erase')} />
        {say('library.quoting-erase')}
        <span className="quoting-hint">{say('library.quoting-erase-hint')}</span>
      </label>
    </fieldset>
  )
}

function Quoting({ quoting, chosen, onChoose }: Omit<FateProps, 'lines'> & { readonly quoting: SourceQuoting }) {
  const lines = quotingLines(quoting)
  const { adapters } = quoting
  return (
    <>
      {lines.length > 0 ? <FateOfQuotes lines={lines} chosen={chosen} onChoose={onChoose} /> : null}
      {adapters.length > 0 ? <p className="quoting-note">{say('library.quoting-adapters', { names: adapters.map(shownName).join(', ') })}</p> : null}
    </>
  )
}

export function RemoveSource({ source, onClose }: { readonly source: SourceStatus; readonly onClose: () => void }) {
  const { client, library } = useApp()
  const [fate, setFate] = useState<Fate>('keep')
  const call = useCallback((signal: AbortSignal) => client.library.quoting({ sourceId: source.id }, { signal }), [client, source.id])
  const quoting = useCall(call)
  const remove = () => {
    onClose()
    void library.remove(source.id, fate)
  }
  return (
    <Dialog title={say('library.remove-title', { name: shownName(baseName(source.path)) })} onClose={onClose}>
      <p>{say('library.remove-cost', { passages: source.passages, files: source.counts.scanned })}</p>
      {quoting.state === 'done' ? <Quoting quoting={quoting.value} chosen={fate} onChoose={setFate} /> : null}
      {quoting.state === 'failed' ? (
        <p className="quoting-note" role="alert">
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
