/** Alcove in the system's tray: open, ask, pause, quit. */
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron'
import { say } from '../core/words/words.ts'
import type { WorkState } from './control.ts'
import { trayIcon } from './tray-icon.ts'

export interface TrayActions {
  open(): void
  ask(): void
  pause(paused: boolean): void
  quit(): void
}

export interface AlcoveTray {
  /** False where the system has no tray. */
  readonly shown: boolean
  /** Its menu in the words and the state of now. */
  update(work: WorkState): void
}

/** Pixels at the usual resolution. */
const size = 16

function image() {
  const alone = process.platform === 'darwin'
  const icon = nativeImage.createEmpty()
  for (const scaleFactor of [1, 2]) {
    const side = size * scaleFactor
    icon.addRepresentation({ scaleFactor, width: side, height: side, buffer: trayIcon(side, alone) })
  }
  if (alone) icon.setTemplateImage(true)
  return icon
}

export function trayTemplate(work: WorkState, actions: TrayActions): MenuItemConstructorOptions[] {
  return [
    { label: say('desktop.tray.open'), click: () => actions.open() },
    { label: say('desktop.tray.ask'), click: () => actions.ask() },
    { type: 'separator' },
    work === 'paused'
      ? { label: say('desktop.tray.resume'), click: () => actions.pause(false) }
      : { label: say('desktop.tray.pause'), enabled: work === 'working', click: () => actions.pause(true) },
    { type: 'separator' },
    { label: say('desktop.quit'), click: () => actions.quit() },
  ]
}

export function openTray(actions: TrayActions): AlcoveTray {
  const tray = create(actions)
  return {
    shown: tray !== null,
    update(work) {
      tray?.setToolTip(say(work === 'none' ? 'desktop.tray.at-rest' : work === 'paused' ? 'desktop.tray.paused' : 'desktop.tray.working'))
      tray?.setContextMenu(Menu.buildFromTemplate(trayTemplate(work, actions)))
    },
  }
}

/** Null where the system has none: Alcove works without. */
function create(actions: TrayActions): Tray | null {
  try {
    const tray = new Tray(image())
    tray.on('click', () => actions.open())
    return tray
  } catch (error) {
    process.stderr.write(`alcove: no tray on this system: ${String(error)}\n`)
    return null
  }
}
