/** The tests that drive Electron's own binary; `npm run test:electron` runs them where it is there. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { pool: 'forks', include: ['test/electron-binary/*.electron.ts'], fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 },
})
