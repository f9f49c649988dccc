/** What an app has beside its windows: tray, keys in every program, notices, screens and drawn icons. */
import { EventEmitter } from 'node:events'
import type { Display, GlobalShortcut, MenuItemConstructorOptions, NativeImage, Notification, Rectangle, Screen, Tray } from 'electron'

export interface System {
  readonly tray?: boolean
  readonly notifications?: boolean
  /** Keys that another program has. */
  readonly takenKeys?: readonly string[]
  /** Without bars and docks. */
  readonly screens?: readonly Rectangle[]
}

/** What was shown and registered, for tests to look at and to press. */
export interface Besides {
  readonly trays: HostTray[]
  readonly keys: Map<string, () => void>
  readonly notices: HostNotification[]
}

type Menu = readonly MenuItemConstructorOptions[]

export class HostTray extends EventEmitter implements Pick<Tray, 'setToolTip'> {
  menu: Menu = []
  toolTip = ''

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip
  }

  setContextMenu(menu: Menu): void {
    this.menu = menu
  }

  /** The host's own: the user chooses an item. */
  choose(label: string): void {
    const item = this.menu.find((each) => each.label === label)
    if (item === undefined || item.enabled === false) throw new Error(`nothing to choose by the name of ${label}`)
    ;(item.click as (() => void) | undefined)?.()
  }
}

export class HostNotification extends EventEmitter implements Pick<Notification, 'show' | 'close'> {
  readonly title: string
  readonly body: string
  shown = false

  constructor({ title = '', body = '' }: { title?: string; body?: string }) {
    super()
    this.title = title
    this.body = body
  }

  show(): void {
    this.shown = true
  }

  close(): void {
    this.shown = false
  }
}

const usualScreen: Rectangle = { x: 0, y: 0, width: 1_920, height: 1_040 }

function createIcon() {
  const representations: { width?: number; height?: number; scaleFactor?: number; buffer?: Buffer }[] = []
  return {
    representations,
    addRepresentation: (options) => {
      const { width = 0, height = 0, buffer } = options
      if (buffer !== undefined && buffer.length !== width * height * 4) throw new Error('the pixels do not fill the icon')
      representations.push(options)
    },
    setTemplateImage: () => undefined,
  } satisfies Pick<NativeImage, 'addRepresentation' | 'setTemplateImage'> & { readonly representations: unknown[] }
}

export function createBesides({ tray = true, notifications = true, takenKeys = [], screens = [usualScreen] }: System) {
  const besides: Besides = { trays: [], keys: new Map(), notices: [] }
  const displays = screens.map((workArea) => ({ workArea }) as Display)

  class TrayClass extends HostTray {
    constructor() {
      super()
      if (!tray) throw new Error('no tray')
      besides.trays.push(this)
    }
  }
  class NotificationClass extends HostNotification {
    static isSupported = (): boolean => notifications
    constructor(options: { title?: string; body?: string }) {
      super(options)
      besides.notices.push(this)
    }
  }
  const globalShortcut = {
    register: (keys, onPress) => {
      if (takenKeys.includes(keys)) return false
      besides.keys.set(keys, onPress)
      return true
    },
    unregisterAll: () => besides.keys.clear(),
  } satisfies Pick<GlobalShortcut, 'register' | 'unregisterAll'>
  const screen = {
    getAllDisplays: () => displays,
    getCursorScreenPoint: () => ({ x: 1, y: 1 }),
    getDisplayNearestPoint: () => displays[0] as Display,
  } satisfies Pick<Screen, 'getAllDisplays' | 'getCursorScreenPoint' | 'getDisplayNearestPoint'>
  return { besides, modules: { Tray: TrayClass, Notification: NotificationClass, globalShortcut, screen, nativeImage: { createEmpty: createIcon } } }
}
