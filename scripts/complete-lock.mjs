/**
 * Completes package-lock.json: where the registry at hand offers only some platforms' binaries, npm leaves
 * the others out and `npm ci` then refuses the lock file. Adds the missing platform packages by name, without
 * an integrity hash; run `npm install` against a full registry before building for those platforms.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/steps.mjs'

const path = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const added = []

for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const target = /[-/](darwin|mac|linux|win32|win)-(x64|arm64)(?:-(gnu|musl|msvc|metal))?$/.exec(name)
    if (target === null || lock.packages[`node_modules/${name}`] || lock.packages[`${place}/node_modules/${name}`]) continue
    const [, system, cpu, abi] = target
    const os = { mac: 'darwin', win: 'win32' }[system] ?? system
    const libc = abi === 'gnu' ? 'glibc' : abi === 'musl' ? 'musl' : null
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(libc === null ? {} : { libc: [libc] }),
      license: entry.license,
      optional: true,
      os: [os],
      engines: entry.engines,
    }
    added.push(name)
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length === 0 ? 'The lock file is complete.' : `Added: ${added.join(', ')}`)
