/** Finds Electron's binary without importing the package, which would fetch it. No dependencies. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './steps.mjs'

/** The binary's path, or null. */
export function findElectron(packageFolder = join(root, 'node_modules', 'electron')) {
  const named = join(packageFolder, 'path.txt')
  if (!existsSync(named)) return null
  const binary = join(packageFolder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(binary) ? binary : null
}

/** Whether a window can be shown here. */
export function hasDisplay(platform = process.platform, environment = process.env) {
  if (platform === 'win32' || platform === 'darwin') return true
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}
