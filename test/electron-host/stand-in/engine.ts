/** A small engine for tests of the wiring: the true door to main, over handlers that need no library. */
import { implement } from '@orpc/server'
import { contract } from '../../../core/contract/contract.ts'
import type { EngineRouter } from '../../../core/engine/engine.ts'
import { AlcoveError } from '../../../core/errors.ts'
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
  return {
    router: handlers as unknown as EngineRouter,
    namePaths: async (paths) => paths.map((path) => `pick-${picks.push(path)}`),
    pathOf: async (fileId) => (fileId.startsWith('pick-') ? (picks[Number(fileId.slice(5)) - 1] ?? null) : null),
    close: async () => undefined,
  }
})
