/**
 * The child's side of the border to its parent, the same under Node's fork and Electron's utility
 * process. It lives here because the entries of `models/` and of `host/` both run on it.
 */
import process from 'node:process'

export interface ChildPort {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/** Exit codes by which a child says why it ended. */
export const childExits = { orphaned: 0, bug: 70 } as const

/** The part of Electron's ports that is used here. */
interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly ElectronPort[] }) => void): void
  on(event: 'close', listener: () => void): void
  start?(): void
}

/** What the parent put into `ALCOVE_CHILD`. */
export function childSettings(): Readonly<Record<string, string | number | boolean>> {
  return JSON.parse(process.env['ALCOVE_CHILD'] ?? '{}') as Record<string, string | number | boolean>
}

/**
 * Connects to the parent. The process ends when its parent is gone. Under Electron, main hands over
 * the engine's end of a message port with its first message; what is sent earlier waits.
 */
export function connectToParent(): ChildPort {
  const name = childSettings()['name']
  if (typeof name === 'string') process.title = name
  const electron = (process as unknown as { readonly parentPort?: ElectronPort }).parentPort
  return electron === undefined ? nodePort() : electronPort(electron)
}

function nodePort(): ChildPort {
  process.on('disconnect', () => process.exit(childExits.orphaned))
  return {
    send: (message) => {
      if (process.connected) process.send?.(message)
    },
    onMessage: (listener) => {
      process.on('message', listener)
    },
  }
}

function electronPort(main: ElectronPort): ChildPort {
  // Node ends here by itself; Electron only warns, and the parent would wait for a reply until its deadline
  process.on('unhandledRejection', () => process.exit(childExits.bug))
  const waiting: unknown[] = []
  const listeners: ((message: unknown) => void)[] = []
  let engine: ElectronPort | undefined
  main.on('message', ({ ports }) => {
    const port = ports[0]
    if (engine !== undefined || port === undefined) return
    engine = port
    port.on('message', ({ data }) => {
      for (const listener of listeners) listener(data)
    })
    port.on('close', () => process.exit(childExits.orphaned))
    port.start?.()
    for (const message of waiting.splice(0)) port.postMessage(message)
  })
  return {
    send: (message) => {
      if (engine === undefined) waiting.push(message)
      else engine.postMessage(message)
    },
    onMessage: (listener) => {
      listeners.push(listener)
    },
  }
}
