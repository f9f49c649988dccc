/**
 * All tests, in one command on a fresh clone: packages, build, a browser where one can be had, every
 * suite. The last line counts them: `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser, installBrowser } from './lib/browser.mjs'
import { buildIfStale, checkNode, installPackages, root } from './lib/steps.mjs'

checkNode()
installPackages()
buildIfStale()

const browser = findBrowser() ?? installBrowser()
if (browser === null) console.error('No Chromium, Chrome or Edge was found: install one and the browser tests run too. They are skipped now.')

const check = process.argv.includes('--no-check') ? null : spawnSync(process.execPath, [join(root, 'scripts/check.mjs')], { cwd: root, stdio: 'inherit' })

const reports = mkdtempSync(join(tmpdir(), 'alcove-tests-'))
const report = join(reports, 'report.json')
const tests = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    'config/vitest.ts',
    '--reporter',
    'default',
    '--reporter',
    'json',
    '--outputFile.json',
    report,
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ALCOVE_TEST_BROWSER: browser ?? 'none' } },
)

/** A suite that broke before its first test counts as one failure. */
function count() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const broken = testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed')).length
    return { passed: numPassedTests, failed: numFailedTests + broken, skipped: numPendingTests + numTodoTests }
  } catch (error) {
    console.error(`The test report cannot be read: ${error.message}`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

const counts = count()
rmSync(reports, { recursive: true, force: true })
if (check !== null) counts[check.status === 0 ? 'passed' : 'failed'] += 1
if (tests.status !== 0 && counts.failed === 0) counts.failed = 1
if (browser === null) console.log('Skipped for want of a browser: the tests in test/e2e/browser and test/electron-host.')
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(counts.failed === 0 ? 0 : 1)
