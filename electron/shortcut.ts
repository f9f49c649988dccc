/** The keys that bring up the small window from any program. */
import { app, globalShortcut } from 'electron'
import type { Presence } from '../renderer/client/bridge.ts'

/** Before `ready`: on Wayland programs get such keys from the desktop's portal, and from nowhere else. */
export function allowShortcutPortal(): void {
  if (process.platform === 'linux') app.commandLine.appendSwitch('enable-features', 'GlobalShortcutsPortal')
}

export interface Shortcut {
  /** In place of the one before; null: none. */
  set(keys: string | null): Presence['shortcut']
}

export function createShortcut(onPress: () => void): Shortcut {
  return {
    set(keys) {
      globalShortcut.unregisterAll()
      if (keys === null) return 'off'
      return globalShortcut.register(keys, onPress) ? 'set' : 'refused'
    },
  }
}
