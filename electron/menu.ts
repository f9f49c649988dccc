/** The application menu. What it asks of the page goes there as a named command. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { WordsKey } from '../core/words/words.ts'
import { say } from '../core/words/words.ts'
import type { MenuCommand } from '../renderer/client/bridge.ts'

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** What the menu asks for: of the page by name, and the small window. */
export interface MenuActions {
  tell(command: MenuCommand): void
  showQuick(): void
}

export function menuTemplate(platform: string, packaged: boolean, { tell, showQuick }: MenuActions): MenuItemConstructorOptions[] {
  const command = (key: WordsKey, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label: say(key),
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => tell(name),
  })
  const mac = platform === 'darwin'
  const settings = command('desktop.menu.settings', 'show-settings', 'CmdOrCtrl+,')
  const macApp: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [{ role: 'about' }, separator, settings, separator, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, separator, { role: 'quit' }],
  }
  const file: MenuItemConstructorOptions = {
    label: say('desktop.menu.file'),
    submenu: [
      command('desktop.menu.add-folder', 'add-folder', 'CmdOrCtrl+O'),
      command('desktop.menu.add-files', 'add-files', 'CmdOrCtrl+Shift+O'),
      separator,
      ...(mac ? [{ role: 'close' as const }] : [settings, separator, { role: 'quit' as const }]),
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: say('desktop.menu.view'),
    submenu: [
      command('desktop.menu.ask', 'show-ask', 'CmdOrCtrl+1'),
      command('desktop.menu.library', 'show-library', 'CmdOrCtrl+2'),
      { label: say('desktop.tray.ask'), click: showQuick },
      separator,
      command('desktop.menu.rail', 'toggle-rail'),
      command('desktop.menu.evidence', 'toggle-evidence'),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(packaged ? [] : [separator, { role: 'reload' as const }, { role: 'toggleDevTools' as const }]),
    ],
  }
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [command('desktop.menu.shortcuts', 'show-shortcuts'), ...(mac ? [] : [{ role: 'about' as const }])],
  }
  return [...(mac ? [macApp] : []), file, { role: 'editMenu' }, view, { role: 'windowMenu' }, help]
}

export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged, actions)))
}
