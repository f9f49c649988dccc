/** Builds an app folder of the true main process and preload script around the stand-in engine, child and page. */
import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const repository = resolve(import.meta.dirname, '../../..')
const here = import.meta.dirname

/** Returns the folder; it is the caller's to remove. */
export async function buildStandIn(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'alcove-stand-in-'))
  const dist = join(folder, 'dist')
  const common = { configFile: false as const, logLevel: 'warn' as const, root: repository }
  await build({
    ...common,
    build: {
      ssr: true,
      outDir: dist,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: {
          'electron/main': join(repository, 'electron/main.ts'),
          'electron/engine': join(here, 'engine.ts'),
          'processes/parser': join(here, 'parser.ts'),
        },
        external: (id) => isBuiltin(id) || /^[@a-z][^:]*$/i.test(id),
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
      },
    },
  })
  const lib = (entry: string, format: 'cjs' | 'es', outDir: string, fileName: string) =>
    build({
      ...common,
      build: {
        outDir,
        emptyOutDir: false,
        minify: false,
        lib: { entry, formats: [format], fileName: () => fileName },
        rollupOptions: { external: ['electron'] },
      },
    })
  await lib(join(repository, 'electron/preload.ts'), 'cjs', join(dist, 'electron'), 'preload.cjs')
  await lib(join(here, 'page.ts'), 'es', join(dist, 'renderer'), 'page.js')
  mkdirSync(join(dist, 'renderer'), { recursive: true })
  cpSync(join(here, 'page.html'), join(dist, 'renderer', 'index.html'))
  cpSync(join(repository, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  return folder
}
