/**
 * Stands in for Electron's binary: runs the built main process here, its windows in a real Chromium
 * and its utility processes as real children. It proves our wiring, not Electron.
 */
import { resolve } from 'node:path'
import type { Dialog, MenuItemConstructorOptions, MessageBoxOptions, OpenDialogOptions, Shell } from 'electron'
import type { Browser, Page } from 'playwright-core'
import { afterAll, vi } from 'vitest'
import { launchBrowser } from '../e2e/chromium.ts'
import { HostApp } from './app.ts'
import { type Besides, createBesides, type System } from './besides.ts'
import { HostIpc } from './ipc.ts'
import { HostChannel } from './ports.ts'
import { HostSession } from './session.ts'
import { type ForkRecord, HostUtilityProcess } from './utility-process.ts'
import { HostWindow, type Surroundings } from './window.ts'

const repository = resolve(import.meta.dirname, '../..')

export interface LaunchOptions {
  /** The folder that `app.getAppPath()` names: it holds `dist/`. */
  readonly appPath?: string
  readonly switches?: Readonly<Record<string, string>>
  readonly isPackaged?: boolean
  readonly hasLock?: boolean
  /** Buttons that the user will press, from the first dialog on. */
  readonly presses?: readonly number[]
  /** What the system around the app has. */
  readonly system?: System
}

/** What was shown or opened, in order, and what the user will answer next. */
export interface Desk {
  readonly messages: MessageBoxOptions[]
  readonly openDialogs: OpenDialogOptions[]
  readonly opened: { readonly how: 'external' | 'path' | 'folder'; readonly what: string }[]
  /** Number of the button pressed; without one, each dialog is cancelled. */
  readonly presses: number[]
  /** Paths chosen in the next dialogs. */
  readonly choices: string[][]
}

export interface ElectronHost {
  readonly app: HostApp
  readonly session: HostSession
  readonly ipc: HostIpc
  readonly desk: Desk
  readonly besides: Besides
  readonly forks: ForkRecord[]
  readonly privileges: Electron.CustomScheme[]
  /** Addresses that would have left the app. */
  readonly leaks: string[]
  /** What broke in a page. */
  readonly pageErrors: string[]
  menu(): readonly MenuItemConstructorOptions[]
  /** Presses the item with these labels, from the bar down. */
  pressMenu(...labels: string[]): void
  windows(): readonly HostWindow[]
  /** The first window's page, once it is there. */
  page(): Promise<Page>
  /** Quits the app and ends every process of it. */
  close(): Promise<void>
}

function createDesk(presses: readonly number[]) {
  const desk: Desk = { messages: [], openDialogs: [], opened: [], presses: [...presses], choices: [] }
  const dialog = {
    showMessageBox: async (...args: unknown[]) => {
      const options = args.at(-1) as MessageBoxOptions
      desk.messages.push(options)
      return { response: desk.presses.shift() ?? options.cancelId ?? 0, checkboxChecked: false }
    },
    showOpenDialog: async (...args: unknown[]) => {
      desk.openDialogs.push(args.at(-1) as OpenDialogOptions)
      const filePaths = desk.choices.shift() ?? []
      return { canceled: filePaths.length === 0, filePaths }
    },
  } satisfies Pick<Dialog, 'showMessageBox' | 'showOpenDialog'>
  const shell = {
    openExternal: async (url) => void desk.opened.push({ how: 'external', what: url }),
    openPath: async (path) => {
      desk.opened.push({ how: 'path', what: path })
      return ''
    },
    showItemInFolder: (path) => void desk.opened.push({ how: 'folder', what: path }),
  } satisfies Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder'>
  return { desk, dialog, shell }
}

/** One for all apps of a test file; each app has a profile of its own in it. */
let browser: Promise<Browser> | undefined
afterAll(async () => {
  await (await browser)?.close()
})

export async function launchApp({
  appPath = repository,
  switches = {},
  isPackaged = true,
  hasLock = true,
  presses = [],
  system = {},
}: LaunchOptions = {}): Promise<ElectronHost> {
  browser ??= launchBrowser()
  const context = await (await browser).newContext({ viewport: { width: 1240, height: 840 } })
  const session = new HostSession()
  const ipc = new HostIpc()
  const leaks: string[] = []
  const pageErrors: string[] = []
  const forks: ForkRecord[] = []
  const privileges: Electron.CustomScheme[] = []
  const { desk, dialog, shell } = createDesk(presses)
  const around: Surroundings = { context, session, ipc, leaks, pageErrors }
  const { besides, modules } = createBesides(system)
  HostWindow.all = []
  HostWindow.focused = null
  const app = new HostApp({ appPath, switches, isPackaged, hasLock }, () => {
    for (const window of HostWindow.all) window.close()
    return HostWindow.all.length === 0
  })
  let menu: readonly MenuItemConstructorOptions[] = []

  class BrowserWindow extends HostWindow {
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super(around, options)
      app.emit('web-contents-created', {}, this.webContents)
      this.on('closed', () => {
        if (HostWindow.all.length === 0) app.emit('window-all-closed')
      })
    }
    static getAllWindows = (): readonly HostWindow[] => HostWindow.all
    static getFocusedWindow = (): HostWindow | null => HostWindow.focused
    static fromWebContents = (contents: unknown): HostWindow | null => HostWindow.all.find((window) => window.webContents === contents) ?? null
  }

  vi.resetModules()
  vi.doMock('electron', () => ({
    ...modules,
    app,
    BrowserWindow,
    dialog,
    ipcMain: ipc,
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (template: MenuItemConstructorOptions[]) => {
        menu = template
      },
    },
    MessageChannelMain: HostChannel,
    protocol: {
      registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => {
        if (app.ready) throw new Error('schemes are registered before ready')
        privileges.push(...schemes)
      },
      handle: session.handle.bind(session),
    } satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>,
    shell,
    utilityProcess: {
      fork: (modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}) => {
        if (!app.ready) throw new Error('utility processes are started after ready')
        const process = new HostUtilityProcess(modulePath, args, options)
        forks.push({ modulePath, options, process })
        return process
      },
    },
  }))
  await import(/* @vite-ignore */ resolve(appPath, 'dist/electron/main.js'))
  app.emit('session-created', session)
  app.start()
  await vi.waitFor(() => {
    if (hasLock && HostWindow.all.every((window) => !window.shown) && !app.hasEnded) throw new Error('no window is shown')
  }, 30_000)

  return {
    app,
    session,
    ipc,
    desk,
    besides,
    forks,
    privileges,
    leaks,
    pageErrors,
    menu: () => menu,
    pressMenu: (...labels) => {
      let items = menu
      for (const label of labels) {
        const item = items.find((each) => each.label === label)
        if (item === undefined) throw new Error(`no menu item ${label}`)
        items = Array.isArray(item.submenu) ? item.submenu : []
        if (items.length === 0) (item.click as (() => void) | undefined)?.()
      }
    },
    windows: () => HostWindow.all,
    page: async () => {
      const window = HostWindow.all[0]
      if (window === undefined) throw new Error('no window is open')
      return await window.webContents.page
    },
    close: async () => {
      app.quit()
      await app.ended
      await Promise.all(forks.map(({ process }) => process.ended))
      await context.close()
      vi.doUnmock('electron')
    },
  }
}
