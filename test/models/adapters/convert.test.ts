import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { convertAdapter } from '../../../models/adapters/convert.ts'
import { ggufFile, joined } from '../../fixtures/models/gguf-file.ts'
import { randomLlamaEntries } from '../../fixtures/models/random-llama.ts'
import { safetensors, safetensorsFile } from '../../fixtures/models/safetensors-file.ts'
import { fixtures } from '../llama/engine.ts'
import { adapterFolder, coloursAsPeft, contentsOf, never, testFolder, usualConfig } from './folders.ts'
import { modules, numbers, peftTensors, type StoredTensor, smallBase } from './small-llama.ts'

const q = 'base_model.model.model.layers.0.self_attn.q_proj'
const v = 'base_model.model.model.layers.0.self_attn.v_proj'
const all = peftTensors('rank-4')

async function converted(folder: string, path: string, basePath: string = join(folder, 'base.gguf')) {
  const to = join(folder, 'converted.gguf')
  return { ...(await convertAdapter({ path, basePath, baseName: 'gguf:base' }, to, never)), ...(await contentsOf(to)) }
}

test('a GGUF adapter says what it is, and holds every half under the name that llama.cpp looks for', async () => {
  const folder = await testFolder()
  const { changed, skipped, header, tensors } = await converted(folder, await adapterFolder(folder, usualConfig, all))
  expect([changed, skipped]).toEqual([7, 0])
  expect(Object.fromEntries(header.entries)).toMatchObject({
    'general.architecture': 'llama',
    'general.type': 'adapter',
    'general.name': 'adapter',
    'adapter.type': 'lora',
    'adapter.lora.alpha': 8,
  })
  for (const [name, rows, columns] of Object.values(modules)) {
    expect(tensors.get(`blk.0.${name}.weight.lora_a`)).toMatchObject({ shape: [columns, 4], values: numbers(`${name}.a`, 4 * columns) })
    expect(tensors.get(`blk.0.${name}.weight.lora_b`)?.shape).toEqual([4, rows])
  }
  // rows of one head of four: 0, 2, 1, 3
  const [before, after] = [numbers('attn_k.b', 8 * 4), tensors.get('blk.0.attn_k.weight.lora_b')?.values ?? new Float32Array()]
  expect(after.slice(4, 8)).toEqual(before.slice(8, 12))
  expect(tensors.get('blk.0.attn_v.weight.lora_b')?.values).toEqual(numbers('attn_v.b', 8 * 4))
})

test('an adapter of ours, written as PEFT would, comes back to the bit', async () => {
  const folder = await testFolder()
  const path = await adapterFolder(folder, usualConfig, await coloursAsPeft())
  const { tensors } = await converted(folder, path, join(fixtures, 'tiny.gguf'))
  expect(tensors.size).toBe(28)
  const colours = await contentsOf(join(fixtures, 'colours.gguf'))
  for (const [name, { values }] of colours.tensors) expect(tensors.get(name)?.values).toEqual(values)
})

test('what MLX writes the other way round, with a multiplier, is the same adapter', async () => {
  const folder = await testFolder()
  const turned = Object.entries(all).map(([name, { shape, values }]): readonly [string, StoredTensor] => {
    const [rows = 0, columns = 0] = shape
    const columnsFirst = Float32Array.from(values, (_, at) => values[(at % rows) * columns + Math.floor(at / rows)] ?? 0)
    const mlxName = name.replace('base_model.model.', '').replace('.lora_A.weight', '.lora_a').replace('.lora_B.weight', '.lora_b')
    return [mlxName, { shape: [columns, rows], values: columnsFirst }]
  })
  const config = { fine_tune_type: 'lora', num_layers: 1, lora_parameters: { rank: 4, scale: 2, dropout: 0 } }
  const mlx = await converted(folder, await adapterFolder(folder, config, Object.fromEntries(turned), 'adapters.safetensors'))
  const other = await testFolder()
  const peft = await converted(other, await adapterFolder(other, usualConfig, all))
  expect(mlx.header.entries.get('adapter.lora.alpha')).toBe(8)
  for (const [name, { values }] of peft.tensors) expect(mlx.tensors.get(name)?.values).toEqual(values)
})

test('of architectures that keep the halves of a head apart, rows stay where they are', async () => {
  const folder = await testFolder()
  await writeFile(join(folder, 'qwen.gguf'), smallBase('qwen2'))
  const { header, tensors } = await converted(folder, await adapterFolder(folder, usualConfig, all), join(folder, 'qwen.gguf'))
  expect(header.entries.get('general.architecture')).toBe('qwen2')
  for (const [name, rows] of Object.values(modules)) expect(tensors.get(`blk.0.${name}.weight.lora_b`)?.values).toEqual(numbers(`${name}.b`, rows * 4))
})

