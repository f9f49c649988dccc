/** An experiment as a file for people or programs. */
import { fileNameOf } from '../../../chat/export/exported.ts'
import type { AdviceQuestions, ReportFormat } from '../../../types/experiment.ts'
import { spokenLanguage } from '../../../words/words.ts'
import type { Experiments } from '../experiments.ts'
import { reportBlocks } from './content.ts'
import { reportAsHtml } from './html.ts'
import { reportAsMarkdown } from './markdown.ts'

interface ReportRequest {
  readonly id: string
  readonly format: ReportFormat
  readonly questions?: AdviceQuestions | undefined
}

const kinds = {
  markdown: { ending: 'md', mediaType: 'text/markdown' },
  html: { ending: 'html', mediaType: 'text/html' },
  json: { ending: 'json', mediaType: 'application/json' },
} as const

/** Questions shown to people one by one. */
const mostQuestions = 200

/** Throws `experiment-unknown`. */
export async function writeReport(
  { id, format, questions }: ReportRequest,
  jobs: Experiments,
  now: number,
): Promise<{ readonly fileName: string; readonly mediaType: string; readonly content: Blob }> {
  const results = await jobs.results(id)
  const advice = questions === undefined ? null : await jobs.advise(id, questions)
  const { ending, mediaType } = kinds[format]
  const { name } = results.experiment
  const { rows, total } = await jobs.rows(id, { differing: false, skip: 0, limit: format === 'json' ? Infinity : mostQuestions })
  const text = async () => {
    if (format === 'json')
      return `${JSON.stringify({ format: 'alcove-experiment', version: 1, writtenAt: new Date(now).toISOString(), results, advice, rows }, null, 2)}\n`
    const blocks = reportBlocks({ results, advice, rows, more: total - rows.length, contextTokens: jobs.contextTokens(id) })
    return format === 'markdown' ? reportAsMarkdown(name, blocks) : await reportAsHtml(name, blocks, spokenLanguage())
  }
  return { fileName: fileNameOf(name, ending), mediaType, content: new Blob([await text()], { type: mediaType }) }
}
