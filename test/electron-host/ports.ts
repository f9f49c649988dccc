/** Message ports as Electron's main process has them; an end may be handed to a child or a page, which are other processes. */
import { EventEmitter } from 'node:events'
import type { MessagePortMain } from 'electron'

/** Whoever holds an end that was handed over. */
export interface Holder {
  deliver(data: unknown): void
  closed(): void
}

export class HostPort extends EventEmitter implements Pick<MessagePortMain, 'postMessage' | 'start' | 'close'> {
  peer: HostPort | undefined
  #holder: Holder | undefined
  #waiting: unknown[] = []
  #started = false
  #closed = false

  postMessage(message: unknown): void {
    this.peer?.receive(structuredClone(message))
  }

  start(): void {
    this.#started = true
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] })
  }

  close(): void {
    const peer = this.peer
    this.peer = undefined
    this.end()
    peer?.end()
  }

  /** From now on this end is in another process. */
  handTo(holder: Holder): void {
    if (this.#started || this.#holder !== undefined) throw new Error('a port that is in use cannot be handed over')
    this.#holder = holder
    for (const data of this.#waiting.splice(0)) holder.deliver(data)
    if (this.#closed) holder.closed()
  }

  private receive(data: unknown): void {
    if (this.#holder !== undefined) this.#holder.deliver(data)
    else if (this.#started) this.emit('message', { data, ports: [] })
    else this.#waiting.push(data)
  }

  private end(): void {
    if (this.#closed) return
    this.#closed = true
    this.peer = undefined
    this.#holder?.closed()
    this.emit('close')
  }
}

export class HostChannel {
  readonly port1 = new HostPort()
  readonly port2 = new HostPort()

  constructor() {
    this.port1.peer = this.port2
    this.port2.peer = this.port1
  }
}
