/** `npm start`: all set-up, then the window where it can be had, else the same in the browser. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { chooseDoor } from './lib/choose-door.mjs'
import { buildIfStale, checkNode, installPackages, root } from './lib/steps.mjs'

checkNode()
installPackages()
buildIfStale()

const given = process.argv.slice(2)
const { program, words } = chooseDoor()
console.error(words)
if (program === null) {
  process.argv.splice(2, process.argv.length, 'serve', ...given)
  await import(`file://${join(root, 'dist', 'cli.js')}`)
} else {
  // only what Electron needs to know of its options: `--data DIR` is written as it reads it
  const at = given.indexOf('--data')
  const named = at >= 0 && given[at + 1] !== undefined ? [`--data=${given[at + 1]}`] : given.filter((word) => word.startsWith('--data='))
  const window = spawn(program, [root, ...named], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => window.kill(signal))
  window.on('exit', (code) => process.exit(code ?? 1))
}
