/** `BrowserWindow` and its `WebContents` as pages of a real Chromium. The app scheme is served on a made-up https host. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  HandlerDetails,
  IpcMainInvokeEvent,
  MessagePortMain,
  Rectangle,
  WebContents,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron'
import type { BrowserContext, Frame, Page, Route } from 'playwright-core'
import type { HostIpc } from './ipc.ts'
import type { HostPort } from './ports.ts'
import type { HostSession } from './session.ts'

const scheme = 'alcove://app'
/** What Chromium sees instead of the app scheme, which it would not know. */
const standIn = 'https://app.alcove.test'

const toChromium = (url: string): string => (url.startsWith(scheme) ? standIn + url.slice(scheme.length) : url)
const toElectron = (url: string): string => (url.startsWith(standIn) ? scheme + url.slice(standIn.length) : url)

type Packed = { readonly text: string } | { readonly json: unknown } | { readonly base64: string }

type FromPage =
  | { readonly type: 'send'; readonly channel: string; readonly args: unknown[] }
  | { readonly type: 'invoke'; readonly call: number; readonly channel: string; readonly args: unknown[] }
  | { readonly type: 'port'; readonly number: number; readonly data: Packed }
  | { readonly type: 'open'; readonly url: string }

function pack(data: unknown): Packed {
  if (typeof data === 'string') return { text: data }
  if (data instanceof Uint8Array) return { base64: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') }
  if (data instanceof ArrayBuffer) return { base64: Buffer.from(data).toString('base64') }
  return { json: data }
}

function unpack(packed: Packed): unknown {
  if ('text' in packed) return packed.text
  return 'json' in packed ? packed.json : new Uint8Array(Buffer.from(packed.base64, 'base64'))
}

/** An event that may be prevented, as Electron's are. */
function preventable<Details extends object>(details: Details) {
  const event = { ...details, defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) }
  return event
}

export interface Surroundings {
  readonly context: BrowserContext
  readonly session: HostSession
  readonly ipc: HostIpc
  /** Every address that would have left the app. */
  readonly leaks: string[]
  /** What broke in the page. */
  readonly pageErrors: string[]
}

type UsedFrame = Pick<WebFrameMain, 'origin' | 'url'>

export class HostWebContents extends EventEmitter implements Pick<WebContents, 'send' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy' | 'postMessage'> {
  mainFrame: UsedFrame = { origin: 'null', url: '' }
  webRtcPolicy = 'default'
  readonly page: Promise<Page>
  readonly #around: Surroundings
  readonly #ports = new Map<number, HostPort>()
  #nextPort = 1
  #loading = false
  #openHandler: (details: HandlerDetails) => WindowOpenHandlerResponse = () => ({ action: 'allow' })

  constructor(around: Surroundings, preload: string) {
    super()
    this.#around = around
    this.page = this.#open(preload)
  }

  async #open(preload: string): Promise<Page> {
    const page = await this.#around.context.newPage()
    await page.exposeBinding('__alcoveHost', (_source, message: FromPage) => this.#hear(message))
    const script = readFileSync(resolve(import.meta.dirname, 'in-page.js'), 'utf8')
    await page.addInitScript({ content: script.replace('globalThis.__preload()', () => readFileSync(preload, 'utf8')) })
    await page.route('**/*', (route) => this.#request(route))
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return
      for (const port of this.#ports.values()) port.close()
      this.#ports.clear()
      const url = toElectron(frame.url())
      this.mainFrame = { url, origin: url.startsWith(`${scheme}/`) ? scheme : 'null' }
    })
    page.on('pageerror', (error) => this.#around.pageErrors.push(String(error)))
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }))
    return page
  }

  async load(url: string): Promise<void> {
    const page = await this.page
    this.#loading = true
    try {
      await page.goto(toChromium(url))
    } finally {
      this.#loading = false
    }
  }

  send(channel: string, ...args: unknown[]): void {
    this.#tell({ type: 'message', channel, args, handed: [] })
  }

  postMessage(channel: string, message: unknown, transfer: MessagePortMain[] = []): void {
    const handed = transfer.map((port) => this.#hold(port as unknown as HostPort))
    this.#tell({ type: 'message', channel, args: [message], handed })
  }

  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.#openHandler = handler
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy
  }

  /** A script or a link asks for a second window. */
  askToOpen(url: string): WindowOpenHandlerResponse {
    const answer = this.#openHandler({ url, frameName: '', features: '', disposition: 'foreground-tab', referrer: { url: '', policy: 'no-referrer' } })
    if (answer.action !== 'deny') this.#around.leaks.push(url)
    return answer
  }

  /** Drops real files and folders into the middle of the page. */
  async drop(paths: readonly string[]): Promise<void> {
    const page = await this.page
    await this.#told({ type: 'drop', paths: paths.map((path) => [path.split('/').pop() ?? '', path]) })
    const devTools = await page.context().newCDPSession(page)
    const data = { items: [], files: [...paths], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await devTools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
    await devTools.detach()
  }

  #hold(port: HostPort): number {
    const number = this.#nextPort++
    this.#ports.set(number, port)
    // handed over after the message that brings it, as the page must know it first
    queueMicrotask(() =>
      port.handTo({
        deliver: (data) => this.#tell({ type: 'port', number, data: pack(data) }),
        closed: () => {
          this.#ports.delete(number)
          this.#tell({ type: 'close', number })
        },
      }),
    )
    return number
  }

  #tell(message: object): void {
    // a page that is going away hears nothing more
    this.#told(message).catch(() => undefined)
  }

  async #told(message: object): Promise<void> {
    const page = await this.page
    await page.evaluate((told) => (window as unknown as Record<symbol, (message: object) => void>)[Symbol.for('alcove-host')]?.(told), message)
  }

  #hear(message: FromPage): void {
    if (message.type === 'open') this.askToOpen(message.url)
    else if (message.type === 'port') this.#ports.get(message.number)?.postMessage(unpack(message.data))
    else {
      const event = { sender: this, senderFrame: this.mainFrame, type: 'frame' } as unknown as IpcMainInvokeEvent
      if (message.type === 'send') this.#around.ipc.receive(event, message.channel, message.args)
      else void this.#reply(message.call, this.#around.ipc.invoke(event, message.channel, message.args))
    }
  }

  async #reply(call: number, answer: Promise<unknown>): Promise<void> {
    try {
      this.#tell({ type: 'reply', call, value: await answer })
    } catch (error) {
      // Electron lets only the message through
      this.#tell({ type: 'reply', call, error: `Error invoking remote method: ${String(error)}` })
    }
  }

  async #request(route: Route): Promise<void> {
    const request = route.request()
    const url = toElectron(request.url())
    if (request.isNavigationRequest() && !this.#mayNavigate(url, request.frame())) return await route.abort('aborted')
    if (!this.#around.session.lets(url)) return await route.abort('blockedbyclient')
    const response = await this.#around.session.serve(url, request.method())
    if (response === null) {
      this.#around.leaks.push(url)
      return await route.abort('blockedbyclient')
    }
    const body = Buffer.from(await response.arrayBuffer())
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body })
  }

  #mayNavigate(url: string, frame: Frame): boolean {
    const isMainFrame = frame.parentFrame() === null
    if (isMainFrame && this.#loading) return true
    const details = preventable({ url, isSameDocument: false, isMainFrame, frame: null })
    if (isMainFrame) this.emit('will-navigate', details, url, false, isMainFrame, 0, 0)
    this.emit('will-frame-navigate', details)
    return !details.defaultPrevented
  }
}

