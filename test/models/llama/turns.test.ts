/** The in-process engine's turns, with a process that we hold: what is removed or unloaded waits for what is at work, and touches nothing else. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { convertAdapter } from '../../../models/adapters/convert.ts'
import type { ChatModelProcess, InMemory } from '../../../models/llama/chat-model-calls.ts'
import { createLlamaEngine } from '../../../models/llama/llama-engine.ts'
import { fixtures, never } from './engine.ts'

const tiny = join(fixtures, 'tiny.gguf')
const other = join(fixtures, 'tiny-colours.gguf')

/** A process whose every load waits to be let through. */
function heldProcess() {
  let inMemory: InMemory | null = null
  const loads: (() => void)[] = []
  const process: ChatModelProcess = {
    async *run({ model }) {
      await new Promise<void>((resolve) => loads.push(resolve))
      inMemory = { path: model.path, bytes: 1, gpuShare: 0, contextTokens: 1 }
      yield* []
    },
    get inMemory() {
      return inMemory
    },
    end: vi.fn(() => {
      inMemory = null
    }),
    close: async () => undefined,
  }
  const loaded = async (nth: number) => {
    await expect.poll(() => loads.length).toBeGreaterThanOrEqual(nth)
    loads[nth - 1]?.()
  }
  return { process, loaded, loading: (nth: number) => expect.poll(() => loads.length).toBe(nth) }
}

async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'alcove-turns-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const held = heldProcess()
  const engine = createLlamaEngine({ folder, process: held.process, clock: { now: () => 0, elapsed: () => 0 }, convert: convertAdapter })
  return { folder, engine, ...held }
}

test('a model that is being read into memory is removed once it is read', async () => {
  const { folder, engine, process, loaded, loading } = await setUp()
  await engine.addFile(tiny, never)
  const load = engine.load('gguf:tiny', never)
  await loading(1)
  const removal = engine.remove('gguf:tiny', never)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await readdir(folder)).toContain('tiny.gguf')
  await loaded(1)
  await Promise.all([load, removal])
  expect(await readdir(folder)).toEqual(['models.json'])
  expect(process.inMemory).toBeNull()
})

test('unloading one model leaves the other that came into memory while it waited', async () => {
  const { engine, process, loaded, loading } = await setUp()
  await engine.addFile(tiny, never)
  await engine.addFile(other, never)
  const first = engine.load('gguf:tiny', never)
  await loaded(1)
  await first
  const second = engine.load('gguf:tiny-colours', never)
  await loading(2)
  const unloading = engine.unload('gguf:tiny', never)
  await new Promise((resolve) => setTimeout(resolve, 50))
  await loaded(2)
  await Promise.all([second, unloading])
  expect(process.inMemory?.path).toMatch(/tiny-colours\.gguf$/)
  expect(process.end).not.toHaveBeenCalled()
})

test('a file that lies in the folder but not on the list is neither written over nor in the way', async () => {
  const { folder, engine } = await setUp()
  await writeFile(join(folder, 'tiny.gguf'), 'half of it')
  expect(await engine.addFile(tiny, never)).toEqual({ name: 'gguf:tiny-2' })
  expect((await readdir(folder)).sort()).toEqual(['models.json', 'tiny-2.gguf', 'tiny.gguf'])
})
