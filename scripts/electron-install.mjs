/** `npm run electron:install`: fetches Electron's binary by the package's own installer, which checks its checksum. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findElectron } from './lib/electron.mjs'
import { checkNode, installPackages, root } from './lib/steps.mjs'

checkNode()
installPackages()
const installer = join(root, 'node_modules', 'electron', 'install.js')
if (!existsSync(installer)) {
  console.error('The package electron is not installed. Run npm ci and then this command again.')
  process.exit(1)
}
if (findElectron() === null) {
  console.error('Fetching Electron (about 120 MB, once) …')
  const done = spawnSync(process.execPath, [installer], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'inherit', 'pipe'] })
  if (done.status !== 0 || findElectron() === null) {
    console.error(done.stderr.trim().split('\n')[0] ?? '')
    console.error(
      'Electron could not be fetched. Check the network (it comes from github.com) and run the command again; npm start shows the same window in your browser meanwhile.',
    )
    process.exit(1)
  }
}
console.log(`Electron is ready: ${findElectron()}`)
