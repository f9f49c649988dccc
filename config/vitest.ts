/** All tests but those that need a browser; `end-to-end` needs one. Both build what is stale first. */
import { defineConfig } from 'vitest/config'

const shared = { globalSetup: ['test/set-up.ts'], testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/e2e/**', 'test/electron-host/**', 'test/anomaly/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'end-to-end',
          include: ['test/e2e/**/*.test.ts', 'test/electron-host/**/*.test.ts', 'test/anomaly/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
        },
      },
    ],
  },
})
