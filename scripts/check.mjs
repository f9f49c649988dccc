/** One word for "is this fine?": format, lint, layers, dead code, types per runtime, docs in step, package. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { buildIfStale, checkNode, installPackages, root } from './lib/steps.mjs'

/** A layer check that sees no files finds no fault: fewer modules than this is a fault itself. */
const fewestModules = 120

const bin = (name, script) => join(root, 'node_modules', name, script)

const runtimes = ['core', 'core/store', 'core/parse', 'host', 'electron', 'electron/tsconfig.preload.json', 'renderer', 'test']

/** @type {[name: string, script: string, args: string[]][]} */
const steps = [
  ['package', join(root, 'scripts/check-package.mjs'), []],
  ['format', bin('@biomejs/biome', 'bin/biome'), ['check', '.']],
  ['lint', bin('oxlint', 'bin/oxlint'), ['--type-aware', '--deny-warnings', '--report-unused-disable-directives', '.']],
  [
    'layers',
    bin('dependency-cruiser', 'bin/dependency-cruise.mjs'),
    ['--config', 'config/dependency-cruiser.cjs', 'core', 'models', 'host', 'electron', 'renderer', 'test', 'bench'],
  ],
  ['dead code', bin('knip', 'bin/knip.js'), []],
  ...runtimes.map((runtime) => [`types: ${runtime}`, bin('typescript-7', 'bin/tsc'), ['-p', runtime]]),
  ['docs and words', bin('vitest', 'vitest.mjs'), ['run', '--config', 'config/vitest.ts', 'test/repository']],
]

checkNode()
installPackages()
buildIfStale()

const only = process.argv.slice(2)
const asked = steps.filter(([name]) => only.length === 0 || only.some((word) => name.startsWith(word)))
const failed = []

/** @param {string[]} args */
async function run(script, args) {
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const [status] = await once(child, 'close')
  return { status, output: output.trim() }
}

async function take([name, script, args]) {
  const started = performance.now()
  const { status, output } = await run(script, args)
  const modules = name === 'layers' ? Number(/(\d+) modules/.exec(output)?.[1] ?? 0) : Infinity
  const fine = status === 0 && modules >= fewestModules
  console.log(`${fine ? 'ok    ' : 'FAILED'}  ${name}  (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  if (fine) return
  failed.push(name)
  console.log(modules < fewestModules ? `Only ${modules} modules were seen; at least ${fewestModules} are there.` : output)
}

/** Two at a time: most of them use one core. */
async function takeNext() {
  for (let step = asked.shift(); step; step = asked.shift()) await take(step)
}
await Promise.all([takeNext(), takeNext()])

if (failed.length > 0) {
  console.log(`\nNot fine: ${failed.join(', ')}`)
  process.exit(1)
}
console.log('\nAll fine.')
