/** What was not read, and why: by reason, with what can be done; then what is missing of files that were read. */
import { ArrowLeft, Check } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { LibraryReport, SourceStatus } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import { FailureNote } from '../components/failure-note.tsx'
import { gapWords, KindTag, reasonOf } from '../components/outcome-tag.tsx'
import { ReportGroup } from '../components/report-group.tsx'
import { gapGroups, incompleteIn, outcomeGroups } from '../components/report-groups.ts'
import { SourceSelect } from '../components/source-select.tsx'
import { useReport } from '../components/use-report.ts'
import { useApp, useLibrary } from '../state/app.ts'
import { Notices } from './notices.tsx'
import './report-view.css'

function Nothing({ sources }: { readonly sources: readonly SourceStatus[] }) {
  const files = sources.reduce((sum, { counts }) => sum + counts.indexed + counts.unchanged, 0)
  const pending = sources.reduce((sum, { counts }) => sum + counts.pending, 0)
  if (pending > 0) return <p className="quiet figures">{say('library.report-pending', { files: pending })}</p>
  if (files === 0) return <p className="quiet">{say('library.report-none')}</p>
  return (
    <div className="report-all">
      <Check className="icon" aria-hidden />
      <p>
        <strong>{say('library.report-all')}</strong> {say('library.report-all-count', { files })}
      </p>
    </div>
  )
}

function Groups({
  report,
  sourceId,
  sources,
}: {
  readonly report: LibraryReport
  readonly sourceId: string | null
  readonly sources: readonly SourceStatus[]
}) {
  const notRead = outcomeGroups(report, sourceId)
  const gaps = gapGroups(report, sourceId)
  if (notRead.length === 0 && gaps.length === 0) return <Nothing sources={sources} />
  const count = notRead.reduce((sum, { files }) => sum + files, 0)
  return (
    <>
      <p className="figures" role="status">
        {[
          ...(count > 0 ? [say('library.not-read', { count })] : []),
          ...(gaps.length > 0 ? [say('library.incomplete', { count: incompleteIn(report, sourceId) })] : []),
        ].join(' · ')}
      </p>
      {notRead.length > 0 ? (
        <section className="report-section" aria-labelledby="report-not-read">
          <h2 id="report-not-read">{say('library.report-group')}</h2>
          <ul className="report-groups">
            {notRead.map(({ key, outcome, ...group }) => (
              <ReportGroup key={key} tag={<KindTag kind={outcome.kind} />} words={reasonOf(outcome, '') ?? ''} {...group} />
            ))}
          </ul>
        </section>
      ) : null}
      {gaps.length > 0 ? (
        <section className="report-section" aria-labelledby="report-gaps">
          <h2 id="report-gaps">{say('library.report-gaps')}</h2>
          <ul className="report-groups">
            {gaps.map(({ key, gap, found, ...group }) => (
              <ReportGroup key={key} words={say(gapWords[gap], { found, files: group.files })} {...group} />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

export function ReportView() {
  const { layout } = useApp()
  const wanted = useStore(layout, (state) => state.report?.sourceId ?? null)
  const sources = useLibrary((state) => state.sources) ?? []
  const { report, failure, again } = useReport()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const sourceId = sources.some(({ id }) => id === wanted) ? wanted : null
  const back = () => {
    layout.setState({ report: null })
    // The library is drawn first.
    setTimeout(() => document.getElementById('library-title')?.focus())
  }
  return (
    <div className="library" role="group" aria-label={say('library.report-title')} tabIndex={0} aria-busy={report === null}>
      <div className="library-column">
        <header className="report-head">
          <p>
            <button type="button" className="bare" onClick={back}>
              <ArrowLeft className="icon" aria-hidden />
              {say('library.title')}
            </button>
          </p>
          <h1 ref={title} tabIndex={-1}>
            {say('library.report-title')}
          </h1>
          <SourceSelect sources={sources} chosen={sourceId} onChoose={(id) => layout.setState({ report: { sourceId: id } })} />
        </header>
        <Notices />
        {failure ? <FailureNote failure={failure} lead={say('library.report-failed')} onAgain={again} /> : null}
        {report === null && !failure ? <p className="quiet">{say('library.report-loading')}</p> : null}
        {report ? <Groups report={report} sourceId={sourceId} sources={sourceId === null ? sources : sources.filter(({ id }) => id === sourceId)} /> : null}
      </div>
    </div>
  )
}
