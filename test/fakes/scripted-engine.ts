/**
 * An engine that says what it is told, behind the true browser mode: for states of the window that
 * are hard to reach with a true one. It checks inputs and outputs against the contract like any.
 */
import { resolve } from 'node:path'
import { implement } from '@orpc/server'
import { contract } from '../../core/contract/contract.ts'
import type { CallContext } from '../../core/engine/context.ts'
import { createLatest } from '../../core/engine/latest.ts'
import type { ShownBlock } from '../../core/engine/shown-block.ts'
import { mapStream, stream } from '../../core/engine/streams.ts'
import { toWire } from '../../core/engine/to-wire.ts'
import { AlcoveError, type ErrorCode } from '../../core/errors.ts'
import type { AnswerPart } from '../../core/types/answer.ts'
import type { FileStatus, RecognitionSnapshot, RunEvent, RunSnapshot, SourceQuoting, SourceStatus } from '../../core/types/library.ts'
import type { ModelsState } from '../../core/types/model.ts'
import { defaultSettings, type NetworkEntry, type Settings } from '../../core/types/settings.ts'
import { startBrowserMode } from '../../host/serve/browser-mode.ts'
import { createFeed, type Feed } from './feed.ts'
import { pagePicture } from './page-picture.ts'
import { ScriptedConversations, scriptedConversationHandlers } from './scripted-conversations.ts'
import { ScriptedDataSets, scriptedDataSetHandlers } from './scripted-data-sets.ts'
import { ScriptedExperiments, scriptedExperimentHandlers } from './scripted-experiments.ts'
import { noModels, scriptedModels } from './scripted-models.ts'
import { isAmong, type Query, reportOf } from './scripted-report.ts'
import { ScriptedTrainings, scriptedTrainingHandlers } from './scripted-trainings.ts'

/** What the engine says; a test changes it at any time. */
export interface Script {
  sources: SourceStatus[]
  files: FileStatus[]
  run: RunSnapshot | null
  recognition: RecognitionSnapshot | null
  settings: Settings
  /** `chosen` is that of the settings. */
  models: Omit<ModelsState, 'chosen'>
  network: { locked: boolean; allowed: string[]; entries: NetworkEntry[] }
  /** The parts of the answer to every question; a promise among them holds the stream up. */
  answer: (question: string, signal: AbortSignal) => AsyncIterable<AnswerPart>
  /** The text around every citation, what a mail's headers say, and what comes next above and below. */
  blocks: readonly ShownBlock[]
  headers: readonly ShownBlock[]
  above: readonly ShownBlock[]
  below: readonly ShownBlock[]
  /** The password of every cited file; null: none is locked. */
  password: string | null
  /** Calls that fail, by name: `library.sources`. */
  failing: Map<string, ErrorCode>
  /** Calls that never answer. */
  hanging: Set<string>
  /** Every call, in order. */
  readonly calls: { readonly name: string; readonly input: unknown }[]
  readonly conversations: ScriptedConversations
  readonly dataSets: ScriptedDataSets
  readonly experiments: ScriptedExperiments
  readonly trainings: ScriptedTrainings
  /** Of every source, beside the answers of its conversations. */
  quoting: Partial<SourceQuoting>
  /** Uploaded bytes by path. */
  readonly uploads: Map<string, number>
}

export interface ScriptedEngine {
  readonly script: Script
  /** Sends an event to every window that follows. */
  say(event: RunEvent): void
  newAddress(): string
  close(): Promise<void>
}

async function* nothing(): AsyncIterable<AnswerPart> {}

export function emptyScript(): Script {
  return {
    sources: [],
    files: [],
    run: null,
    recognition: null,
    settings: defaultSettings,
    models: noModels,
    network: { locked: false, allowed: ['127.0.0.1:11434'], entries: [] },
    answer: nothing,
    blocks: [],
    headers: [],
    above: [],
    below: [],
    password: null,
    failing: new Map(),
    hanging: new Set(),
    calls: [],
    conversations: new ScriptedConversations(),
    dataSets: new ScriptedDataSets(),
    experiments: new ScriptedExperiments(),
    trainings: new ScriptedTrainings(),
    quoting: {},
    uploads: new Map(),
  }
}

