/** The default session: what it was told to refuse, and the protocol handler that serves its pages. */
import { EventEmitter } from 'node:events'
import type { Session } from 'electron'

type Used = Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setSpellCheckerEnabled'>

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0]
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0]
type DeviceHandler = Parameters<Session['setDevicePermissionHandler']>[0]
type Filter = (details: { url: string }, decide: (response: { cancel?: boolean }) => void) => void

export class HostSession extends EventEmitter implements Used {
  spellChecker = true
  request: RequestHandler = null
  check: CheckHandler = null
  device: DeviceHandler = null
  #filter: Filter | undefined
  readonly #handlers = new Map<string, (request: Request) => Response | Promise<Response>>()

  readonly webRequest = {
    onBeforeRequest: (filter: Filter): void => {
      this.#filter = filter
    },
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.request = handler
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.check = handler
  }

  setDevicePermissionHandler(handler: DeviceHandler): void {
    this.device = handler
  }

  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled
  }

  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void {
    this.#handlers.set(scheme, handler)
  }

  lets(url: string): boolean {
    let cancelled = false
    this.#filter?.({ url }, (response) => {
      cancelled = response.cancel === true
    })
    return !cancelled
  }

  /** Null where no handler serves the address: it would go to the network. */
  async serve(url: string, method: string): Promise<Response | null> {
    const handler = this.#handlers.get(url.slice(0, url.indexOf(':')))
    return handler === undefined ? null : await handler(new Request(url, { method }))
  }
}
