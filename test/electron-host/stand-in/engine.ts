/** A small engine for tests of the wiring: the true door to main, over handlers that need no library. */
import { createRouterClient, implement } from '@orpc/server'
import { contract } from '../../../core/contract/contract.ts'
import type { EngineRouter } from '../../../core/engine/engine.ts'
import { createLatest } from '../../../core/engine/latest.ts'
import { createRunFeed } from '../../../core/engine/run-feed.ts'
import { stream } from '../../../core/engine/streams.ts'
import { AlcoveError } from '../../../core/errors.ts'
import type { RunSnapshot } from '../../../core/types/library.ts'
import { defaultSettings, type Settings } from '../../../core/types/settings.ts'
import { createEngineDoor } from '../../../electron/engine-door.ts'
import { createElectronSpawner } from '../../../host/processes/electron-spawner.ts'
import type { Child } from '../../../host/processes/spawner.ts'

const door = createEngineDoor(
  process.parentPort,
  (toMain) => createElectronSpawner({ environment: process.env, toMain }),
  () => process.exit(0),
)
const os = implement(contract)
const picks: string[] = []
const runs = createRunFeed()
const latest = createLatest<Settings>()
let settings = defaultSettings
const run: RunSnapshot = {
  runId: 'run',
  state: 'working',
  stages: { found: 3, read: 1, searchable: 1, embedded: 0 },
  counts: { scanned: 3, pending: 0, indexed: 2, unchanged: 0, empty: 0, skipped: 0, failed: 1, offline: 0 },
  passages: { found: 9, embedded: 0 },
  passagesPerSecond: 1,
  secondsLeft: null,
  startedAt: 0,
}
let echo: Child | undefined

/** What it learned in a child of its own, started by main. */
function askChild(question: string): Promise<string> {
  const child = echo ?? door.spawner.spawn({ entry: 'parser', name: 'alcove echo', heapMb: 64, settings: { greeting: 'hello' } })
  echo = child
  return new Promise((resolve) => {
    child.onMessage((message) => resolve(String(message)))
    child.onExit(({ code }) => {
      echo = undefined
      resolve(`exit ${code}`)
    })
    if (question === 'kill') child.kill()
    else child.send(question)
  })
}

const handlers = {
  app: {
    info: os.app.info.handler(() => ({
      version: String(process.pid),
      door: 'desktop' as const,
      platform: 'test',
      folders: { data: '/d', database: '/d', index: '/d', uploads: '/d', logs: '/d' },
      embedding: { model: 'none', revision: '0', dimensions: 1, maxTokens: 1 },
      recognitionLanguages: { installed: [], usual: [] },
    })),
  },
  /** A run that has worked for a minute, begun by `sync` and ended by `retry`. */
  library: {
    follow: os.library.follow.handler(({ signal }) => stream(signal, (left) => runs.follow(undefined, [], left))),
    sync: os.library.sync.handler(() => {
      runs.send({ type: 'snapshot', run })
      return { runId: run.runId }
    }),
    pause: os.library.pause.handler(({ input }) => {
      runs.send({ type: 'snapshot', run: { ...run, state: input.paused ? 'paused' : 'working' } })
      return input
    }),
    retry: os.library.retry.handler(() => {
      runs.send({ type: 'done', report: { runId: run.runId, counts: run.counts, passages: 9, removed: 0, ms: 60_000, stopped: false } })
      return { runId: run.runId }
    }),
  },
  settings: {
    follow: os.settings.follow.handler(({ signal }) => stream(signal, (left) => latest.follow(settings, left))),
    set: os.settings.set.handler(({ input }) => {
      settings = { ...settings, ...(input as Partial<Settings>) }
      latest.set(settings)
      return settings
    }),
  },
  search: {
    find: os.search.find.handler(async ({ input }) => {
      const started = performance.now()
      return { query: await askChild(input.query), results: [], timings: { total: performance.now() - started } }
    }),
  },
  questions: {
    ask: os.questions.ask.handler(async function* ({ signal }) {
      for (let n = 0; !signal?.aborted; n += 1) {
        yield { type: 'text-delta' as const, text: `${n} ` }
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }),
  },
}

await door.serve(async () => {
  if (process.argv.includes('--data') && process.argv.at(-1)?.endsWith('busy')) throw new AlcoveError('data-folder-busy', { path: '/busy' })
  const router = handlers as unknown as EngineRouter
  return {
    router,
    client: async () => createRouterClient(router, { context: { door: 'command-line' } }),
    namePaths: async (paths) => paths.map((path) => `pick-${picks.push(path)}`),
    pathOf: async (fileId) => (fileId.startsWith('pick-') ? (picks[Number(fileId.slice(5)) - 1] ?? null) : null),
    close: async () => undefined,
  }
})