test('halves of 16 bits, of either kind, are the numbers that they are', async () => {
  const folder = await testFolder()
  const path = await adapterFolder(folder, usualConfig, null)
  // 1, -2, 1.5 and 0.25 over and over: exact in both
  const brain = new Uint16Array(64).map((_, at) => [0x3f80, 0xc000, 0x3fc0, 0x3e80][at % 4] ?? 0)
  const half = new Uint16Array(64).map((_, at) => [0x3c00, 0xc000, 0x3e00, 0x3400][at % 4] ?? 0)
  const header = {
    [`${v}.lora_A.weight`]: { dtype: 'BF16', shape: [4, 16], data_offsets: [0, 128] },
    [`${v}.lora_B.weight`]: { dtype: 'F16', shape: [8, 4], data_offsets: [128, 192] },
  }
  const data = joined([new Uint8Array(brain.buffer), new Uint8Array(half.buffer, 0, 64)])
  await writeFile(join(path, 'adapter_model.safetensors'), safetensors(header, data))
  const { tensors } = await converted(folder, path)
  const expected = (count: number): Float32Array => Float32Array.from({ length: count }, (_, at) => [1, -2, 1.5, 0.25][at % 4] ?? 0)
  expect(tensors.get('blk.0.attn_v.weight.lora_a')?.values).toEqual(expected(64))
  expect(tensors.get('blk.0.attn_v.weight.lora_b')?.values).toEqual(expected(32))
})

test('a file in the folder stands for it, and parts of the table of words are left out and counted', async () => {
  const folder = await testFolder()
  const words = 'base_model.model.model.embed_tokens'
  const path = await adapterFolder(folder, usualConfig, {
    ...all,
    [`${words}.lora_embedding_A`]: { shape: [4, 8], values: new Float32Array(32) },
    [`${words}.lora_embedding_B`]: { shape: [16, 4], values: new Float32Array(64) },
  })
  expect(await converted(folder, join(path, 'adapter_model.safetensors'))).toMatchObject({ changed: 7, skipped: 2 })
})

const one = { shape: [4, 16], values: new Float32Array(64) }
const plain = (rows: number, columns: number): StoredTensor => ({ shape: [rows, columns], values: new Float32Array(rows * columns) })

const unsupported: Readonly<Record<string, readonly [config: unknown, extra: Readonly<Record<string, StoredTensor>>, found: string]>> = {
  DoRA: [{ ...usualConfig, use_dora: true }, {}, 'DoRA'],
  'DoRA by its parts': [usualConfig, { [`${q}.lora_magnitude_vector`]: plain(1, 16) }, 'DoRA'],
  'DoRA of MLX': [{ fine_tune_type: 'dora', lora_parameters: { rank: 4, scale: 2 } }, {}, 'DoRA'],
  'a full training of MLX': [{ fine_tune_type: 'full', lora_parameters: { rank: 4, scale: 2 } }, {}, 'full'],
  'bias of the base': [{ ...usualConfig, bias: 'all' }, {}, 'bias'],
  'bias of the adapter': [{ ...usualConfig, lora_bias: true }, {}, 'lora_bias'],
  'bias of the adapter by its parts': [usualConfig, { [`${q}.lora_B.bias`]: plain(1, 16) }, 'LoRA bias'],
  'whole modules': [{ ...usualConfig, modules_to_save: ['lm_head'] }, {}, 'modules_to_save ["lm_head"]'],
  'whole modules by their parts': [usualConfig, { 'base_model.model.lm_head.weight': plain(8, 16) }, 'lm_head.weight'],
  'new tokens': [{ ...usualConfig, trainable_token_indices: [9, 10] }, {}, 'trainable_token_indices'],
  'a table of words with new tokens': [usualConfig, { 'base_model.model.model.embed_tokens.weight': plain(9, 16) }, 'embed_tokens.weight'],
  'another way than LoRA': [{ ...usualConfig, peft_type: 'IA3' }, {}, 'IA3'],
  'a beginning that changed the base': [{ ...usualConfig, init_lora_weights: 'pissa_niter_4' }, {}, 'pissa'],
  'weights stored by columns': [{ ...usualConfig, fan_in_fan_out: true }, {}, 'fan_in_fan_out'],
  'layers used twice': [{ ...usualConfig, layer_replication: [[0, 1]] }, {}, 'layer_replication'],
  'whatever comes next': [{ ...usualConfig, use_newest: true }, {}, 'use_newest'],
  'a name that is a pattern': [{ ...usualConfig, alpha_pattern: { '(a+)+$': 3 } }, {}, '(a+)+$'],
  experts: [usualConfig, { 'base_model.model.model.layers.0.mlp.experts.3.up_proj.lora_A.weight': one }, 'experts.3'],
  'eyes beside the model': [usualConfig, { 'base_model.model.vision_tower.layers.0.self_attn.q_proj.lora_A.weight': one }, 'vision_tower'],
}