/** The contract, to be implemented by script: calls are noted, fail and hang as it says. */
export function implementScript(script: Script) {
  return implement(contract)
    .$context<CallContext>()
    .use(async ({ next, path, signal }, input) => {
      const name = path.join('.')
      const mapped = (error: unknown) => toWire(error, signal, () => undefined)
      script.calls.push({ name, input })
      try {
        if (script.hanging.has(name)) await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
        const code = script.failing.get(name)
        if (code) throw new AlcoveError(code, { path: '/home/ada/papers', address: script.settings.ollamaAddress, reason: 'test' })
        const result = await next({})
        return { ...result, output: mapStream(result.output, mapped) }
      } catch (error) {
        throw mapped(error)
      }
    })
}

function routerOf(script: Script, channel: Feed<RunEvent>) {
  const os = implementScript(script)
  const matching = (query: Query) => script.files.filter((file) => isAmong(file, query)).sort((a, b) => (a.path < b.path ? -1 : 1))
  const unlock = (password: string | undefined) => {
    if (script.password === null || password === script.password) return
    throw new AlcoveError(password === undefined ? 'file-encrypted' : 'password-wrong')
  }
  const settings = createLatest<Settings>()
  const home = '/home/ada'
  const listings: Readonly<Record<string, readonly { name: string; kind: 'folder' | 'file' }[]>> = {
    [home]: [
      { name: 'letters', kind: 'folder' },
      { name: 'papers', kind: 'folder' },
      { name: 'photos', kind: 'folder' },
      { name: 'recipes.md', kind: 'file' },
      { name: 'tiny.gguf', kind: 'file' },
    ],
    [`${home}/papers`]: [{ name: 'water.pdf', kind: 'file' }],
  }
  return os.router({
    app: {
      info: os.app.info.handler(() => ({
        version: '0.1.0',
        door: 'browser' as const,
        platform: 'linux',
        folders: {
          data: '/home/ada/.local/share/alcove',
          database: '/home/ada/.local/share/alcove/alcove.db',
          index: '/home/ada/.local/share/alcove/index',
          uploads: '/home/ada/.local/share/alcove/uploads',
          logs: '/home/ada/.local/share/alcove/logs',
        },
        embedding: { model: 'all-MiniLM-L6-v2', revision: '1', dimensions: 384, maxTokens: 256 },
        recognitionLanguages: { installed: ['deu', 'eng', 'fra', 'spa'], usual: ['eng', 'deu', 'fra', 'spa'] },
      })),
    },
    library: {
      add: os.library.add.handler(() => ({ runId: 'run', sources: script.sources, refused: [] })),
      follow: os.library.follow.handler(({ signal }) => stream(signal, (left) => channel.follow(left))),
      sources: os.library.sources.handler(() => ({ sources: script.sources, run: script.run, recognition: script.recognition })),
      files: os.library.files.handler(({ input }) => {
        const from = matching(input).filter(({ path }) => input.after === undefined || path > input.after)
        return { files: from.slice(0, input.limit), more: from.length > input.limit }
      }),
      complete: os.library.complete.handler(({ input }) => {
        const fits = ({ name }: { readonly name: string }) => name.toLowerCase().includes(input.text.toLowerCase())
        const files = script.files.map(({ id, name, path, format }) => ({ kind: 'file' as const, fileId: id, name, path, format }))
        const folders = script.sources.map(({ path, counts }) => ({ kind: 'folder' as const, name: path.split('/').at(-1) ?? '', path, files: counts.scanned }))
        return { found: [...files.filter(fits), ...folders.filter(fits)].slice(0, input.limit) }
      }),
      report: os.library.report.handler(() => reportOf(script.files)),
      pathOf: os.library.pathOf.handler(() => ({ path: null })),
      sync: os.library.sync.handler(() => ({ runId: 'run' })),
      retry: os.library.retry.handler(() => ({ runId: 'run' })),
      recognize: os.library.recognize.handler(() => ({ recognition: script.recognition })),
      pause: os.library.pause.handler(({ input }) => {
        if (script.run) script.run = { ...script.run, state: input.paused ? 'paused' : 'working' }
        return { paused: input.paused }
      }),
      quoting: os.library.quoting.handler(() => ({
        ...script.conversations.quoting(),
        examples: 0,
        dataSets: 0,
        versions: 0,
        experiments: 0,
        adapters: [],
        ...script.quoting,
      })),
      remove: os.library.remove.handler(({ input }) => {
        const gone = script.sources.find((source) => 'sourceId' in input && source.id === input.sourceId)
        script.sources = script.sources.filter((source) => source !== gone)
        return { path: gone?.path ?? '/', files: gone?.counts.scanned ?? 0, passages: gone?.passages ?? 0 }
      }),
    },
    search: { find: os.search.find.handler(({ input }) => ({ query: input.query, results: [], timings: { total: 1 } })) },
    ...scriptedConversationHandlers(os, () => script),
    evidence: {
      page: os.evidence.page.handler(({ input }) => {
        unlock(input.password)
        return { picture: new Blob([pagePicture(input.page)], { type: 'image/png' }), width: 595, height: 842, pages: 12, quoteRects: [] }
      }),
      text: os.evidence.text.handler(({ input }) => {
        unlock(input.password)
        if (input.beyond === undefined)
          return { blocks: script.blocks, headers: script.headers, before: script.above.length > 0, after: script.below.length > 0 }
        const above = 'before' in input.beyond
        return { blocks: above ? script.above : script.below, headers: [], before: !above, after: above }
      }),
    },
    models: scriptedModels(os, script),
    dataSets: scriptedDataSetHandlers(os, () => script),
    ...scriptedTrainingHandlers(os, () => script),
    experiments: scriptedExperimentHandlers(os, () => script),
    settings: {
      get: os.settings.get.handler(() => script.settings),
      follow: os.settings.follow.handler(({ signal }) => stream(signal, (left) => settings.follow(script.settings, left))),
      set: os.settings.set.handler(({ input }) => {
        script.settings = { ...script.settings, ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) }
        settings.set(script.settings)
        return script.settings
      }),
    },
    network: {
      log: os.network.log.handler(() => script.network),
      lock: os.network.lock.handler(({ input }) => {
        script.network = { ...script.network, locked: input.locked }
        return { locked: input.locked }
      }),
    },
    picks: {
      register: os.picks.register.handler(() => ({ picks: [] })),
      browse: os.picks.browse.handler(({ input }) => {
        const path = input.pick ?? home
        return {
          pick: path,
          path,
          parent: path === '/' ? null : path.slice(0, path.lastIndexOf('/')) || '/',
          entries: (listings[path] ?? []).map(({ name, kind }) => ({ pick: `${path}/${name}`, name, kind, size: kind === 'file' ? 12_400 : null })),
        }
      }),
    },
    uploads: {
      begin: os.uploads.begin.handler(({ input }) => ({ uploadId: input.name })),
      put: os.uploads.put.handler(({ input }) => {
        const path = `${input.uploadId}/${input.path}`
        const size = (input.offset === 0 ? 0 : (script.uploads.get(path) ?? 0)) + input.chunk.size
        script.uploads.set(path, size)
        return { size }
      }),
      finish: os.uploads.finish.handler(({ input }) => ({ pick: input.uploadId })),
    },
  })
}

export async function startScriptedEngine(script: Script = emptyScript()): Promise<ScriptedEngine> {
  const channel = createFeed<RunEvent>()
  const silent = { info: () => undefined, error: () => undefined }
  const browserMode = await startBrowserMode({
    // The same contract; only what stands behind it differs.
    router: routerOf(script, channel),
    folder: resolve(import.meta.dirname, '../../dist/renderer'),
    port: null,
    log: silent,
  })
  return { script, say: channel.tell, newAddress: () => browserMode.newAddress(), close: () => browserMode.close() }
}
