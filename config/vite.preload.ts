/** The preload script: one CommonJS file, as a sandboxed window requires. */
import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    outDir: 'dist/electron',
    emptyOutDir: false,
    minify: false,
    lib: { entry: 'electron/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rollupOptions: { external: ['electron'] },
  },
})
