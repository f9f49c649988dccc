/** What Alcove reads: the run under way, the sources, and every file with its outcome. */
import { FilePlus, FolderPlus } from 'lucide-react'
import { useRef } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { FailureNote } from '../components/failure-note.tsx'
import { FileTable } from '../components/file-table.tsx'
import { formatDuration } from '../components/format.ts'
import { recognitionWords } from '../components/recognition-words.ts'
import { incompleteIn } from '../components/report-groups.ts'
import { RunCard } from '../components/run-card.tsx'
import { SourceCard } from '../components/source-card.tsx'
import { UploadCard } from '../components/upload-card.tsx'
import { useReport } from '../components/use-report.ts'
import { useApp } from '../state/app.ts'
import { Notices } from './notices.tsx'
import { ReportView } from './report-view.tsx'
import './library-view.css'

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
  const { layout } = useApp()
  return useStore(layout, (state) => state.report !== null) ? <ReportView /> : <Overview />
}

function Overview() {
  const { library, intake } = useApp()
  const { report } = useReport()
  const { sources, run, failure, recognition } = useStore(library.store)
  const scroller = useRef<HTMLDivElement>(null)
  if (!sources && failure) {
    return (
      <div className="library-failed">
        <h1>{say('library.title')}</h1>
        <FailureNote failure={failure} lead={say('library.failed')} onAgain={() => library.refresh()} />
      </div>
    )
  }
  return (
    <div ref={scroller} className="library" role="group" aria-label={say('library.title')} tabIndex={0} aria-busy={sources === null}>
      <div className="library-column">
        <header className="library-head">
          <h1 id="library-title" tabIndex={-1}>
            {say('library.title')}
          </h1>
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
        {recognition ? <p className="library-report quiet figures">{recognitionWords(recognition)}</p> : null}
        <ul className="sources" aria-label={say('library.sources')}>
          {sources?.map((source) => (
            <SourceCard key={source.id} source={source} incomplete={report ? incompleteIn(report, source.id) : 0} />
          ))}
        </ul>
        <FileTable scroller={scroller} />
      </div>
    </div>
  )
}
