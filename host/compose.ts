/** The one composition root: builds everything in order, hands it over, and takes it apart in the opposite order. */
import { realpath } from 'node:fs/promises'
import { answerQuestion } from '../core/ask/answer-question.ts'
import { listPage } from '../core/ask/catalogue/answer-by-list.ts'
import { prepare } from '../core/ask/prepare.ts'
import { search } from '../core/ask/search.ts'
import { compare } from '../core/ask/summarise/compare.ts'
import { summarise } from '../core/ask/summarise/summarise.ts'
import { askWording } from '../core/engine/ask-wording.ts'
import { createKeeper } from '../core/engine/conversations/keeper.ts'
import { createDrafts } from '../core/engine/data-sets/drafts.ts'
import { createEngine, type EngineRouter } from '../core/engine/engine.ts'
import { heldOutOf } from '../core/engine/experiments/held-out.ts'
import { createExperiments } from '../core/engine/experiments/jobs.ts'
import { secretName } from '../core/engine/handlers/models.ts'
import type { EnginePorts } from '../core/engine/ports.ts'
import { createPulls } from '../core/engine/pulls.ts'
import { createPulse } from '../core/engine/pulse.ts'
import { recover } from '../core/engine/recover.ts'
import { speakSetting } from '../core/engine/speak-setting.ts'
import { allAdapters, checkNewAdapter } from '../core/engine/tune/adapters.ts'
import { answering } from '../core/engine/tune/may-answer.ts'
import { sweepOllama } from '../core/engine/tune/sweep-ollama.ts'
import { createToldAdapters } from '../core/engine/tune/told-adapters.ts'
import { trainingSteps } from '../core/engine/tune/training-steps.ts'
import { createTrainings } from '../core/engine/tune/trainings.ts'
import { createWork } from '../core/engine/work.ts'
import { AlcoveError } from '../core/errors.ts'
import { chunkerVersion } from '../core/ingest/chunk.ts'
import { acquireDataLock } from '../core/store/data-lock.ts'
import { openStores } from '../core/store/open-stores.ts'
import { openPassageIndex } from '../core/store/passage-index.ts'
import { usualLanguages } from '../core/text/recognition-languages.ts'
import type { Settings } from '../core/types/settings.ts'
import { suggestions } from '../models/catalogue.ts'
import { createChatModels } from '../models/chat-models.ts'
import { createEmbedder } from '../models/embedder.ts'
import { removeUnfinished } from '../models/gguf/write-whole.ts'
import { createLlamaEngine } from '../models/llama/llama-engine.ts'
import { loadTokenizer } from '../models/tokenizer.ts'
import { trainerPlaces } from '../models/trainer/places.ts'
import { createTrainer } from '../models/trainer/trainer.ts'
import { systemClock, systemRandom } from './clock-and-random.ts'
import type { EngineOptions } from './compose-options.ts'
import { contentHash } from './files/content-hash.ts'
import { createDiskFiles } from './files/disk-files.ts'
import { createFolders } from './folders.ts'
import { createLog } from './log.ts'
import { makeFolder } from './make-folder.ts'
import { memoryOfThisComputer } from './memory.ts'
import { createGate } from './network.ts'
import { type ProfilePlaces, profilePlaces } from './paths.ts'
import { createPhases } from './phases.ts'
import { createChatModelProcess } from './processes/chat-model-child.ts'
import { embeddingWorkers } from './processes/embedding-workers.ts'
import { createIndexKeeper } from './processes/keep-index.ts'
import { createMergeProcess } from './processes/merge.ts'
import { createParserPool } from './processes/parser-pool.ts'
import { createPrograms } from './processes/programs.ts'
import { findPythons, trainerMachine } from './pythons.ts'
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
  await speakSetting(stores.settings.read(), environment.locales)
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
  const network = createGate({
    entries: stores.networkLog,
    clock: systemClock,
    log,
    ollamaAddress: () => stores.settings.read().ollamaAddress,
    serverAddresses: () => stores.settings.read().servers.map(({ address }) => address),
  })
  const memory = memoryOfThisComputer()
  await removeUnfinished(profile.models)
  const adapterFiles = createMergeProcess(spawner)
  atClose(() => adapterFiles.close())
  const gguf = createLlamaEngine({
    folder: profile.models,
    process: createChatModelProcess(spawner),
    clock: systemClock,
    convert: adapterFiles.convert,
    keepAliveMs: () => keptInMemoryMs(stores.settings.read()),
    contextTokens: (name) => stores.settings.read().contextTokens[name] ?? null,
  })
  atClose(() => gguf.close())
  const models = createChatModels({ network, settings: stores.settings.read, key: (id) => stores.settings.secret(secretName(id)), memory, gguf })
  const sweeping = sweepOllama({ models, log })
  atClose(() => sweeping.close())
  const trainer = createTrainer({
    places: trainerPlaces(program.trainer, profile.trainer),
    programs: createPrograms(environment.all),
    network,
    pythons: () => findPythons(environment),
    machine: trainerMachine(),
    memory,
    pulse: createPulse(),
  })
  atClose(() => trainer.close())
  await trainer.sweep(stores.trainings.all().map(({ id }) => id))
  const adapters = createToldAdapters(stores.adapters)
  const adapterPorts = { ...shared, models, adapters, dataSets: stores.dataSets, files: stores.files }
  const steps = trainingSteps({
    ...adapterPorts,
    trainer,
    check: (model, signal) => checkNewAdapter(model, adapterPorts, signal),
  })
  const trainings = createTrainings({ ...shared, trainings: stores.trainings, steps, committed: () => stores.committed() })
  atClose(() => trainings.close())
  const pulls = createPulls({ ...shared, models })
  atClose(() => pulls.close())
  const line = { stores, index, parser, embedder }
  const work = createWork({
    ...shared,
    ...(phases?.line(line) ?? line),
    disk,
    contentHash,
    tokenizer,
    recognizer: parser,
    systemLanguage,
    filesChanged: adapters.changed,
  })
  atClose(() => work.close())
  const recovered = await recover({ stores, index, parser })
  log.info('recovered', { words: recovered.words, vectors: recovered.vectors, removed: recovered.removed, waiting: recovered.sourceIds.length })
  const uploads = createUploads(profile.uploads)
  await uploads.sweep(stores.sources.all().map(({ path }) => path))

  const conversationKeeper = await createKeeper({ ...shared, conversations: stores.conversations, committed: stores.committed, scrubbed: stores.scrubbed })
  atClose(() => conversationKeeper.close())

  const askPorts = { ...shared, index, passages: stores.passages, files: stores.files, embedder, wording: askWording }
  const experimentJobs = createExperiments({
    ...shared,
    experiments: stores.experiments,
    committed: () => stores.committed(),
    models,
    ask: askPorts,
    hiddenText: () => stores.settings.read().hiddenText,
    library: stores.passages,
    heldOut: heldOutOf({ ...stores, adapters: () => allAdapters({ ...shared, ...stores, models }) }),
  })
  atClose(() => experimentJobs.close())
  const drafts = createDrafts({
    ...shared,
    ...stores,
    models,
    find: (question, k, scope, signal) => search(question, { k, mode: 'hybrid', scope }, askPorts, signal),
  })
  atClose(() => drafts.close())
  const answers = (name: string | null) => (name === null ? null : models.chatModel(answering(name, stores.adapters)))
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
    embedder,
    tokenizer,
    disk,
    parser,
    pictures: parser,
    network,
    allowedHosts: () => network.allowedHosts(),
    runs: work.runs,
    recognition: work.recognition,
    keeper: conversationKeeper,
    find: (request, signal) => search(request.query, request, askPorts, signal),
    prepare: (signal) => prepare(askPorts, signal),
    ask: ({ question, model: name, ...options }, signal) => answerQuestion(question, { ...options, model: answers(name) }, askPorts, signal),
    list: ({ hiddenText, ...page }, signal) => listPage(page, { hidden: hiddenText === 'use' }, askPorts, signal),
    summarise: ({ model: name, ...request }, signal) => summarise({ ...request, model: answers(name) }, askPorts, signal),
    compare: ({ model: name, ...request }, signal) => compare({ ...request, model: answers(name) }, askPorts, signal),
    models,
    pulls,
    trainer,
    trainings,
    adapters,
    adapterFiles,
    experimentJobs,
    drafts,
    suggestions: () => ({ memory, suggestions: suggestions(memory) }),
    folders: createFolders(environment.home),
    uploads,
    samples: program.samples,
    locales: environment.locales,
    contentHash,
  }
}

/** As Ollama does where nothing is set: five minutes. The longest that a timer takes stands for ever. */
function keptInMemoryMs({ keepAliveMinutes }: Settings): number {
  if (keepAliveMinutes === null) return 300_000
  return keepAliveMinutes < 0 ? 2_147_483_647 : Math.min(keepAliveMinutes * 60_000, 2_147_483_647)
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
