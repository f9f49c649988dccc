/** The page's only door: named functions, no channel, no path, no event object. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge, MenuCommand, Presence } from '../renderer/client/bridge.ts'
import { channels } from './channels.ts'

/** What main says, by its channel. */
interface Told {
  readonly [channels.menu]: MenuCommand
  readonly [channels.presence]: Presence
  /** Its id. */
  readonly [channels.openConversation]: string
}

/** Returns what ends the hearing. */
function hearOn<Channel extends keyof Told>(channel: Channel, listener: (message: Told[Channel]) => void): () => void {
  const hear = (_event: unknown, message: Told[Channel]): void => listener(message)
  ipcRenderer.on(channel, hear)
  return () => {
    ipcRenderer.off(channel, hear)
  }
}

const bridge: Bridge = {
  connect: () => ipcRenderer.send(channels.connect),
  dropFiles: (files) => {
    // a File that a script made has no path
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '')
    return ipcRenderer.invoke(channels.drop, paths)
  },
  chooseFolder: () => ipcRenderer.invoke(channels.choose, 'folder'),
  chooseFiles: () => ipcRenderer.invoke(channels.choose, 'files'),
  openFile: (fileId) => ipcRenderer.invoke(channels.openFile, fileId),
  onMenu: (listener) => hearOn(channels.menu, listener),
  presence: () => ipcRenderer.invoke(channels.presence, null),
  onPresence: (listener) => hearOn(channels.presence, listener),
  leaveQuick: (open) => ipcRenderer.invoke(channels.leaveQuick, open),
  onOpenConversation: (listener) => hearOn(channels.openConversation, listener),
}

contextBridge.exposeInMainWorld('alcove', bridge)
ipcRenderer.on(channels.port, (event) => window.postMessage({ type: 'alcove:port' }, window.location.origin, [...event.ports]))
