/** The page's only door: named functions, no channel, no path, no event object. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge, MenuCommand } from '../renderer/client/bridge.ts'
import { channels } from './channels.ts'

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
  onMenu: (listener) => {
    const hear = (_event: unknown, command: MenuCommand): void => listener(command)
    ipcRenderer.on(channels.menu, hear)
    return () => {
      ipcRenderer.off(channels.menu, hear)
    }
  },
}

contextBridge.exposeInMainWorld('alcove', bridge)
ipcRenderer.on(channels.port, (event) => window.postMessage({ type: 'alcove:port' }, window.location.origin, [...event.ports]))
