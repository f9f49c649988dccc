/** The window: one page, one set of files, the same for Electron and browser mode. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: resolve(import.meta.dirname, '../renderer'),
  base: './',
  plugins: [react()],
  resolve: {
    // For browsers it would decode by writing HTML into an element, which the window's Trusted Types refuse.
    alias: { 'decode-named-character-reference': fileURLToPath(import.meta.resolve('decode-named-character-reference')) },
  },
  build: {
    outDir: resolve(import.meta.dirname, '../dist/renderer'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Kilobytes: the page comes from this computer, so one file is as good as many.
    chunkSizeWarningLimit: 800,
  },
})
