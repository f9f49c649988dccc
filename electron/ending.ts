/** The app ends with its last window (not on macOS), and not before the engine has ended its work. */
import { app } from 'electron'
import type { EngineProcess } from './engine-process.ts'

export function endTogether(engine: EngineProcess): void {
  let ended = false
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('before-quit', (event) => {
    if (ended) return
    event.preventDefault()
    void engine.close().then(() => {
      ended = true
      app.quit()
    })
  })
}
