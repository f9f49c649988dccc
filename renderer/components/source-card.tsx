/** One source: what it holds, how fresh it is, what was not read, and what can be done with it. */
import { File, Folder, RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { RunSnapshot, SourceStatus } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import { useApp, useLibrary } from '../state/app.ts'
import { baseName, formatAgo, formatBytes } from './format.ts'
import { shownName } from './inert-characters.ts'
import { NotRead } from './not-read.tsx'
import { RemoveSource } from './remove-source.tsx'
import { useNow } from './use-now.ts'
import './source-card.css'

function freshness(source: SourceStatus, run: RunSnapshot | null, now: number): string {
  const { counts, passages, embedded, checkedAt, state } = source
  const running = run !== null && run.state !== 'paused'
  if (state === 'offline') return say('library.source-offline')
  if (counts.pending > 0) return say(running ? 'library.source-reading' : 'library.source-waiting', { pending: counts.pending, scanned: counts.scanned })
  if (checkedAt === null) return say(running ? 'library.run-scanning' : 'library.source-new')
  if (embedded < passages) return say('library.source-embedding', { left: passages - embedded })
  return say('library.source-fresh', { ago: formatAgo(checkedAt, now) })
}

/** `incomplete`: files that were read with gaps. */
export function SourceCard({ source, incomplete }: { readonly source: SourceStatus; readonly incomplete: number }) {
  const { library } = useApp()
  const run = useLibrary((state) => state.run)
  const [removing, setRemoving] = useState(false)
  const now = useNow()
  const name = shownName(baseName(source.path))
  const Shape = source.kind === 'folder' ? Folder : File
  return (
    <li className="source-card">
      <header>
        <Shape className="icon" aria-hidden />
        <div className="source-title">
          <h2>
            <bdi>{name}</bdi>
          </h2>
          <p className="mono" title={shownName(source.path)}>
            {shownName(source.path)}
          </p>
        </div>
        <div className="source-actions">
          <button type="button" className="bare" aria-label={say('library.check-source', { name })} onClick={() => library.check(source.id)}>
            <RefreshCw className="icon" aria-hidden />
            {say('library.check')}
          </button>
          <button type="button" className="bare" aria-label={say('library.remove-source', { name })} onClick={() => setRemoving(true)}>
            <Trash2 className="icon" aria-hidden />
            {say('library.remove')}
          </button>
        </div>
      </header>
      <p className="source-facts figures">
        {source.counts.scanned === 0 && source.checkedAt === null ? null : (
          <>
            <span>{say('library.count-files', { count: source.counts.scanned })}</span>
            <span>{say('library.count-passages', { count: source.passages })}</span>
            <span>{formatBytes(source.bytes)}</span>
          </>
        )}
        <span className="source-freshness">{freshness(source, run, now)}</span>
      </p>
      <NotRead source={source} incomplete={incomplete} />
      {removing ? <RemoveSource source={source} onClose={() => setRemoving(false)} /> : null}
    </li>
  )
}
