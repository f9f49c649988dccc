/** Electron's main process: windows, menu, dialogs and the engine's process, set up in this order. */
import { join } from 'node:path'
import { app } from 'electron'
import { channels } from './channels.ts'
import { offerDialogs } from './dialogs.ts'
import { takeDrops } from './drops.ts'
import { endTogether } from './ending.ts'
import { startEngine } from './engine-process.ts'
import { askWhatToDo } from './engine-unusable.ts'
import { setMenu } from './menu.ts'
import { guardEveryPage } from './navigation.ts'
import { offerToOpenFiles } from './open-file.ts'
import { guardEverySession } from './permissions.ts'
import { createPresence } from './presence.ts'
import { useProfile } from './profile.ts'
import { registerAppScheme, servePage } from './protocol.ts'
import { hear } from './senders.ts'
import { allowShortcutPortal } from './shortcut.ts'
import { createWindows } from './window.ts'

const distFolder = join(app.getAppPath(), 'dist')
const preload = join(distFolder, 'electron', 'preload.cjs')

const profile = useProfile()
if (app.requestSingleInstanceLock()) {
  app.enableSandbox()
  allowShortcutPortal()
  registerAppScheme()
  guardEverySession()
  guardEveryPage()
  // not awaited here: Electron is ready only after this module has run
  void app.whenReady().then(start)
} else {
  app.quit()
}

function start(): void {
  servePage(join(distFolder, 'renderer'))
  const windows = createWindows({ preload, placeFile: profile.placeFile, stays: () => presence.staysOpen() })
  setMenu(windows)
  const presence = createPresence({ windows, engine: () => engine, onLanguage: () => setMenu(windows) })
  const engine = startEngine({ distFolder, args: profile.engineArguments, onNews: presence.hear, onUnusable: askWhatToDo })
  hear(channels.connect, (window) => engine.connect(window))
  takeDrops(engine)
  offerDialogs(engine)
  offerToOpenFiles(engine)
  endTogether(engine)
  app.on('second-instance', () => windows.show())
  app.on('activate', () => windows.show())
  windows.show()
}
