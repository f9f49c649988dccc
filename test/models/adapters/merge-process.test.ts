/** Converting and merging in the real process, from `dist/`: what it is told, what it tells, and what is left when it dies. */
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { MergeProgress } from '../../../core/ports/adapter-files.ts'
import type { Child } from '../../../core/ports/spawner.ts'
import { programPlaces } from '../../../host/paths.ts'
import { createForkSpawner } from '../../../host/processes/fork-spawner.ts'
import { createMergeProcess } from '../../../host/processes/merge.ts'
import { hashMerge } from '../../../models/adapters/merge.ts'
import { removeUnfinished } from '../../../models/gguf/write-whole.ts'
import { type GgufTensor, ggufFile } from '../../fixtures/models/gguf-file.ts'
import { randomLlamaEntries } from '../../fixtures/models/random-llama.ts'
import { fixtures } from '../llama/engine.ts'
import { never, silent } from './folders.ts'
import { adapterFixtures, smallBase } from './small-llama.ts'

const forks = createForkSpawner({ distFolder: programPlaces().dist, environment: process.env })
const children: Child[] = []
const merger = createMergeProcess({
  spawn: (options) => {
    const child = forks.spawn(options)
    children.push(child)
    return child
  },
})
const order = { basePath: join(fixtures, 'tiny.gguf'), adapterPath: join(fixtures, 'colours.gguf'), scale: 1 }

/** 24 million numbers: long enough at work to be stopped. */
let large = { ...order }
let inputs = ''
beforeAll(async () => {
  inputs = await mkdtemp(join(tmpdir(), 'alcove-merge-'))
  large = { basePath: join(inputs, 'large.gguf'), adapterPath: join(inputs, 'large-adapter.gguf'), scale: 1 }
  const zeros = (...shape: readonly number[]): GgufTensor => ({ shape, values: new Float32Array(shape.reduce((product, one) => product * one, 1)) })
  await writeFile(large.basePath, ggufFile(randomLlamaEntries, { 'blk.0.ffn_up.weight': zeros(4_096, 6_000) }))
  const says = { 'general.architecture': 'llama', 'general.type': 'adapter', 'adapter.type': 'lora' }
  const entries = Object.fromEntries(Object.entries(says).map(([key, value]) => [key, { kind: 'string', value } as const]))
  const halves = { 'blk.0.ffn_up.weight.lora_a': zeros(4_096, 64), 'blk.0.ffn_up.weight.lora_b': zeros(64, 6_000) }
  await writeFile(large.adapterPath, ggufFile(entries, halves))
})
afterAll(async () => {
  await merger.close()
  await rm(inputs, { recursive: true })
})

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'alcove-merged-'))
  onTestFinished(async () => await rm(folder, { recursive: true }))
  return folder
}

test('an adapter is converted and merged, and how far it has come is told', async () => {
  const folder = await emptyFolder()
  const [basePath, adapterPath, to] = [join(folder, 'base.gguf'), join(folder, 'adapter.gguf'), join(folder, 'merged.gguf')]
  await writeFile(basePath, smallBase())
  expect(await merger.convert({ path: join(adapterFixtures, 'rank-4'), basePath }, adapterPath, never)).toMatchObject({ changed: 7, skipped: 0 })
  const progress: MergeProgress[] = []
  const written = await merger.merge({ basePath, adapterPath, scale: 1 }, to, never, (one) => progress.push(one))
  expect(await merger.measure({ basePath, adapterPath, scale: 1 }, never)).toMatchObject({ size: written.size, changed: 7 })
  expect(
    createHash('sha256')
      .update(await readFile(to))
      .digest('hex'),
  ).toBe(written.sha256)
  expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total)
  expect((await readdir(folder)).sort()).toEqual(['adapter.gguf', 'base.gguf', 'merged.gguf'])
})

test('what is wrong with a file keeps its name on the way', async () => {
  await expect(merger.measure({ ...order, adapterPath: order.basePath }, never)).rejects.toMatchObject({ code: 'gguf-no-adapter' })
  const work = merger.measure({ ...large, adapterPath: order.adapterPath, baseName: 'gguf:large' }, never)
  await expect(work).rejects.toMatchObject({ code: 'adapter-mismatch', details: { base: 'gguf:large', reason: 'unknown-tensor' } })
})

test('bytes come without a file, as often as they are asked for, and a reader may leave', async () => {
  const { size, sha256, chunks } = await merger.bytes(order, never)
  expect({ size, sha256 }).toEqual(await hashMerge(order, never, silent))
  for (const _time of [1, 2]) {
    const hash = createHash('sha256')
    for await (const chunk of chunks(never)) hash.update(chunk)
    expect(hash.digest('hex')).toBe(sha256)
  }
  for await (const chunk of chunks(never)) {
    expect(chunk.length).toBeGreaterThan(0)
    break
  }
  expect(children).toHaveLength(1)
})

test('stopped midway, nothing is left and the process goes on', async () => {
  const folder = await emptyFolder()
  const stop = new AbortController()
  const work = merger.merge(large, join(folder, 'merged.gguf'), stop.signal, ({ done, total }) => {
    if (done > total / 10) stop.abort(new Error('enough'))
  })
  await expect(work).rejects.toThrow('enough')
  await expect.poll(async () => await readdir(folder)).toEqual([])
  expect(await merger.measure(order, never)).toMatchObject({ changed: 14 })
  expect(children).toHaveLength(1)
})

test('killed midway, it says so, leaves nothing, and the next order is done by another', async () => {
  const folder = await emptyFolder()
  const to = join(folder, 'merged.gguf')
  const before = children.length
  const work = merger.merge(large, to, never, ({ done, total }) => {
    if (done > total / 10) children.at(-1)?.kill()
  })
  await expect(work).rejects.toMatchObject({ code: 'merge-stopped' })
  expect(await readdir(folder)).toEqual([])
  await merger.merge(order, to, never)
  expect(await readdir(folder)).toEqual(['merged.gguf'])
  expect(children).toHaveLength(before + 1)
})

test('what an engine that was killed had begun is removed at the next start, and nothing else', async () => {
  const folder = await emptyFolder()
  for (const name of ['a.gguf.part', 'a.gguf', 'models.json', 'part']) await writeFile(join(folder, name), name)
  await removeUnfinished(folder)
  expect((await readdir(folder)).sort()).toEqual(['a.gguf', 'models.json', 'part'])
  await removeUnfinished(join(folder, 'nowhere'))
})