test.each(Object.keys(unsupported))('refused with the name of what Alcove cannot use: %s', async (name) => {
  const folder = await testFolder()
  const [config, extra, found] = unsupported[name] ?? [null, {}, '']
  const work = converted(folder, await adapterFolder(folder, config, { ...all, ...extra }))
  await expect(work).rejects.toMatchObject({ code: 'adapter-unsupported', details: { found: expect.stringContaining(found) } })
  expect((await readdir(folder)).sort()).toEqual(['adapter', 'base.gguf'])
})

const without = (...names: readonly string[]): Readonly<Record<string, StoredTensor>> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.some((left) => name.includes(left))))
const a = `${q}.lora_A.weight`
const b = `${q}.lora_B.weight`
const notANumber = { shape: [4, 16], values: new Float32Array(64).fill(Number.NaN, 60, 61) }

const broken: Readonly<Record<string, readonly [config: unknown, tensors: Readonly<Record<string, StoredTensor>> | null, code: string, reason: string]>> = {
  'no weights': [usualConfig, null, 'adapter-broken', 'neither'],
  'a config that is no JSON': ['{"peft_type": "LORA"', all, 'adapter-broken', 'no-adapter-config'],
  'a config without its rank': [{ peft_type: 'LORA', lora_alpha: 8 }, all, 'adapter-broken', 'field'],
  'a rank of millions': [{ ...usualConfig, r: 4e6 }, all, 'adapter-broken', 'field'],
  'an alpha below nothing': [{ ...usualConfig, lora_alpha: -1 }, all, 'adapter-broken', 'field'],
  'a config of nobody': [{ rank: 4 }, all, 'adapter-broken', 'field'],
  'another rank than it says': [{ ...usualConfig, r: 8 }, all, 'adapter-broken', 'tensor-shape'],
  'half a half': [usualConfig, without('q_proj.lora_B'), 'adapter-broken', 'half-missing'],
  'halves that do not meet': [usualConfig, { ...all, [a]: plain(4, 16), [b]: plain(16, 8) }, 'adapter-broken', 'tensor-shape'],
  'what is no number': [usualConfig, { ...all, [a]: notANumber }, 'adapter-broken', 'not-numbers'],
  'nothing in it': [usualConfig, {}, 'adapter-broken', 'no-tensors'],
  'another width than the base': [usualConfig, { ...all, [a]: plain(4, 32) }, 'adapter-mismatch', 'tensor-shape'],
  'a layer that the base has not': [
    usualConfig,
    { [a.replace('layers.0', 'layers.7')]: plain(4, 16), [b.replace('layers.0', 'layers.7')]: plain(16, 4) },
    'adapter-mismatch',
    'unknown-tensor',
  ],
}

test.each(Object.keys(broken))('refused by name, and nothing is written: %s', async (name) => {
  const folder = await testFolder()
  const [config, tensors, code, reason] = broken[name] ?? [null, null, '', '']
  const work = converted(folder, await adapterFolder(folder, config, tensors))
  await expect(work).rejects.toMatchObject({ code, details: { reason } })
  expect((await readdir(folder)).sort()).toEqual(['adapter', 'base.gguf'])
})

test('weights that are a program are not opened, and bases whose heads might stand either way are not guessed at', async () => {
  const folder = await testFolder()
  const pickled = join(folder, 'pickled')
  await mkdir(pickled)
  await writeFile(join(pickled, 'adapter_model.bin'), 'PK')
  await expect(converted(folder, pickled)).rejects.toMatchObject({ code: 'adapter-unsupported', details: { found: 'adapter_model.bin' } })
  await expect(converted(folder, join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'path-missing' })
  const entries = {
    ...randomLlamaEntries,
    'general.architecture': { kind: 'string', value: 'newest' },
    'newest.context_length': { kind: 'uint32', value: 64 },
  } as const
  await writeFile(join(folder, 'newest.gguf'), ggufFile(entries, { 'token_embd.weight': { shape: [16, 8], values: new Float32Array(128) } }))
  const path = await adapterFolder(folder, usualConfig, all)
  await expect(converted(folder, path, join(folder, 'newest.gguf'))).rejects.toMatchObject({ code: 'adapter-unsupported', details: { found: 'newest' } })
  await writeFile(join(folder, 'alone.safetensors'), safetensorsFile(all))
  await expect(converted(folder, join(folder, 'alone.safetensors'))).rejects.toMatchObject({ code: 'adapter-broken', details: { reason: 'no-adapter-config' } })
})
