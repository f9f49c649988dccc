/** `alcove eval files DIR`: the whole line on real files, in a throw-away profile. */
import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { Command } from '@commander-js/extra-typings'
import { AlcoveError, because } from '../../../core/errors.ts'
import { type JudgedRanking, type RetrievalMetrics, retrievalMetrics } from '../../../core/evaluate/retrieval-metrics.ts'
import type { Found, Scope } from '../../../core/types/answer.ts'
import type { OutcomeCounts } from '../../../core/types/outcome.ts'
import { say } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { followRun } from '../follow-run.ts'
import { evalDataOption, jsonOption } from '../options.ts'
import { countsLine } from '../outcome-words.ts'
import type { Surroundings } from '../surroundings.ts'
import { withEngine } from '../with-engine.ts'
import { metricLines } from './metric-lines.ts'
import { percentile } from './percentile.ts'
import { type QueryLine, readQueries } from './read-set.ts'
import { inThrowAwayFolder } from './throw-away.ts'

interface Measured {
  readonly set: string
  readonly files: number
  readonly queries: number
  readonly all: { readonly metrics: RetrievalMetrics }
  readonly within: { readonly metrics: RetrievalMetrics }
  readonly outcomes: OutcomeCounts
  readonly timings: { readonly queryMsP50: number; readonly queryMsP95: number; readonly passagesPerSecond: number; readonly indexSeconds: number }
}

/** Passages asked for, so that at least 100 different pages come. */
const depth = 400

type Judged = QueryLine & { readonly file: string; readonly pages: readonly number[] }

export function evalFilesCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  return new Command('files')
    .description(say('command-line.eval.files.about'))
    .argument('<dir>', say('command-line.eval.folder'))
    .addOption(evalDataOption())
    .addOption(jsonOption())
    .action((folder, options) =>
      runCommand(surroundings, outcome, { json: options.json, throwAway: true }, async () => {
        const measured = await inThrowAwayFolder(options.data, surroundings.environment, (data) =>
          withEngine(surroundings, { data }, (client) => measure(resolve(folder), client, surroundings)),
        )
        if (options.json) terminal.result(JSON.stringify(measured))
        else {
          terminal.result(`${measured.set}: ${countsLine(measured.outcomes)}`)
          terminal.result(say('command-line.eval.all'))
          for (const line of metricLines(measured.all.metrics)) terminal.result(line)
          terminal.result(say('command-line.eval.within'))
          for (const line of metricLines(measured.within.metrics)) terminal.result(line)
        }
        return exitCodes.success
      }),
    )
}

async function measure(folder: string, client: Client, { terminal, signal }: Surroundings): Promise<Measured> {
  const queries = await readQueries(folder)
  const judged = queries.filter((query): query is Judged => typeof query.file === 'string' && (query.pages?.length ?? 0) > 0)
  const files = await realpath(documentsOf(folder))
  const { runId } = await client.library.add({ paths: [files] }, { signal })
  if (runId === null) throw new AlcoveError('path-unreadable', { path: files })
  const report = await followRun(client, runId, terminal, signal)

  const times: number[] = []
  const rank = async (query: Judged, scope: Scope): Promise<JudgedRanking> => {
    const { results, timings } = await client.search.find({ query: query.text, k: depth, mode: 'hybrid', scope }, { signal })
    times.push(timings['total'] ?? 0)
    const gains = new Map(query.pages.map((page) => [pageId(query.file, page), 1]))
    return { ranking: results.flatMap((found) => pageOf(found, files)), gains }
  }
  const all: JudgedRanking[] = []
  const within: JudgedRanking[] = []
  for (const query of judged) {
    all.push(await rank(query, {}))
    within.push(await rank(query, { paths: [join(files, query.file)] }))
    terminal.progress(say('command-line.eval.progress', { what: say('command-line.eval.questions'), done: all.length, total: judged.length }))
  }
  return {
    set: basename(folder),
    files: report.counts.scanned,
    queries: judged.length,
    all: { metrics: metricsOf(all) },
    within: { metrics: metricsOf(within) },
    outcomes: report.counts,
    timings: {
      queryMsP50: percentile(times, 0.5),
      queryMsP95: percentile(times, 0.95),
      passagesPerSecond: report.passages / (report.ms / 1000),
      indexSeconds: report.ms / 1000,
    },
  }
}

function documentsOf(folder: string): string {
  const found = ['pdfs', 'files'].map((name) => join(folder, name)).find((path) => existsSync(path))
  if (found === undefined) throw because('set-invalid', 'neither', { first: 'pdfs', second: 'files' })
  return found
}

/** A passage counts as its page; a file without pages counts as page 1. */
function pageOf({ file, anchor }: Found, folder: string): string {
  return pageId(relative(folder, file).split(sep).join('/'), anchor.kind === 'page' ? anchor.page : 1)
}

function pageId(file: string, page: number): string {
  return `${file}#p${page}`
}

function metricsOf(rankings: readonly JudgedRanking[]): RetrievalMetrics {
  const metrics = retrievalMetrics(rankings)
  if (metrics === null) throw because('set-invalid', 'no-page')
  return metrics
}
