/** `utilityProcess` as real child processes of Node, in which `child_process.fork` throws. */
import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ForkOptions, MessagePortMain, UtilityProcess } from 'electron'
import type { HostPort } from './ports.ts'

type FromChild =
  | { readonly to: 'main'; readonly data: unknown }
  | { readonly to: 'port'; readonly number: number; readonly data: unknown }
  | { readonly to: 'close'; readonly number: number }

const first = pathToFileURL(resolve(import.meta.dirname, 'in-child.mjs')).href

/** What was asked for, for tests to look at. */
export interface ForkRecord {
  readonly modulePath: string
  readonly options: ForkOptions
  readonly process: HostUtilityProcess
}

export class HostUtilityProcess extends EventEmitter implements Pick<UtilityProcess, 'pid' | 'postMessage' | 'kill'> {
  pid: number | undefined
  readonly ended: Promise<void>
  readonly #child: ChildProcess
  readonly #ports = new Map<number, HostPort>()
  #nextPort = 1

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super()
    this.#child = fork(modulePath, [...args], {
      execArgv: [...(options.execArgv ?? []), '--import', first],
      serialization: 'advanced',
      env: { ...(options.env ?? process.env) },
      stdio: ['ignore', options.stdio === 'ignore' ? 'ignore' : 'inherit', options.stdio === 'ignore' ? 'ignore' : 'inherit', 'ipc'],
    })
    this.#child.once('spawn', () => {
      this.pid = this.#child.pid
      this.emit('spawn')
    })
    this.#child.on('message', (message) => this.#hear(message as FromChild))
    this.ended = new Promise((done) => {
      this.#child.once('exit', (code) => {
        this.pid = undefined
        for (const port of this.#ports.values()) port.close()
        this.#ports.clear()
        this.emit('exit', code ?? 1)
        done()
      })
    })
  }

  postMessage(message: unknown, transfer: MessagePortMain[] = []): void {
    const handed = transfer.map((port) => this.#hold(port as unknown as HostPort))
    this.#tell({ from: 'main', data: message, handed })
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM')
  }

  #tell(message: object): void {
    if (this.#child.connected) this.#child.send(message, () => undefined)
  }

  #hold(port: HostPort): number {
    const number = this.#nextPort++
    this.#ports.set(number, port)
    port.handTo({
      deliver: (data) => this.#tell({ from: 'port', number, data }),
      closed: () => {
        this.#ports.delete(number)
        this.#tell({ from: 'close', number })
      },
    })
    return number
  }

  #hear(message: FromChild): void {
    if (message.to === 'main') this.emit('message', message.data)
    else if (message.to === 'port') this.#ports.get(message.number)?.postMessage(message.data)
    else this.#ports.get(message.number)?.close()
  }
}
