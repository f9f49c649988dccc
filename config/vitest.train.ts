/** What trains for real; `npm run test:train` installs the trainer first where it is not. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    pool: 'forks',
    globalSetup: ['test/set-up.ts'],
    include: ['test/train/*.train.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    fileParallelism: false,
  },
})
