/** Everything that runs in Node or in Electron's own processes, packages left outside the bundle. */
import { isBuiltin } from 'node:module'
import { defineConfig } from 'vite'

const entries = {
  cli: 'host/cli/main.ts',
  'processes/parser': 'host/processes/parser.ts',
  'processes/index-keeper': 'host/processes/index-keeper.ts',
  'processes/embedding-worker': 'models/embedding-worker.ts',
  'processes/chat-model': 'models/llama/chat-model-process.ts',
  'processes/merge': 'models/adapters/merge-process.ts',
  'electron/main': 'electron/main.ts',
  'electron/engine': 'electron/engine.ts',
}

export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: entries,
      external: (id: string) =>
        isBuiltin(id) || (/^[@a-z][^:]*$/i.test(id) && !id.startsWith('.') && !id.startsWith('/') && !Object.values(entries).includes(id)),
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
    },
  },
})
