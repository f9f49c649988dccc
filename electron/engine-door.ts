/** The engine's side of the border to main: serves each window's port and answers what main asks. */
import { RPCHandler } from '@orpc/server/message-port'
import type { CallContext } from '../core/engine/context.ts'
import type { EngineRouter } from '../core/engine/engine.ts'
import { AlcoveError } from '../core/errors.ts'
import type { Client } from '../host/local-door/connect.ts'
import type { ElectronSpawner, SpawnRequest } from '../host/processes/electron-spawner.ts'
import type { FromEngine, ToEngine } from './control.ts'
import { tellNews } from './news.ts'

export interface OpenEngine {
  readonly router: EngineRouter
  /** Their picks, in their order, for `library.add`. */
  namePaths(paths: readonly string[]): Promise<readonly string[]>
  /** Null where the library has no such file. */
  pathOf(fileId: string): Promise<string | null>
  /** Calls with the rights of the command line. */
  client(): Promise<Client>
  close(): Promise<void>
}

export interface EngineDoor {
  /** Hands children's requests to main. */
  readonly spawner: ElectronSpawner
  /** Opens the engine and tells main that it runs, or why it cannot. */
  serve(open: () => Promise<OpenEngine>): Promise<void>
}

/** `exit` ends the process. */
export function createEngineDoor(
  main: Electron.ParentPort,
  createSpawner: (toMain: (request: SpawnRequest) => void) => ElectronSpawner,
  exit: () => void,
): EngineDoor {
  const tell = (message: FromEngine): void => main.postMessage(message)
  const spawner = createSpawner(tell)
  const ending = new AbortController()
  let opening: Promise<OpenEngine | undefined> = Promise.resolve(undefined)

  const hear = async (message: ToEngine, ports: readonly Electron.MessagePortMain[]): Promise<void> => {
    if (message.type === 'child-port' || message.type === 'child-exit') {
      spawner.hear(message, ports[0])
      return
    }
    const engine = await opening
    if (message.type === 'close') {
      ending.abort()
      await engine?.close()
      exit()
    } else if (engine === undefined) return
    else if (message.type === 'pause') await (await engine.client()).library.pause({ paused: message.paused })
    else if (message.type === 'window') serveWindow(engine.router, ports[0])
    else if (message.type === 'register-picks') tell({ type: 'picks', id: message.id, picks: await engine.namePaths(message.paths) })
    else tell({ type: 'path', id: message.id, path: await engine.pathOf(message.fileId) })
  }
  main.on('message', ({ data, ports }) => void hear(data as ToEngine, ports))

  const tryToOpen = async (open: () => Promise<OpenEngine>): Promise<OpenEngine | undefined> => {
    try {
      const engine = await open()
      tell({ type: 'ready' })
      tellNews(() => engine.client(), tell, ending.signal)
      return engine
    } catch (error) {
      if (!(error instanceof AlcoveError)) throw error
      // main ends this process once it has heard: an exit from here might come before the message
      tell({ type: 'unusable', code: error.code, details: error.details })
      return undefined
    }
  }

  return {
    spawner,
    async serve(open) {
      opening = tryToOpen(open)
      await opening
    },
  }
}

function serveWindow(router: EngineRouter, port: Electron.MessagePortMain | undefined): void {
  if (port === undefined) return
  const context: CallContext = { door: 'desktop' }
  new RPCHandler(router).upgrade(port, { context })
  port.start()
}
