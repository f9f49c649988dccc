/** The bench's runners, packages left outside the bundle. */
import { isBuiltin } from 'node:module'
import { defineConfig } from 'vite'

const entries = {
  answers: 'bench/answers.ts',
  chat: 'bench/chat.ts',
  claims: 'bench/claims.ts',
  documents: 'bench/documents.ts',
  embedding: 'bench/embedding.ts',
  indexing: 'bench/indexing.ts',
  merging: 'bench/merging.ts',
  'page-anchors': 'bench/page-anchors.ts',
  parsing: 'bench/parsing.ts',
}

export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist/bench',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: entries,
      external: (id: string) => isBuiltin(id) || (/^[@a-z][^:]*$/i.test(id) && !Object.values(entries).includes(id)),
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
    },
  },
})
