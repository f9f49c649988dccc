/** One word for "is this fine?": format, lint, layers, dead code, types per runtime, docs in step, package. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale, checkNode, installPackages, root } from './lib/steps.mjs'

/** A layer check that sees no files finds no fault: fewer modules than this is a fault itself. */
const fewestModules = 120

const bin = (name, script) => join(root, 'node_modules', name, script)

const runtimes = ['core', 'core/store', 'core/parse', 'host', 'electron', 'electron/tsconfig.preload.json', 'renderer', 'test']

/** @type {[name: string, script: string, args: string[]][]} */
const steps = [
  ['format', bin('@biomejs/biome', 'bin/biome'), ['check', '.']],
  ['lint', bin('oxlint', 'bin/oxlint'), ['--type-aware', '--deny-warnings', '--report-unused-disable-directives', '.']],
  [
    'layers',
    bin('dependency-cruiser', 'bin/dependency-cruise.mjs'),
    ['--config', 'config/dependency-cruiser.cjs', 'core', 'models', 'host', 'electron', 'renderer', 'test', 'bench'],
  ],
  ['dead code', bin('knip', 'bin/knip.js'), []],
  ...runtimes.map((runtime) => [`types: ${runtime}`, bin('typescript', 'bin/tsc'), ['-p', runtime]]),
  ['docs and words', bin('vitest', 'vitest.mjs'), ['run', '--config', 'config/vitest.ts', 'test/repository']],
  ['package', join(root, 'scripts/check-package.mjs'), []],
]

checkNode()
installPackages()
buildIfStale()

const only = process.argv.slice(2)
const failed = []
for (const [name, script, args] of steps) {
  if (only.length > 0 && !only.some((word) => name.startsWith(word))) continue
  const started = performance.now()
  const done = spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
  const output = `${done.stdout}${done.stderr}`.trim()
  const modules = name === 'layers' ? Number(/(\d+) modules/.exec(output)?.[1] ?? 0) : Infinity
  const fine = done.status === 0 && modules >= fewestModules
  console.log(`${fine ? 'ok    ' : 'FAILED'}  ${name}  (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  if (fine) continue
  failed.push(name)
  console.log(modules < fewestModules ? `Only ${modules} modules were seen; at least ${fewestModules} are there.` : output)
}

if (failed.length > 0) {
  console.log(`\nNot fine: ${failed.join(', ')}`)
  process.exit(1)
}
console.log('\nAll fine.')
