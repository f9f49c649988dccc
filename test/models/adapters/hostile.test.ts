/** Files that lie, and thousands of sound ones with bytes changed: each is read in an instant and either holds or is refused with a code of ours. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AlcoveError, type ErrorCode } from '../../../core/errors.ts'
import { convertAdapter } from '../../../models/adapters/convert.ts'
import { measureMerge } from '../../../models/adapters/merge.ts'
import { type GgufTensor, type GgufValue, ggufFile } from '../../fixtures/models/gguf-file.ts'
import { safetensors, safetensorsFile } from '../../fixtures/models/safetensors-file.ts'
import { fixtures } from '../llama/engine.ts'
import { never, usualConfig } from './folders.ts'
import { peftTensors, smallBase } from './small-llama.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-hostile-'))
  await writeFile(join(folder, 'base.gguf'), smallBase())
  await writeFile(join(folder, 'adapter_config.json'), JSON.stringify(usualConfig))
})
afterAll(async () => await rm(folder, { recursive: true }))

async function converts(bytes: Uint8Array): Promise<ErrorCode | null> {
  const [path, to] = [join(folder, 'one.safetensors'), join(folder, 'to.gguf')]
  await writeFile(path, bytes)
  const code = await codeOf(convertAdapter({ path, basePath: join(folder, 'base.gguf') }, to, never))
  await rm(to, { force: true })
  return code
}

async function merges(adapter: Uint8Array | null, base: Uint8Array | null): Promise<ErrorCode | null> {
  const [adapterPath, basePath] = [join(folder, 'a.gguf'), join(folder, 'b.gguf')]
  if (adapter !== null) await writeFile(adapterPath, adapter)
  if (base !== null) await writeFile(basePath, base)
  const order = {
    adapterPath: adapter === null ? join(fixtures, 'colours.gguf') : adapterPath,
    basePath: base === null ? join(fixtures, 'tiny.gguf') : basePath,
  }
  return await codeOf(measureMerge({ ...order, scale: 1 }, never))
}

/** Null where it held. What is no error of ours is thrown on. */
async function codeOf(work: Promise<unknown>): Promise<ErrorCode | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof AlcoveError) return error.code
    throw error
  }
}

const entry = (begin: number, end: number, shape: readonly number[] = [(end - begin) / 4]) => ({ dtype: 'F32', shape, data_offsets: [begin, end] })
const data = new Uint8Array(64)
const half = 'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight'

const lies: Readonly<Record<string, Uint8Array>> = {
  nothing: new Uint8Array(),
  'a length and no more': new Uint8Array(8),
  'a header of 2^63 bytes': safetensors({}, data, 2n ** 63n),
  'a header longer than any': safetensors({}, new Uint8Array(9_000_000), 8_500_000n),
  'a header longer than the file': safetensors({}, data, 67n),
  'a header that is no JSON': safetensors('{"a":', data),
  'a header that is a list': safetensors('[1,2]', data),
  'a header that begins with a space': safetensors(` ${JSON.stringify({ a: entry(0, 64) })}`, data),
  'a header as deep as it is long': safetensors(`{"a":${'['.repeat(1_000_000)}`, data),
  'tensors that overlap': safetensors({ a: entry(0, 40), b: entry(24, 64) }, data),
  'a gap between tensors': safetensors({ a: entry(0, 16), b: entry(32, 64) }, data),
  'a gap behind the last': safetensors({ a: entry(0, 32) }, data),
  'a tensor beyond the end': safetensors({ a: entry(0, 128) }, data),
  'a tensor that ends before it begins': safetensors({ a: entry(64, 0, [16]) }, data),
  'a tensor below nothing': safetensors({ a: { dtype: 'F32', shape: [-16], data_offsets: [-64, 0] } }, data),
  'a tensor of half a byte': safetensors({ a: { dtype: 'F32', shape: [16], data_offsets: [0.5, 64.5] } }, data),
  'a tensor of 10^300 rows': safetensors({ a: { dtype: 'F32', shape: [1e300, 1e300], data_offsets: [0, 64] } }, data),
  'a shape that does not fill it': safetensors({ a: entry(0, 64, [4, 3]) }, data),
  'a shape of 2^53 by nothing': safetensors({ a: { dtype: 'F32', shape: [2 ** 52, 2 ** 52], data_offsets: [0, 64] } }, data),
  'an entry with more than it should': safetensors({ a: { ...entry(0, 64), more: 1 } }, data),
  'a tensor twice': safetensors(`{"a":${JSON.stringify(entry(0, 32))},"a":${JSON.stringify(entry(32, 64))}}`, data),
  'a hundred thousand tensors': safetensors(Object.fromEntries(Array.from({ length: 70_000 }, (_, at) => [`t${at}`, entry(0, 0, [0])])), new Uint8Array()),
}

