/** `npm run test:electron`: drives Electron's own binary where it and a display are there, and says so where not. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { findElectron, hasDisplay } from './lib/electron.mjs'
import { buildIfStale, checkNode, installPackages, root } from './lib/steps.mjs'

checkNode()
installPackages()
const electron = findElectron()
if (electron === null) {
  console.log('skipped: Electron’s binary is not here; npm run electron:install fetches it')
  process.exit(0)
}
if (!hasDisplay()) {
  console.log('skipped: there is no display to show a window on')
  process.exit(0)
}
buildIfStale()
const tests = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'config/vitest.electron.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ALCOVE_ELECTRON: electron },
})
process.exit(tests.status ?? 1)
