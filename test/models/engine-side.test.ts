import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { build } from 'vite'
import { expect, test } from 'vitest'

/** Every package that a bundle of these entries imports, at any depth of our own files. */
async function packagesOf(...entries: readonly string[]): Promise<readonly string[]> {
  const packages = new Set<string>()
  await build({
    configFile: false,
    root: resolve('.'),
    logLevel: 'silent',
    build: {
      ssr: true,
      write: false,
      rollupOptions: {
        input: [...entries],
        external: (id) => {
          const isPackage = /^[@a-z][^:]*$/i.test(id) && !entries.includes(id)
          if (isPackage) packages.add(id)
          return isPackage || id.startsWith('node:')
        },
      },
    },
  })
  return [...packages].sort()
}

test('the engine’s side of embedding can reach neither transformers.js nor onnxruntime: there is no way to embed in process', async () => {
  const engineSide = await packagesOf('models/embedder.ts', 'models/tokenizer.ts', 'models/bundled-model.ts', 'host/processes/embedding-workers.ts')
  expect(engineSide).toEqual(['@huggingface/tokenizers', 'zod'])
  expect(await packagesOf('models/embedding-worker.ts')).toContain('@huggingface/transformers')
})

test('a worker ends by itself when its parent is gone', async () => {
  const parent = `
    import { fork } from 'node:child_process'
    const child = fork(process.argv[1], [], { serialization: 'advanced', execArgv: [], env: { PATH: process.env.PATH, ALCOVE_CHILD: process.argv[2] } })
    child.on('message', () => { console.log(child.pid); process.kill(process.pid, 'SIGKILL') })
    child.send({ type: 'call', id: 1, request: { texts: ['hello'] } })`
  const settings = JSON.stringify({ modelFolder: resolve('models/bundled/all-MiniLM-L6-v2'), name: 'orphan' })
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', parent, resolve('dist/processes/embedding-worker.js'), settings])
  const pid = await run
    .then(
      ({ stdout }) => stdout,
      (error: { readonly stdout: string }) => error.stdout,
    )
    .then(Number)
  expect(pid).toBeGreaterThan(1)
  await expect.poll(() => isRunning(pid)).toBe(false)
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