test.each(Object.keys(lies))('no safetensors file, and found out at once: %s', async (name) => {
  const before = process.memoryUsage.rss()
  const since = performance.now()
  expect(await converts(lies[name] ?? data)).toBe('safetensors-broken')
  expect(performance.now() - since).toBeLessThan(1_000)
  expect(process.memoryUsage.rss() - before).toBeLessThan(150_000_000)
})

test('types other than those of weights are named', async () => {
  await writeFile(join(folder, 'f64.safetensors'), safetensors({ [half]: { dtype: 'F64', shape: [8], data_offsets: [0, 64] } }, data))
  const work = convertAdapter({ path: join(folder, 'f64.safetensors'), basePath: join(folder, 'base.gguf') }, join(folder, 'to.gguf'), never)
  await expect(work).rejects.toMatchObject({ code: 'adapter-unsupported', details: { found: 'F64' } })
})

const text = (value: string): GgufValue => ({ kind: 'string', value })
const saysAdapter = { 'general.architecture': text('llama'), 'general.type': text('adapter'), 'adapter.type': text('lora') } as const
const zeros = (...shape: readonly number[]): GgufTensor => ({ shape, values: new Float32Array(shape.reduce((product, size) => product * size, 1)) })
const tensor = 'blk.0.attn_q.weight'
const sound = { [`${tensor}.lora_a`]: zeros(64, 4), [`${tensor}.lora_b`]: zeros(4, 64) }

const unfit: Readonly<Record<string, readonly [bytes: Uint8Array, code: ErrorCode]>> = {
  'a model': [smallBase(), 'gguf-no-adapter'],
  'another kind of adapter': [ggufFile({ ...saysAdapter, 'adapter.type': text('control_vector') }, sound), 'adapter-unsupported'],
  'another architecture': [ggufFile({ ...saysAdapter, 'general.architecture': text('gemma') }, sound), 'adapter-mismatch'],
  'half a half': [ggufFile(saysAdapter, { [`${tensor}.lora_a`]: zeros(64, 4) }), 'adapter-mismatch'],
  'an unknown tensor': [ggufFile(saysAdapter, { ...sound, 'blk.9.attn_q.weight.lora_a': zeros(64, 4) }), 'adapter-mismatch'],
  'an unknown part': [ggufFile(saysAdapter, { ...sound, 'blk.0.attn_q.weight.lora_c': zeros(64, 4) }), 'adapter-mismatch'],
  'another width': [ggufFile(saysAdapter, { [`${tensor}.lora_a`]: zeros(32, 4), [`${tensor}.lora_b`]: zeros(4, 64) }), 'adapter-mismatch'],
  'halves the wrong way round': [ggufFile(saysAdapter, { [`${tensor}.lora_a`]: zeros(4, 64), [`${tensor}.lora_b`]: zeros(64, 4) }), 'adapter-mismatch'],
  'halves of two ranks': [ggufFile(saysAdapter, { [`${tensor}.lora_a`]: zeros(64, 4), [`${tensor}.lora_b`]: zeros(8, 64) }), 'adapter-mismatch'],
  'a rank of nothing': [
    ggufFile(saysAdapter, { ...sound, 'blk.0.attn_v.weight.lora_a': zeros(64, 0), 'blk.0.attn_v.weight.lora_b': zeros(0, 32) }),
    'adapter-mismatch',
  ],
  'an alpha that is no number': [ggufFile({ ...saysAdapter, 'adapter.lora.alpha': { kind: 'float32', value: Number.NaN } }, sound), 'adapter-broken'],
  'norms alone': [ggufFile(saysAdapter, { 'blk.0.attn_norm.weight': zeros(64) }), 'adapter-broken'],
  'a part of the table of words': [
    ggufFile(saysAdapter, { ...sound, 'token_embd.weight.lora_a': zeros(4, 320), 'token_embd.weight.lora_b': zeros(4, 64) }),
    'adapter-unsupported',
  ],
}

