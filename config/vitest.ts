/**
 * All tests, in three groups one after the other: `unit`; `end-to-end`, whole processes and the window; `alone`, what
 * fills the machine or counts what runs on it. Each builds what is stale first.
 */
import { defineConfig } from 'vitest/config'

/** English, whatever the machine speaks. */
const shared = { globalSetup: ['test/set-up.ts'], testTimeout: 60_000, hookTimeout: 120_000, env: { LC_ALL: 'C.UTF-8' } }

/** They kill, count or trace processes, or hold memory to a limit: nothing else may run beside them. */
const alone = ['bombs', 'children', 'hostile', 'kill', 'network', 'parser-kills', 'scans'].map((name) => `test/anomaly/${name}.test.ts`)
const endToEnd = ['test/e2e/**/*.test.ts', 'test/electron-host/**/*.test.ts', 'test/anomaly/**/*.test.ts']

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    maxConcurrency: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: endToEnd,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: { ...shared, name: 'end-to-end', include: endToEnd, exclude: alone, testTimeout: 240_000, sequence: { groupOrder: 1 } },
      },
      {
        test: { ...shared, name: 'alone', include: alone, fileParallelism: false, testTimeout: 240_000, sequence: { groupOrder: 2 } },
      },
    ],
  },
})
