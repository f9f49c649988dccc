/** `app`: the life of the application, as far as main uses it. */
import { EventEmitter } from 'node:events'
import type { App } from 'electron'

type Used = Pick<
  App,
  'enableSandbox' | 'getAppPath' | 'getPreferredSystemLanguages' | 'isPackaged' | 'quit' | 'requestSingleInstanceLock' | 'setPath' | 'whenReady'
> & {
  readonly commandLine: Pick<App['commandLine'], 'appendSwitch' | 'getSwitchValue'>
}

export interface AppOptions {
  /** The repository, or an unpacked package. */
  readonly appPath: string
  readonly switches: Readonly<Record<string, string>>
  readonly isPackaged: boolean
  readonly hasLock: boolean
}

export class HostApp extends EventEmitter implements Used {
  readonly isPackaged: boolean
  readonly commandLine: Used['commandLine']
  readonly paths = new Map<string, string>()
  /** Switches that main set. */
  readonly appended: string[] = []
  sandboxed = false
  ready = false
  hasEnded = false
  /** Resolves when the application has quit. */
  readonly ended: Promise<void>
  readonly #options: AppOptions
  readonly #becomeReady: () => void
  readonly #readiness: Promise<void>
  readonly #end: () => void
  readonly #closeWindows: () => boolean

  /** `closeWindows`: false where a window refused. */
  constructor(options: AppOptions, closeWindows: () => boolean) {
    super()
    this.#options = options
    this.#closeWindows = closeWindows
    this.isPackaged = options.isPackaged
    this.commandLine = {
      getSwitchValue: (name) => options.switches[name] ?? '',
      appendSwitch: (name, value) => {
        if (this.ready) throw new Error('switches are set before ready')
        this.appended.push(value === undefined ? name : `${name}=${value}`)
      },
    }
    let settle = (): void => undefined
    this.#readiness = new Promise((resolve) => {
      settle = resolve
    })
    this.#becomeReady = settle
    this.ended = new Promise((resolve) => {
      settle = resolve
    })
    this.#end = settle
  }

  enableSandbox(): void {
    if (this.ready) throw new Error('the sandbox is enabled before ready')
    this.sandboxed = true
  }

  getAppPath(): string {
    return this.#options.appPath
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-GB']
  }

  requestSingleInstanceLock(): boolean {
    return this.#options.hasLock
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path)
  }

  async whenReady(): Promise<void> {
    await this.#readiness
  }

  /** The host's own: Electron has loaded the app's code. */
  start(): void {
    this.ready = true
    this.#becomeReady()
  }

  quit(): void {
    let prevented = false
    this.emit('before-quit', { preventDefault: () => void (prevented = true) })
    if (prevented || !this.#closeWindows()) return
    this.emit('will-quit', {})
    this.hasEnded = true
    this.#end()
  }
}
