/** `npm run test:ollama`: the suite for chat models against the Ollama that OLLAMA_HOST names, and says so where none is named. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkNode, installPackages, root } from './lib/steps.mjs'

checkNode()
installPackages()
if (!process.env.OLLAMA_HOST) {
  console.log('skipped: OLLAMA_HOST names no server; for one on this computer: OLLAMA_HOST=127.0.0.1:11434 npm run test:ollama')
  process.exit(0)
}
const tests = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'config/vitest.ollama.ts'], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(tests.status ?? 1)
