/**
 * Starts children in Electron, where only main can: the engine asks main over its control port, and
 * main hands both the child and the engine one end of a message port of their own.
 */
import { childEnvironment } from './child-environment.ts'
import type { Child, ChildExit, Spawner } from './spawner.ts'

/** Engine to main. `child` is the engine's own number for it. */
export type SpawnRequest =
  | {
      readonly type: 'spawn'
      readonly child: number
      readonly entry: string
      readonly name: string
      readonly heapMb: number | null
      readonly environment: Readonly<Record<string, string>>
    }
  | { readonly type: 'kill'; readonly child: number }

/** Main to engine; `child-port` brings the port. */
export type SpawnEvent =
  | { readonly type: 'child-port'; readonly child: number; readonly pid: number | null }
  | { readonly type: 'child-exit'; readonly child: number; readonly code: number | null }

/** The part of Electron's `MessagePortMain` that is used here. */
export interface ChildEnd {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  start(): void
  close(): void
}

export interface ElectronSpawner extends Spawner {
  /** Takes what main sent about a child. */
  hear(event: SpawnEvent, port: ChildEnd | undefined): void
}

export interface ElectronSpawnerOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly toMain: (request: SpawnRequest) => void
}

interface Running {
  arrive(pid: number | null, port: ChildEnd): void
  leave(exit: ChildExit): void
}

export function createElectronSpawner({ environment, toMain }: ElectronSpawnerOptions): ElectronSpawner {
  const running = new Map<number, Running>()
  let nextChild = 1

  return {
    spawn(options) {
      const number = nextChild++
      const { child, ...ends } = followChild(() => toMain({ type: 'kill', child: number }))
      running.set(number, ends)
      toMain({
        type: 'spawn',
        child: number,
        entry: options.entry,
        name: options.name,
        heapMb: options.heapMb ?? null,
        environment: childEnvironment(options, environment),
      })
      return child
    },
    hear(event, port) {
      const child = running.get(event.child)
      if (event.type === 'child-exit') {
        running.delete(event.child)
        child?.leave({ code: event.code, signal: null })
      } else if (port !== undefined) {
        if (child === undefined) port.close()
        else child.arrive(event.pid, port)
      }
    },
  }
}

/** What is sent before the port is there waits for it. */
function followChild(kill: () => void): Running & { readonly child: Child } {
  const waiting: unknown[] = []
  const messageListeners: ((message: unknown) => void)[] = []
  const exitListeners: ((exit: ChildExit) => void)[] = []
  let pid: number | undefined
  let port: ChildEnd | undefined
  let exited: ChildExit | undefined

  return {
    arrive(arrivedPid, arrivedPort) {
      pid = arrivedPid ?? undefined
      port = arrivedPort
      port.on('message', ({ data }) => {
        for (const listener of messageListeners) listener(data)
      })
      port.start()
      for (const message of waiting.splice(0)) port.postMessage(message)
    },
    leave(exit) {
      exited = exit
      port?.close()
      for (const listener of exitListeners) listener(exit)
    },
    child: {
      get pid() {
        return pid
      },
      send: (message) => {
        if (exited !== undefined) return
        if (port === undefined) waiting.push(message)
        else port.postMessage(message)
      },
      onMessage: (listener) => {
        messageListeners.push(listener)
      },
      onExit: (listener) => {
        if (exited === undefined) exitListeners.push(listener)
        else listener(exited)
      },
      kill,
    },
  }
}
