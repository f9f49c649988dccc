/** Memory that a training is reckoned to take, against what it took. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultTrainingSettings, type TrainingSettings } from '../../../core/types/training.ts'
import { type BaseShape, memoryNeeded, plan, trainedParameters } from '../../../models/trainer/plan.ts'

const tiny = resolve(import.meta.dirname, '../../fixtures/models/tiny.gguf')
const open = new AbortController().signal
const cpu = { device: 'cpu', short: true } as const
const settings: TrainingSettings = { ...defaultTrainingSettings, maxLength: 512 }
const GiB = 2 ** 30

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alcove-plan-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function base(config: Record<string, unknown>): { kind: 'folder'; path: string } {
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  return { kind: 'folder', path: folder }
}

const small = { hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24, num_attention_heads: 16, num_key_value_heads: 16, vocab_size: 150_000 }
const medium = { hidden_size: 2048, intermediate_size: 8192, num_hidden_layers: 24, num_attention_heads: 16, num_key_value_heads: 8, vocab_size: 32_000 }

test('comes within a quarter of what was measured, and never far below', async () => {
  // 630 million parameters: 2.8 GiB at 16 bits, 4.1 at 32; 1,777 million: 6.0 GiB
  const first = await plan(base({ ...small, vocab_size: 110_000 }), settings, cpu, open)
  expect(first.parameters).toBeGreaterThan(600e6)
  expect(first.memory / GiB).toBeGreaterThan(2.8 * 0.8)
  expect(first.memory / GiB).toBeLessThan(2.8 * 1.25)
  const long = await plan(base({ ...small, vocab_size: 110_000 }), settings, { ...cpu, short: false }, open)
  expect(long.memory / GiB).toBeGreaterThan(4.1 * 0.8)
  expect(long.memory / GiB).toBeLessThan(4.1 * 1.25)
  const second = await plan(base({ ...medium, vocab_size: 64_000 }), settings, cpu, open)
  expect(second.parameters).toBeGreaterThan(1.7e9)
  expect(second.memory / GiB).toBeGreaterThan(6 * 0.75)
  expect(second.memory / GiB).toBeLessThan(6 * 1.25)
})

test('reads a GGUF file by its header', async () => {
  const of = await plan({ kind: 'gguf', path: tiny }, settings, cpu, open)
  expect(of.parameters).toBe(115_008)
  expect(of.device).toBe('cpu')
  // the program itself, as it was measured: 0.9 to 1.1 GB
  expect(of.memory).toBeGreaterThan(1e9)
  expect(of.memory).toBeLessThan(1.1e9)
})

test('what learns takes 16 bytes a number, a fifth to spare: weight, gradient and two moments', () => {
  const shape: BaseShape = { parameters: 1e9, layers: 10, width: 1_000, vocabulary: 1_000, matrices: new Map([['q_proj', 2_000]]) }
  const at = (rank: number): TrainingSettings => ({ ...settings, rank, targets: ['q_proj'], layers: null })
  expect([8, 108].map((rank) => trainedParameters(shape, at(rank)))).toEqual([160_000, 2_160_000])
  expect(memoryNeeded(shape, at(108), 2) - memoryNeeded(shape, at(8), 2)).toBe(2_000_000 * 16 * 1.2)
})

test('what learns counts: rank, layers and matrices', async () => {
  const memory = async (changes: Partial<TrainingSettings>): Promise<number> => (await plan(base(small), { ...settings, ...changes }, cpu, open)).memory
  const all = await memory({})
  expect(await memory({ rank: 64 })).toBeGreaterThan(all)
  expect(await memory({ layers: 2 })).toBeLessThan(all)
  expect(await memory({ targets: ['q_proj'] })).toBeLessThan(all)
  expect(await memory({ batch: 8 })).toBeGreaterThan(all)
})

test('a base that cannot be read is refused by name', async () => {
  await expect(plan({ kind: 'folder', path: join(folder, 'none') }, settings, cpu, open)).rejects.toMatchObject({ code: 'base-untrainable' })
  await expect(plan(base({ hidden_size: -1 }), settings, cpu, open)).rejects.toMatchObject({ code: 'base-untrainable' })
  writeFileSync(join(folder, 'x.gguf'), 'GGUF')
  await expect(plan({ kind: 'gguf', path: join(folder, 'x.gguf') }, settings, cpu, open)).rejects.toMatchObject({ code: 'gguf-broken' })
})
