/** What Alcove reads: the run under way, the sources, and every file with its outcome. */
import { FilePlus, FolderPlus, X } from 'lucide-react'
import { useRef } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { FailureNote } from '../components/failure-note.tsx'
import { FileTable } from '../components/file-table.tsx'
import { formatDuration } from '../components/format.ts'
import { adviceFor } from '../components/outcome-tag.tsx'
import { RunCard } from '../components/run-card.tsx'
import { SourceCard } from '../components/source-card.tsx'
import { UploadCard } from '../components/upload-card.tsx'
import { useApp } from '../state/app.ts'
import './library-view.css'

/** What the last action could not do, until it is put away or another action begins. */
function Notices() {
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
                <span className="mono">{path}</span> {adviceFor(code, path)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

function LastReport() {
  const { library } = useApp()
  const report = useStore(library.store, (state) => state.report)
  if (!report) return null
  const { counts, ms, stopped } = report
  return (
    <p className="library-report quiet figures" role="status">
      {say(stopped ? 'library.report-stopped' : 'library.report', {
        indexed: counts.indexed,
        unchanged: counts.unchanged,
        rest: counts.empty + counts.skipped + counts.failed + counts.offline,
        time: formatDuration(ms / 1_000),
      })}
    </p>
  )
}

export function LibraryView() {
  const { library, intake } = useApp()
  const { sources, run, failure } = useStore(library.store)
  const scroller = useRef<HTMLDivElement>(null)
  if (!sources && failure) {
    return (
      <div className="library-failed">
        <h1>{say('library.title')}</h1>
        <FailureNote
          failure={failure}
          lead={say('library.failed')}
          action={
            <button type="button" onClick={() => library.refresh()}>
              {say('shell.try-again')}
            </button>
          }
        />
      </div>
    )
  }
  return (
    <div ref={scroller} className="library" role="group" aria-label={say('library.title')} tabIndex={0} aria-busy={sources === null}>
      <div className="library-column">
        <header className="library-head">
          <h1>{say('library.title')}</h1>
          <button type="button" onClick={() => intake.chooseFiles()}>
            <FilePlus className="icon" aria-hidden />
            {say('library.choose-files')}
          </button>
          <button type="button" className="loud" onClick={() => intake.chooseFolder()}>
            <FolderPlus className="icon" aria-hidden />
            {say('library.choose-folder')}
          </button>
        </header>
        <Notices />
        <UploadCard />
        {run ? <RunCard run={run} /> : <LastReport />}
        <ul className="sources" aria-label={say('library.sources')}>
          {sources?.map((source) => (
            <SourceCard key={source.id} source={source} />
          ))}
        </ul>
        <FileTable scroller={scroller} />
      </div>
    </div>
  )
}
