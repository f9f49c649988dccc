/** What `npm start`, `npm test` and the launcher share: Node's version, packages, build. No dependencies. */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** Ends the process with a clear sentence where Node is too old. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Alcove needs Node 20.19 or newer; this is Node ${version}. Install a newer one from nodejs.org and run the command again.`)
  process.exit(1)
}

/** True where `node_modules` holds what the lock file asks for; packages for other platforms may be missing. */
export function packagesMatch(folder = root) {
  // npm's own note of what it installed, which it writes last
  const installedNote = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(installedNote)) return false
  const { packages: installed } = JSON.parse(readFileSync(installedNote, 'utf8'))
  const { packages: wanted } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
  return Object.entries(wanted).every(([place, { version, integrity, optional }]) => {
    const found = installed[place]
    if (place === '' || (found === undefined && optional)) return true
    return found?.version === version && found.integrity === integrity
  })
}

export function installPackages() {
  if (packagesMatch()) return
  console.error('Installing packages (once, about a minute) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('The packages could not be installed. Check the network and run the command again; nothing else was changed.')
    process.exit(1)
  }
}

/** What is bundled: a change in any of these makes the build stale. */
const inputs = ['core', 'models', 'host', 'electron', 'renderer', 'config', 'package-lock.json']

/** Hash of names, sizes and contents of every input of the build. */
function inputHash() {
  const hash = createHash('sha256')
  const visit = (path) => {
    const stat = statSync(path)
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort()) if (name !== 'bundled' && name !== 'node_modules') visit(join(path, name))
      return
    }
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path))
  }
  for (const input of inputs) visit(join(root, input))
  return hash.digest('hex')
}

const buildStamp = join(root, 'dist', '.alcove-build')

export function buildIsFresh() {
  return existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === inputHash()
}

/** Builds all targets; the old build stays in place until the new one is whole enough to replace it. */
export function build() {
  const before = inputHash()
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  rmSync(buildStamp, { force: true })
  mkdirSync(join(root, 'dist'), { recursive: true })
  rmSync(join(root, 'dist', 'shared'), { recursive: true, force: true })
  for (const config of ['node', 'preload', 'renderer']) {
    execFileSync(process.execPath, [vite, 'build', '--logLevel', 'warn', '--config', join(root, 'config', `vite.${config}.ts`)], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      // whoever builds: the tests try what people get
      env: { ...process.env, NODE_ENV: 'production' },
    })
  }
  writeFileSync(buildStamp, before)
}

export function buildIfStale() {
  if (buildIsFresh()) return
  console.error('Building …')
  build()
}