test.each(Object.keys(unfit))('an adapter that does not fit is refused by its header: %s', async (name) => {
  const [bytes, code] = unfit[name] ?? [data, null]
  expect(await merges(bytes, null)).toBe(code)
})

test('a base cannot be an adapter, and an adapter that fits is let in', async () => {
  expect(await merges(null, await readFile(join(fixtures, 'colours.gguf')))).toBe('gguf-adapter')
  expect(await merges(ggufFile(saysAdapter, sound), null)).toBeNull()
})

/** The same at each run. Changes 1 to 4 bytes, cuts, or writes a huge number over eight bytes, somewhere before `end`. */
function* mutations(whole: Uint8Array, end: number, count: number): Generator<Uint8Array> {
  let state = 7
  const below = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  for (let number = 0; number < count; number += 1) {
    const bytes = whole.slice()
    const kind = below(10)
    if (kind === 0) yield bytes.subarray(0, below(whole.length))
    else {
      if (kind === 1) new DataView(bytes.buffer).setBigUint64(below(end - 8), 2n ** BigInt(below(64)), true)
      else for (let times = 0; times <= below(4); times += 1) bytes[below(end)] = below(256)
      yield bytes
    }
  }
}

async function outcomes(files: Iterable<Uint8Array>, read: (bytes: Uint8Array) => Promise<ErrorCode | null>): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  const before = process.memoryUsage.rss()
  let slowest = 0
  for (const bytes of files) {
    const since = performance.now()
    const code = (await read(bytes)) ?? 'held'
    slowest = Math.max(slowest, performance.now() - since)
    counts[code] = (counts[code] ?? 0) + 1
  }
  expect(slowest).toBeLessThan(1_000)
  expect(process.memoryUsage.rss() - before).toBeLessThan(300_000_000)
  return counts
}

const known: readonly string[] = ['held', 'gguf-broken', 'gguf-not-chat', 'gguf-split', 'gguf-no-adapter', 'gguf-adapter']
const ofAdapters: readonly string[] = [...known, 'adapter-broken', 'adapter-mismatch', 'adapter-unsupported', 'merge-unsupported', 'safetensors-broken']

test('fifteen hundred changed GGUF headers', async () => {
  const [adapter, base] = [await readFile(join(fixtures, 'colours.gguf')), await readFile(join(fixtures, 'tiny.gguf'))]
  const changed = await outcomes(mutations(new Uint8Array(adapter), 2_600, 1_000), async (bytes) => await merges(bytes, null))
  const bases = await outcomes(mutations(new Uint8Array(base), 12_000, 500), async (bytes) => await merges(null, bytes))
  for (const counts of [changed, bases]) {
    expect(Object.keys(counts).filter((code) => !ofAdapters.includes(code))).toEqual([])
    expect(counts['gguf-broken']).toBeGreaterThan(100)
  }
})

test('a thousand changed safetensors headers', async () => {
  const whole = safetensorsFile(peftTensors('rank-4'))
  const end = 8 + Number(new DataView(whole.buffer).getBigUint64(0, true))
  const counts = await outcomes(mutations(whole, end, 1_000), converts)
  expect(Object.keys(counts).filter((code) => !ofAdapters.includes(code))).toEqual([])
  expect(counts['safetensors-broken']).toBeGreaterThan(500)
})
