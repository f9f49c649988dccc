/**
 * All tests, in three groups one after the other: `pure` and `unit`; `end-to-end`, whole processes and the window;
 * `alone`, what fills the machine or counts what runs on it. Each builds what is stale first.
 */
import { defineConfig } from 'vitest/config'

/** English, whatever the machine speaks. What is waited for may take its time on a busy one: seconds are no verdict. */
const shared = {
  globalSetup: ['test/set-up.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
  env: { LC_ALL: 'C.UTF-8' },
}

/** They kill, count or trace processes, or hold memory to a limit: nothing else may run beside them. */
const alone = ['bombs', 'children', 'hostile', 'kill', 'network', 'parser-kills', 'scans'].map((name) => `test/anomaly/${name}.test.ts`)
/**
 * Plain functions of plain values, which leave nothing behind: their files share a process, and load what they test once.
 * Not the window's session, whose tests stand in for the browser's timer, nor text recognition, which keeps much memory.
 */
const pure = [
  ...['ask', 'chat', 'evaluate', 'ingest', 'text', 'tune', 'types'].map((folder) => `test/core/${folder}/**/*.test.ts`),
  'test/core/parse/*.test.ts',
  'test/core/parse/!(pictures)/**/*.test.ts',
  'test/renderer/!(session*).test.ts',
  'test/renderer/*/**/*.test.{ts,tsx}',
]
const endToEnd = ['test/e2e/**/*.test.ts', 'test/electron-host/**/*.test.ts', 'test/anomaly/**/*.test.ts']

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    maxConcurrency: 2,
    projects: [
      {
        test: { ...shared, name: 'pure', include: pure, isolate: false, sequence: { groupOrder: 0 } },
      },
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [...endToEnd, ...pure],
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
