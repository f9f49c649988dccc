/** An engine on real files, SQLite and LanceDB, with the models and the parsers replaced by fakes. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { answerQuestion } from '../../core/ask/answer-question.ts'
import { listPage } from '../../core/ask/catalogue/answer-by-list.ts'
import { prepare } from '../../core/ask/prepare.ts'
import { search } from '../../core/ask/search.ts'
import { compare } from '../../core/ask/summarise/compare.ts'
import { summarise } from '../../core/ask/summarise/summarise.ts'
import { askWording } from '../../core/engine/ask-wording.ts'
import { createKeeper } from '../../core/engine/conversations/keeper.ts'
import { createDrafts } from '../../core/engine/data-sets/drafts.ts'
import { createEngine, type EngineRouter } from '../../core/engine/engine.ts'
import { heldOutOf } from '../../core/engine/experiments/held-out.ts'
import { createExperiments } from '../../core/engine/experiments/jobs.ts'
import type { EnginePorts } from '../../core/engine/ports.ts'
import { createPulls } from '../../core/engine/pulls.ts'
import { createToldAdapters } from '../../core/engine/tune/told-adapters.ts'
import { createTrainings } from '../../core/engine/tune/trainings.ts'
import { createFolders } from '../../host/folders.ts'
import { profilePlaces } from '../../host/paths.ts'
import { createUploads } from '../../host/uploads.ts'
import { suggestions } from '../../models/catalogue.ts'
import { quotesOnly } from './chat-models.ts'
import { openLibrary, type TestLibrary } from './library.ts'
import { noAdapterFiles, noTrainer, noTraining } from './no-training.ts'

export interface TestEngine {
  readonly router: EngineRouter
  readonly library: TestLibrary
  /** Milliseconds added to the clock. */
  later(ms: number): void
  close(): Promise<void>
}

/** `root` holds the data folder and is home; `changes` replace ports. */
export async function openTestEngine(root: string, { undoMs, ...changes }: Partial<EnginePorts> & { readonly undoMs?: number } = {}): Promise<TestEngine> {
  const { data, database, index, uploads, logs } = profilePlaces(join(root, 'data'))
  await mkdir(data, { recursive: true })
  const library = await openLibrary(data)
  let skipped = 0
  let ids = 0
  const clock = { now: () => Date.now(), elapsed: () => performance.now() + skipped }
  const random = { id: () => `id-${ids++}` }
  const { stores, embedder } = library
  const asked = { index: library.index, passages: stores.passages, files: stores.files, embedder, clock, random, wording: askWording }
  const keeper = await createKeeper({ ...stores, clock, log: library.log }, undoMs)
  const experimentJobs = createExperiments({
    experiments: stores.experiments,
    committed: () => stores.committed(),
    models: changes.models ?? quotesOnly,
    ask: asked,
    hiddenText: () => 'leave-out',
    library: stores.passages,
    heldOut: heldOutOf({ ...stores, adapters: async () => [] }),
    random,
    log: library.log,
  })
  const drafts = createDrafts({
    ...stores,
    models: changes.models ?? quotesOnly,
    find: (question, k, scope, signal) => search(question, { k, mode: 'hybrid', scope }, asked, signal),
    clock,
    random,
    log: library.log,
  })
  const trainings = createTrainings({ trainings: stores.trainings, steps: noTraining, committed: () => stores.committed(), clock, log: library.log })
  let locked = false
  const router = createEngine({
    ...stores,
    index: library.index,
    embedder,
    tokenizer: library.tokenizer,
    disk: library.disk,
    parser: library.parser,
    contentHash: library.contentHash,
    runs: library.runs,
    recognition: library.recognition,
    keeper,
    trainer: noTrainer,
    trainings,
    adapters: createToldAdapters(stores.adapters),
    adapterFiles: noAdapterFiles,
    log: library.log,
    clock,
    random,
    about: {
      version: '1.2.3',
      platform: 'linux',
      folders: {
        data,
        database,
        index,
        uploads,
        logs,
      },
      embedding: {
        model: embedder.model,
        revision: embedder.revision,
        dimensions: embedder.dimensions,
        maxTokens: embedder.maxTokens,
      },
      recognitionLanguages: { installed: ['eng'], usual: ['eng'] },
    },
    pictures: {
      draw: async () => ({
        png: new Uint8Array([137, 80, 78, 71]),
        width: 595,
        height: 842,
        pages: 3,
        quoteRects: [],
      }),
    },
    network: {
      request: async () => Promise.reject(new Error('no network in tests')),
      delegate: () => {
        throw new Error('no network in tests')
      },
      get locked() {
        return locked
      },
      lock(value) {
        locked = value
      },
    },
    allowedHosts: () => ['127.0.0.1:11434'],
    find: (request, signal) => search(request.query, request, asked, signal),
    prepare: (signal) => prepare(asked, signal),
    ask: ({ question, ...options }, signal) => answerQuestion(question, { ...options, model: null }, asked, signal),
    list: ({ hiddenText, ...page }, signal) => listPage(page, { hidden: hiddenText === 'use' }, asked, signal),
    summarise: (request, signal) => summarise({ ...request, model: null }, asked, signal),
    compare: (request, signal) => compare({ ...request, model: null }, asked, signal),
    models: quotesOnly,
    drafts,
    pulls: createPulls({ models: quotesOnly, clock, random, log: library.log }),
    experimentJobs,
    suggestions: () => ({ memory: 8_000_000_000, suggestions: suggestions(8_000_000_000) }),
    folders: createFolders(root),
    uploads: createUploads(uploads),
    samples: join(root, 'samples'),
    locales: ['en_GB.UTF-8'],
    ...changes,
  })
  return {
    router,
    library,
    later(ms) {
      skipped += ms
    },
    async close() {
      await experimentJobs.close()
      await drafts.close()
      await keeper.close()
      await library.close()
    },
  }
}
