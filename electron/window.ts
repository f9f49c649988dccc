/** The two windows: the large one, where it was last, and the small one for a question in between. Each is one sandboxed page. */
import { BrowserWindow, type BrowserWindowConstructorOptions, screen } from 'electron'
import type { MenuCommand, Presence } from '../renderer/client/bridge.ts'
import { quickPage, startPage } from './app-origin.ts'
import { channels } from './channels.ts'
import { fitting, keepPlace, readPlace } from './window-place.ts'

/** Each is stated, defaults too: a default may change. */
export const lockedDown = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const

export interface Windows {
  /** Brings the large window forward, or opens one where none is. */
  show(): void
  /** Brings the small window to the screen where the pointer is. */
  showQuick(): void
  hideQuick(): void
  isFocused(): boolean
  /** The menu's word to the page. */
  tell(command: MenuCommand): void
  /** To both pages. */
  tellPresence(presence: Presence): void
  /** Shows a conversation in the large window. */
  openConversation(id: string): void
}

export interface WindowOptions {
  /** Absolute: `dist/electron/preload.cjs`. */
  readonly preload: string
  /** Where the place of the large window is kept; absolute. */
  readonly placeFile: string
  /** Whether closing the large window only hides it. */
  readonly stays: () => boolean
}

/** A page that died this soon after it was loaded is not loaded again. Milliseconds. */
const soon = 10_000
const usualSize = { width: 1_240, height: 840 }
const quickSize = { width: 680, height: 480 }

export function createWindows({ preload, placeFile, stays }: WindowOptions): Windows {
  let main: BrowserWindow | null = null
  let quick: BrowserWindow | null = null

  const open = (options: BrowserWindowConstructorOptions, page: string): BrowserWindow => {
    const window = new BrowserWindow({ show: false, title: 'Alcove', ...options, webPreferences: { ...lockedDown, preload } })
    let loadedAt = performance.now()
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || performance.now() - loadedAt < soon) return
      loadedAt = performance.now()
      void load(window, page)
    })
    void load(window, page)
    return window
  }

  const openMain = (): BrowserWindow => {
    const kept = readPlace(placeFile)
    const place =
      kept &&
      fitting(
        kept,
        screen.getAllDisplays().map(({ workArea }) => workArea),
      )
    const { maximized = false, ...bounds } = place ?? (usualSize as { maximized?: boolean })
    const window = open({ ...bounds, minWidth: 480, minHeight: 360 }, startPage)
    if (maximized) window.maximize()
    window.once('ready-to-show', () => window.show())
    keepPlace(window, placeFile)
    window.on('close', (event) => {
      if (!stays()) return
      event.preventDefault()
      window.hide()
    })
    window.on('closed', () => {
      main = null
      // without the large one it would hold the app open unseen
      quick?.destroy()
    })
    return window
  }

  const openQuick = (): BrowserWindow => {
    const window = open(
      {
        ...quickSize,
        minWidth: 360,
        minHeight: 240,
        frame: false,
        alwaysOnTop: true,
        skipTaskbar: true,
        minimizable: false,
        maximizable: false,
        fullscreenable: false,
      },
      quickPage,
    )
    window.on('blur', () => window.hide())
    window.on('closed', () => {
      quick = null
    })
    return window
  }

  return {
    show() {
      if (main === null) {
        main = openMain()
        return
      }
      if (main.isMinimized()) main.restore()
      main.show()
      main.focus()
    },
    showQuick() {
      quick ??= openQuick()
      const { x, y, width, height } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea
      quick.setPosition(Math.round(x + (width - quickSize.width) / 2), Math.round(y + height / 5))
      quick.show()
      quick.focus()
    },
    hideQuick: () => quick?.hide(),
    isFocused: () => BrowserWindow.getFocusedWindow() !== null,
    tell: (command) => main?.webContents.send(channels.menu, command),
    tellPresence(presence) {
      for (const window of [main, quick]) window?.webContents.send(channels.presence, presence)
    },
    openConversation(id) {
      main?.webContents.send(channels.openConversation, id)
    },
  }
}

/** A window that was closed while it loaded is no failure. */
async function load(window: BrowserWindow, page: string): Promise<void> {
  try {
    await window.loadURL(page)
  } catch (error) {
    if (!window.isDestroyed()) throw error
  }
}
