/**
 * `npm run test:train`: installs the trainer's Python packages from the pinned files (once, into .alcove-state/trainer), trains adapters
 * on a tiny model of our own, and holds what they do against the base. Says so where this computer has no Python for it.
 * `ALCOVE_TRAIN_PACKAGES=linux-x64-cuda` installs others than the machine tells, `ALCOVE_TRAIN_FOLDER` elsewhere.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkNode, installPackages, root } from './lib/steps.mjs'

checkNode()
installPackages()
const tests = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'config/vitest.train.ts'], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(tests.status ?? 1)
