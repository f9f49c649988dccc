/** The results as a file (web page, Markdown, JSON), or printed. */
import { FileDown, Printer } from 'lucide-react'
import { type ReportFormat, reportFormats } from '../../../core/types/experiment.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { type App, useApp, useExperimentsWork } from '../../state/app.ts'
import { saveFile } from '../save-file.ts'

const words: Readonly<Record<ReportFormat, WordsKey>> = {
  html: 'compare.report-html',
  markdown: 'compare.report-markdown',
  json: 'compare.report-json',
}

async function saveReport({ experiments, history }: App, id: string, format: ReportFormat): Promise<void> {
  const report = await experiments.report(id, format)
  if (!report) return
  saveFile(report.fileName, report.content)
  history.tell(say('conversations.exported', { name: report.fileName }))
}

export function ReportActions({ id }: { readonly id: string }) {
  const app = useApp()
  const busy = useExperimentsWork((state) => state.busy.has(id))
  return (
    <div className="compare-report" role="group" aria-label={say('compare.report')}>
      <FileDown className="icon" aria-hidden />
      <span>{say('compare.report')}</span>
      {reportFormats.map((format) => (
        <button key={format} type="button" className="bare" disabled={busy} onClick={() => void saveReport(app, id, format)}>
          {say(words[format])}
        </button>
      ))}
      <button type="button" className="bare" onClick={() => window.print()}>
        <Printer className="icon" aria-hidden />
        {say('compare.print')}
      </button>
    </div>
  )
}
