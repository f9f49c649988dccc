/** An experiment as a file for people or programs. */

import { fileNameOf } from '../../chat/export/exported.ts'
import type { AdviceQuestions, ReportFormat } from '../../types/experiment.ts'
import type { Experiments } from './experiments.ts'

interface ReportRequest {
  readonly id: string
  readonly format: ReportFormat
  readonly questions?: AdviceQuestions | undefined
}

export async function writeReport(
  { id, format, questions }: ReportRequest,
  jobs: Experiments,
  now: number,
): Promise<{ readonly fileName: string; readonly mediaType: string; readonly content: Blob }> {
  const results = await jobs.results(id)
  const content = new Blob([
    `${JSON.stringify({ results, advice: questions === undefined ? null : await jobs.advise(id, questions), at: new Date(now).toISOString() }, null, 2)}\n`,
  ])
  return { fileName: fileNameOf(results.experiment.name, format), mediaType: 'application/json', content }
}
