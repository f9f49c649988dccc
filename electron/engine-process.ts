/**
 * The engine's process as main sees it: started, given a port to each window, asked by id, and
 * started again when it dies, with a pause that grows while it keeps dying. Windows outlive it.
 */
import { join } from 'node:path'
import { type BrowserWindow, MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron'
import { AlcoveError, type ErrorCode, type ErrorDetails } from '../core/errors.ts'
import { channels } from './channels.ts'
import { type Children, keepChildren } from './children.ts'
import { type FromEngine, fromEngine, type ToEngine } from './control.ts'

export interface EngineProcess {
  /** Hands the window a port as soon as the engine runs. */
  connect(window: BrowserWindow): void
  /** Names paths by pick, in their order. Throws `engine-gone`. */
  registerPicks(paths: readonly string[]): Promise<readonly string[]>
  /** Null where the library has no such file. Throws `engine-gone`. */
  pathOf(fileId: string): Promise<string | null>
  /** Indexing rests, or goes on. */
  pause(paused: boolean): void
  /** Lets it end its work; kills it when that takes too long. */
  close(): Promise<void>
}

export interface EngineOptions {
  /** Absolute path of `dist/`. */
  readonly distFolder: string
  readonly args: readonly string[]
  readonly onNews: (news: News) => void
  /** It cannot start for a reason that the user can change: resolves to whether to try again. */
  readonly onUnusable: (code: ErrorCode, details: ErrorDetails) => Promise<boolean>
}

type Question = Extract<ToEngine, { id: number }>
type Answer = Extract<FromEngine, { id: number }>
export type News = Extract<FromEngine, { type: 'desktop-settings' | 'work' | 'ended' | 'downloaded' }>
type Distribute<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never

const firstPauseMs = 250
const longestPauseMs = 30_000
/** An engine that ran this long and then died starts again as if it were the first death. */
const steadyMs = 60_000
const answerMs = 10_000
const closeMs = 8_000

interface Asked {
  readonly question: Question
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: AlcoveError) => void
}

interface Run {
  readonly process: UtilityProcess
  readonly children: Children
  readonly startedAt: number
  ready: boolean
}

export function startEngine({ distFolder, args, onNews, onUnusable }: EngineOptions): EngineProcess {
  const wanting = new Set<BrowserWindow>()
  const asked = new Map<number, Asked>()
  let run: Run | undefined
  let nextId = 1
  let deaths = 0
  let closing = false
  let gone = Promise.resolve()

  const start = (): void => {
    const child = utilityProcess.fork(join(distFolder, 'electron', 'engine.js'), [...args], { serviceName: 'Alcove engine' })
    const started: Run = { process: child, children: keepChildren(join(distFolder, 'processes'), child), startedAt: performance.now(), ready: false }
    run = started
    let unusable: Extract<FromEngine, { type: 'unusable' }> | undefined
    child.on('message', (raw: unknown) => {
      const message = fromEngine.parse(raw)
      if (message.type === 'ready') becomeReady(started)
      else if (message.type === 'unusable') {
        unusable = message
        child.kill()
      } else if (isNews(message)) onNews(message)
      else if (message.type === 'spawn' || message.type === 'kill') started.children.take(message)
      else {
        asked.get(message.id)?.resolve(message)
        asked.delete(message.id)
      }
    })
    gone = new Promise((resolve) => {
      child.once('exit', () => {
        started.children.killAll()
        onNews({ type: 'work', state: 'none' })
        if (run === started) run = undefined
        resolve()
        if (!closing) void startAgain(started, unusable)
      })
    })
  }

  const becomeReady = (started: Run): void => {
    started.ready = true
    for (const window of wanting) handPort(started, window)
    wanting.clear()
    for (const { question } of asked.values()) post(started, question)
  }

  const startAgain = async (ended: Run, unusable: Extract<FromEngine, { type: 'unusable' }> | undefined): Promise<void> => {
    for (const { reject } of asked.values()) reject(new AlcoveError('engine-gone'))
    asked.clear()
    if (unusable !== undefined) {
      if (await onUnusable(unusable.code, unusable.details)) start()
      return
    }
    deaths = performance.now() - ended.startedAt > steadyMs ? 1 : deaths + 1
    setTimeout(
      () => {
        if (!closing) start()
      },
      Math.min(longestPauseMs, firstPauseMs * 2 ** (deaths - 1)),
    )
  }

  /** Waits for an engine that is coming up, not for one that is stuck. */
  const ask = async (question: Distribute<Question, 'id'>): Promise<Answer> => {
    const numbered = { ...question, id: nextId++ } as Question
    return await new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        asked.delete(numbered.id)
        reject(new AlcoveError('engine-gone'))
      }, answerMs)
      asked.set(numbered.id, {
        question: numbered,
        resolve: (answer) => {
          clearTimeout(late)
          resolve(answer)
        },
        reject: (error) => {
          clearTimeout(late)
          reject(error)
        },
      })
      if (run?.ready) post(run, numbered)
    })
  }

  start()
  return {
    connect(window) {
      if (run?.ready) handPort(run, window)
      else wanting.add(window)
    },
    async registerPicks(paths) {
      const answer = await ask({ type: 'register-picks', paths })
      return answer.type === 'picks' ? answer.picks : []
    },
    async pathOf(fileId) {
      const answer = await ask({ type: 'path-of', fileId })
      return answer.type === 'path' ? answer.path : null
    },
    pause(paused) {
      if (run?.ready) post(run, { type: 'pause', paused })
    },
    async close() {
      closing = true
      const ending = run
      if (ending === undefined) return
      post(ending, { type: 'close' })
      const late = setTimeout(() => ending.process.kill(), closeMs)
      await gone
      clearTimeout(late)
    },
  }
}

/** Names of news, once for the compiler and once for here. */
const newsTypes: ReadonlySet<string> = new Set<News['type']>(['desktop-settings', 'work', 'ended', 'downloaded'])

function isNews(message: FromEngine): message is News {
  return newsTypes.has(message.type)
}

function post(run: Run, message: ToEngine): void {
  run.process.postMessage(message)
}

/** One end to the engine, the other to the page. */
function handPort(run: Run, window: BrowserWindow): void {
  if (window.isDestroyed()) return
  const { port1, port2 } = new MessageChannelMain()
  run.process.postMessage({ type: 'window' } satisfies ToEngine, [port1])
  window.webContents.postMessage(channels.port, null, [port2])
}
