/** Starts and ends the engine's children: utility processes, each with a message port of its own to the engine. */
import { join } from 'node:path'
import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron'
import type { SpawnRequest } from '../host/processes/electron-spawner.ts'
import type { ToEngine } from './control.ts'

export interface Children {
  take(request: SpawnRequest): void
  /** All of them, at once: their engine is gone. */
  killAll(): void
}

/** `folder` is absolute: `dist/processes`. */
export function keepChildren(folder: string, engine: UtilityProcess): Children {
  const children = new Map<number, UtilityProcess>()
  const tell = (message: ToEngine, ports: Electron.MessagePortMain[] = []): void => engine.postMessage(message, ports)

  const spawn = (request: Extract<SpawnRequest, { type: 'spawn' }>): void => {
    const { child: number, entry, name, heapMb, environment } = request
    const child = utilityProcess.fork(join(folder, `${entry}.js`), [], {
      serviceName: name,
      execArgv: heapMb === null ? [] : [`--max-old-space-size=${heapMb}`],
      env: environment,
      // what a parser prints may quote a document
      stdio: 'ignore',
    })
    children.set(number, child)
    const { port1, port2 } = new MessageChannelMain()
    child.postMessage({ type: 'engine' }, [port1])
    child.once('spawn', () => tell({ type: 'child-port', child: number, pid: child.pid ?? null }, [port2]))
    child.once('exit', (code) => {
      // an engine that is gone wants no news
      if (children.delete(number)) tell({ type: 'child-exit', child: number, code })
    })
  }

  return {
    take(request) {
      if (request.type === 'spawn') spawn(request)
      else kill(children.get(request.child))
    },
    killAll() {
      for (const child of children.values()) kill(child)
      children.clear()
    },
  }
}

/** `UtilityProcess.kill` asks politely; a child in the middle of native work would not hear it. */
function kill(child: UtilityProcess | undefined): void {
  if (child === undefined) return
  if (child.pid === undefined) {
    child.kill()
    return
  }
  try {
    process.kill(child.pid, 'SIGKILL')
  } catch (error) {
    // it ended by itself a moment ago
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
