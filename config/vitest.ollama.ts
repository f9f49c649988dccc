/** The tests that speak to a real Ollama; `npm run test:ollama` runs them where one is named. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { pool: 'forks', include: ['test/ollama-server/*.ollama.ts'], testTimeout: 120_000 },
})
