/** The window: one sandboxed page, shown when it has something to show. */
import { BrowserWindow } from 'electron'
import { startPage } from './app-origin.ts'

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

/** A page that died this soon after it was loaded is not loaded again. Milliseconds. */
const soon = 10_000

/** `preload` is absolute: `dist/electron/preload.cjs`. */
export function openWindow(preload: string): void {
  const window = new BrowserWindow({
    width: 1_240,
    height: 840,
    minWidth: 480,
    minHeight: 360,
    show: false,
    title: 'Alcove',
    webPreferences: { ...lockedDown, preload },
  })
  let loadedAt = performance.now()
  window.once('ready-to-show', () => window.show())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || performance.now() - loadedAt < soon) return
    loadedAt = performance.now()
    void load(window)
  })
  void load(window)
}

/** A window that was closed while it loaded is no failure. */
async function load(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(startPage)
  } catch (error) {
    if (!window.isDestroyed()) throw error
  }
}

/** Brings the window forward, or opens one where none is. */
export function showWindow(preload: string): void {
  const window = BrowserWindow.getAllWindows()[0]
  if (window === undefined) {
    openWindow(preload)
    return
  }
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
