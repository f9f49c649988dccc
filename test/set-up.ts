/** Runs once before the tests: children are started from `dist/`, so it must be up to date. */
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

export default function setUp(): void {
  const root = resolve(import.meta.dirname, '..')
  execFileSync(process.execPath, [resolve(root, 'scripts/build.mjs'), '--if-stale'], { cwd: root, stdio: 'inherit' })
}
