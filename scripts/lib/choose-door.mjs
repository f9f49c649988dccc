/** Window or browser: told from what lies on the disk and in the environment, at once and without the network. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findElectron, hasDisplay } from './electron.mjs'

/** Electron as its own package names it, or in the folder that `ELECTRON_OVERRIDE_DIST_PATH` names instead. */
function electronProgram(environment) {
  const folder = environment.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return findElectron()
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron'
  return existsSync(join(folder, name)) ? join(folder, name) : null
}

/** Why it is browser mode, or null where `program` can show the window. */
function obstacle(program, environment, platform, user) {
  if (program === null) return 'Electron, which shows the window, is not here; npm run electron:install fetches it'
  if (!hasDisplay(platform, environment)) return 'there is no display for a window'
  if (platform === 'linux' && user === 0) return 'Electron shows no window to root'
  return null
}

export function chooseDoor({ environment = process.env, platform = process.platform, user = process.getuid?.(), program = electronProgram(environment) } = {}) {
  const why = obstacle(program, environment, platform, user)
  if (why === null) return { program, words: 'Opening Alcove in its window.' }
  return { program: null, words: `Opening Alcove in the browser, because ${why}.` }
}
