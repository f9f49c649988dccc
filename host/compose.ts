/** The one composition root: builds everything in order, hands it over, and takes it apart in the opposite order. */
import { realpath } from 'node:fs/promises'
import { ask } from '../core/ask/ask.ts'
import { search } from '../core/ask/search.ts'
import { createEngine, type EngineRouter } from '../core/engine/engine.ts'
import type { EnginePorts } from '../core/engine/ports.ts'
import { recover } from '../core/engine/recover.ts'
import { createWork } from '../core/engine/work.ts'
import { AlcoveError } from '../core/errors.ts'
import { chunkerVersion } from '../core/ingest/chunk.ts'
import { acquireDataLock } from '../core/store/data-lock.ts'
import { openStores } from '../core/store/open-stores.ts'
import { openPassageIndex } from '../core/store/passage-index.ts'
import { usualLanguages } from '../core/text/recognition-languages.ts'
import { createEmbedder } from '../models/embedder.ts'
import { createOllama } from '../models/ollama.ts'
import { loadTokenizer } from '../models/tokenizer.ts'
import { systemClock, systemRandom } from './clock-and-random.ts'
import type { EngineOptions } from './compose-options.ts'
import { contentHash } from './files/content-hash.ts'
import { createDiskFiles } from './files/disk-files.ts'
import { createFolders } from './folders.ts'
import { createLog } from './log.ts'
import { makeFolder } from './make-folder.ts'
import { createGate } from './network.ts'
import { type ProfilePlaces, profilePlaces } from './paths.ts'
import { createPhases } from './phases.ts'
import { embeddingWorkers } from './processes/embedding-workers.ts'
import { createIndexKeeper } from './processes/keep-index.ts'
import { createParserPool } from './processes/parser-pool.ts'
import { recognitionLanguages } from './recognition-languages.ts'
import { createUploads } from './uploads.ts'

export interface Composed {
  readonly router: EngineRouter
  readonly profile: ProfilePlaces
  /** Stops what is under way, keeping what was done, ends every child and lets go of the data folder. */
  close(): Promise<void>
}

/** Throws `data-folder-busy`, `data-folder-unusable`, `data-folder-newer`, `disk-full` or `model-broken`, and then holds nothing. */
export async function composeEngine(options: EngineOptions): Promise<Composed> {
  const profile = profilePlaces(await madeFolder(options.dataFolder))
  const opened: (() => void | Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end()
  }
  try {
    const ports = await openPorts(options, profile, (end) => opened.push(end))
    ports.log.info('engine-started', { version: options.version, platform: options.environment.platform })
    return { router: createEngine(ports), profile, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** BCP 47, as the system was set up. */
const systemLanguage = new Intl.DateTimeFormat().resolvedOptions().locale

/** `atClose` takes what ends a part; the last opened is ended first. */
async function openPorts(
  { program, version, environment, spawner }: EngineOptions,
  profile: ProfilePlaces,
  atClose: (end: () => void | Promise<void>) => void,
): Promise<EnginePorts> {
  const lock = acquireDataLock(profile.data)
  atClose(() => lock.release())
  const log = createLog(profile.logs, systemClock.now)
  const shared = { clock: systemClock, random: systemRandom, log }

  const stores = openStores(profile.database)
  atClose(() => stores.close())
  const tokenizer = loadTokenizer(program.model)
  const embedder = createEmbedder({ modelFolder: program.model, tokenizer, startWorker: embeddingWorkers(spawner, program.model), log })
  atClose(() => embedder.close())
  const { model, revision, dimensions, maxTokens } = embedder
  const phases = environment.logPhases ? createPhases(log) : null
  const keeper = createIndexKeeper(spawner)
  atClose(() => keeper.close())
  const index = await openPassageIndex({
    folder: profile.index,
    chunkerVersion,
    model,
    revision,
    dimensions,
    foldApart: keeper.fold,
    ...(phases === null ? {} : { folding: phases.folding }),
  })
  atClose(() => index.close())

  const disk = createDiskFiles()
  const installed = recognitionLanguages()
  const parser = createParserPool({ spawner, languages: installed })
  atClose(() => parser.close())
  const network = createGate({ entries: stores.networkLog, clock: systemClock, log, ollamaAddress: () => stores.settings.read().ollamaAddress })
  const ollama = createOllama({ network, address: () => stores.settings.read().ollamaAddress })
  const line = { stores, index, parser, embedder }
  const work = createWork({ ...shared, ...(phases?.line(line) ?? line), disk, contentHash, tokenizer, recognizer: parser, systemLanguage })
  atClose(() => work.close())
  const recovered = await recover({ stores, index, parser })
  log.info('recovered', { words: recovered.words, vectors: recovered.vectors, removed: recovered.removed, waiting: recovered.sourceIds.length })
  const uploads = createUploads(profile.uploads)
  await uploads.sweep(stores.sources.all().map(({ path }) => path))

  const askPorts = { ...shared, index, passages: stores.passages, files: stores.files, embedder }
  const { data, database, index: indexFolder, uploads: uploadFolder, logs } = profile
  return {
    ...shared,
    ...stores,
    about: {
      version,
      platform: environment.platform,
      folders: { data, database, index: indexFolder, uploads: uploadFolder, logs },
      embedding: { model, revision, dimensions, maxTokens },
      recognitionLanguages: { installed, usual: usualLanguages(installed, systemLanguage) },
    },
    index,
    disk,
    parser,
    pictures: parser,
    network,
    allowedHosts: () => network.allowedHosts(),
    runs: work.runs,
    recognition: work.recognition,
    find: (request, signal) => search(request.query, request, askPorts, signal),
    ask: ({ question, scope, model: name, hiddenText }, signal) =>
      ask(question, { scope, model: name === null ? null : ollama.chatModel(name), hiddenText }, askPorts, signal),
    ollama: (signal) => ollama.state(signal),
    folders: createFolders(environment.home),
    uploads,
    samples: program.samples,
    contentHash,
  }
}

/** The folder, made where it is missing, links resolved. */
async function madeFolder(folder: string): Promise<string> {
  try {
    await makeFolder(folder)
    return await realpath(folder)
  } catch (error) {
    throw new AlcoveError('data-folder-unusable', { path: folder }, error)
  }
}
