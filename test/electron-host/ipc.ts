/** `ipcMain`: what main answers and hears. */
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron'

type Handler = Parameters<IpcMain['handle']>[1]
type Listener = (event: IpcMainEvent, ...args: unknown[]) => void

export class HostIpc {
  readonly #handlers = new Map<string, Handler>()
  readonly #listeners = new Map<string, Listener[]>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`a second handler for ${channel}`)
    this.#handlers.set(channel, handler)
  }

  on(channel: string, listener: Listener): this {
    this.#listeners.set(channel, [...(this.#listeners.get(channel) ?? []), listener])
    return this
  }

  get channels(): readonly string[] {
    return [...this.#handlers.keys(), ...this.#listeners.keys()]
  }

  async invoke(event: IpcMainInvokeEvent, channel: string, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel)
    if (handler === undefined) throw new Error(`no handler for ${channel}`)
    return await handler(event, ...args)
  }

  receive(event: IpcMainInvokeEvent, channel: string, args: readonly unknown[]): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener(event as unknown as IpcMainEvent, ...args)
  }
}
