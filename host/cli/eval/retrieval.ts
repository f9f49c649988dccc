/** `alcove eval retrieval DIR` */
import { basename, resolve } from 'node:path'
import { Command } from '@commander-js/extra-typings'
import { search } from '../../../core/ask/search.ts'
import { because } from '../../../core/errors.ts'
import { type RetrievalMetrics, retrievalMetrics } from '../../../core/evaluate/retrieval-metrics.ts'
import { chunkerVersion } from '../../../core/ingest/chunk.ts'
import { openStores } from '../../../core/store/open-stores.ts'
import type { SearchMode } from '../../../core/types/answer.ts'
import { say } from '../../../core/words/words.ts'
import { createEmbedder } from '../../../models/embedder.ts'
import { loadTokenizer } from '../../../models/tokenizer.ts'
import { systemClock } from '../../clock-and-random.ts'
import { createLog } from '../../log.ts'
import { profilePlaces } from '../../paths.ts'
import { embeddingWorkers } from '../../processes/embedding-workers.ts'
import { createForkSpawner } from '../../processes/fork-spawner.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { evalDataOption, jsonOption, kOption, modeOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { type CorpusPorts, indexCorpus } from './index-corpus.ts'
import { metricLines } from './metric-lines.ts'
import { percentile } from './percentile.ts'
import { readCorpus, readJudgments, readQueries } from './read-set.ts'
import { inThrowAwayFolder } from './throw-away.ts'

interface Measured {
  readonly set: string
  readonly mode: SearchMode
  readonly passages: number
  readonly queries: number
  readonly metrics: RetrievalMetrics
  readonly timings: { readonly queryMsP50: number; readonly queryMsP95: number; readonly passagesPerSecond: number }
}

export function evalRetrievalCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  return new Command('retrieval')
    .description(say('command-line.eval.retrieval.about'))
    .argument('<dir>', say('command-line.eval.folder'))
    .addOption(kOption(100))
    .addOption(modeOption())
    .addOption(evalDataOption())
    .addOption(jsonOption())
    .action((folder, options) =>
      runCommand(surroundings, outcome, { json: options.json, throwAway: true }, async () => {
        const measured = await inThrowAwayFolder(options.data, surroundings.environment, (data) =>
          withParts(data, surroundings, (parts) => measure(resolve(folder), options, parts, surroundings)),
        )
        if (options.json) terminal.result(JSON.stringify(measured))
        else {
          terminal.result(say('command-line.eval.set', { set: measured.set, mode: measured.mode, passages: measured.passages, queries: measured.queries }))
          for (const line of metricLines(measured.metrics)) terminal.result(line)
        }
        return exitCodes.success
      }),
    )
}

async function measure(
  folder: string,
  { k, mode }: { readonly k: number; readonly mode: SearchMode },
  parts: CorpusPorts,
  { terminal, signal }: Surroundings,
): Promise<Measured> {
  const [corpus, queries, judgments] = [await readCorpus(folder), await readQueries(folder), await readJudgments(folder)]
  const judged = queries.filter(({ id }) => judgments.has(id))
  const progress = (what: string, done: number, total: number) => terminal.progress(say('command-line.eval.progress', { what, done, total }))

  const started = performance.now()
  const { index, lines } = await indexCorpus(corpus, folder, parts, (done) => progress(say('command-line.eval.embedding'), done, corpus.length), signal)
  const seconds = (performance.now() - started) / 1000

  const { files, passages } = parts.stores
  const ports = { index, passages, files, embedder: parts.embedder, clock: systemClock }
  const times: number[] = []
  const rankings = []
  for (const [at, query] of judged.entries()) {
    // a passage that is left out of the ranking must not push another off its end
    const { results, timings } = await search(query.text, { k: k + query.ignore.length, mode, scope: {} }, ports, signal)
    times.push(timings['total'] ?? 0)
    rankings.push({ ranking: results.map(({ documentId }) => lines.get(documentId) ?? ''), gains: judgments.get(query.id) ?? new Map(), ignore: query.ignore })
    progress(say('command-line.eval.questions'), at + 1, judged.length)
  }
  const metrics = retrievalMetrics(rankings)
  if (metrics === null) throw because('set-invalid', 'no-judgment')
  const timings = { queryMsP50: percentile(times, 0.5), queryMsP95: percentile(times, 0.95), passagesPerSecond: lines.size / seconds }
  return { set: basename(folder), mode, passages: corpus.length, queries: judged.length, metrics, timings }
}

/** The product's own parts, without files and runs: a corpus has passages already. */
async function withParts<T>(data: string, { environment, program }: Surroundings, work: (parts: CorpusPorts) => Promise<T>): Promise<T> {
  const places = profilePlaces(data)
  const spawner = createForkSpawner({ distFolder: program.dist, environment: environment.all })
  const tokenizer = loadTokenizer(program.model)
  const log = createLog(places.logs, systemClock.now)
  const embedder = createEmbedder({ modelFolder: program.model, tokenizer, startWorker: embeddingWorkers(spawner, program.model), log })
  const { model, revision, dimensions } = embedder
  const stores = openStores(places.database)
  const { openPassageIndex } = await import('../../../core/store/passage-index.ts')
  const index = await openPassageIndex({ folder: places.index, chunkerVersion, model, revision, dimensions })
  try {
    return await work({ stores, index, embedder, tokenizer })
  } finally {
    await embedder.close()
    await index.close()
    stores.close()
  }
}