export class HostWindow
  extends EventEmitter
  implements
    Pick<
      BrowserWindow,
      | 'show'
      | 'hide'
      | 'focus'
      | 'restore'
      | 'maximize'
      | 'isMinimized'
      | 'isMaximized'
      | 'isDestroyed'
      | 'isVisible'
      | 'getNormalBounds'
      | 'setPosition'
      | 'loadURL'
      | 'close'
      | 'destroy'
    >
{
  static all: HostWindow[] = []
  static focused: HostWindow | null = null
  readonly options: BrowserWindowConstructorOptions
  readonly webContents: HostWebContents
  shown = false
  minimized = false
  maximized = false
  bounds: Rectangle
  #destroyed = false

  constructor(around: Surroundings, options: BrowserWindowConstructorOptions) {
    super()
    this.options = options
    this.bounds = { x: options.x ?? 10, y: options.y ?? 10, width: options.width ?? 800, height: options.height ?? 600 }
    this.webContents = new HostWebContents(around, options.webPreferences?.preload ?? '')
    HostWindow.all.push(this)
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url)
    this.emit('ready-to-show')
  }

  show(): void {
    this.shown = true
    this.focus()
  }

  hide(): void {
    this.shown = false
    this.blur()
  }

  focus(): void {
    if (HostWindow.focused !== null && HostWindow.focused !== this) HostWindow.focused.blur()
    HostWindow.focused = this
    this.emit('focus')
  }

  /** The host's own: the user turns to another program. */
  blur(): void {
    if (HostWindow.focused !== this) return
    HostWindow.focused = null
    this.emit('blur')
  }

  /** The host's own: the user moves or sizes it. */
  place(bounds: Rectangle): void {
    this.bounds = bounds
    this.emit('move')
    this.emit('resize')
  }

  restore(): void {
    this.minimized = false
  }

  maximize(): void {
    this.maximized = true
  }

  isMinimized(): boolean {
    return this.minimized
  }

  isMaximized(): boolean {
    return this.maximized
  }

  isVisible(): boolean {
    return this.shown
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  getNormalBounds(): Rectangle {
    return this.bounds
  }

  setPosition(x: number, y: number): void {
    this.bounds = { ...this.bounds, x, y }
  }

  close(): void {
    const event = preventable({})
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.#destroyed) return
    this.blur()
    this.#destroyed = true
    HostWindow.all = HostWindow.all.filter((window) => window !== this)
    void this.webContents.page.then((page) => page.close())
    this.emit('closed')
  }
}
