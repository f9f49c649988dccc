import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readGguf } from '../../../models/gguf/facts.ts'
import { entry, type GgufValue, ggufFile, joined, start, text, uint32, uint64 } from '../../fixtures/models/gguf-file.ts'
import { randomLlama, randomLlamaEntries } from '../../fixtures/models/random-llama.ts'

const never = new AbortController().signal
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-gguf-'))
})
afterAll(async () => await rm(folder, { recursive: true }))

async function written(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'one.gguf')
  await writeFile(path, bytes)
  return path
}

const tensor = { 'token_embd.weight': { shape: [32, 4], values: new Float32Array(128) } }
const word = (value: string): GgufValue => ({ kind: 'string', value })
const huge = 10n ** 18n

test('what a model is, told by its header', async () => {
  const path = await written(randomLlama())
  const { shapes, template, ...facts } = await readGguf(path, never)
  expect(facts).toEqual({
    kind: 'model',
    architecture: 'llama',
    parameters: 26_912,
    quantization: 'F32',
    contextTokens: 8_192,
    contextBytes: 128,
    license: null,
    size: randomLlama().length,
  })
  expect(template).toContain('message')
  expect(shapes.get('blk.0.ffn_down.weight')).toEqual([64, 32])
})

test('grouped heads, and layers with heads of their own, are counted as they are', async () => {
  const grouped = { ...randomLlamaEntries, 'llama.block_count': { kind: 'uint32', value: 2 } as const }
  const read = async (heads: GgufValue) =>
    (await readGguf(await written(ggufFile({ ...grouped, 'llama.attention.head_count_kv': heads }, tensor)), never)).contextBytes
  expect(await read({ kind: 'uint32', value: 1 })).toBe(2 * 1 * 32 * 2)
  expect(await read({ kind: 'array', of: 'uint32', values: [2, 1] })).toBe(3 * 32 * 2)
})

test('what is no chat model is told apart', async () => {
  const code = async (entries: Readonly<Record<string, GgufValue>>) => await readGguf(await written(ggufFile(entries, tensor)), never)
  await expect(code({ ...randomLlamaEntries, 'general.architecture': word('bert') })).rejects.toMatchObject({ code: 'gguf-not-chat' })
  const length = { kind: 'uint32', value: 512 } as const
  const encoders = [
    { 'general.architecture': word('nomic-bert'), 'nomic-bert.context_length': length },
    { 'llama.pooling_type': { kind: 'uint32', value: 1 } as const },
  ]
  for (const more of encoders) await expect(code({ ...randomLlamaEntries, ...more })).rejects.toMatchObject({ code: 'gguf-not-chat' })
  const { 'tokenizer.ggml.model': _tokenizer, ...wordless } = randomLlamaEntries
  await expect(code(wordless)).rejects.toMatchObject({ code: 'gguf-not-chat' })
  await expect(code({ 'general.architecture': word('clip') })).rejects.toMatchObject({ code: 'gguf-not-chat' })
  await expect(code({ ...randomLlamaEntries, 'split.count': { kind: 'uint32', value: 3 } })).rejects.toMatchObject({ code: 'gguf-split' })
  const adapter = { 'general.architecture': word('llama'), 'general.type': word('adapter') }
  expect((await code({ ...adapter, 'adapter.type': word('lora') })).kind).toBe('adapter')
  await expect(code(adapter)).rejects.toMatchObject({ code: 'adapter-unsupported' })
})

const whole = randomLlama()
const one = entry('general.architecture', word('llama'))
const soundTensor = joined([text('a'), uint32(1), uint64(8n), uint32(0), uint64(0n), new Uint8Array(99)])
const hostile: Readonly<Record<string, Uint8Array>> = {
  nothing: new Uint8Array(),
  'another magic': joined([new TextEncoder().encode('GGML'), whole.subarray(4)]),
  'a version to come': joined([start(0n, 0n, 4), whole.subarray(24)]),
  'big-endian': joined([whole.subarray(0, 4), Uint8Array.of(0, 0, 0, 3), whole.subarray(8)]),
  'cut in its entries': whole.subarray(0, 300),
  'cut among its tensors': whole.subarray(0, whole.length - 1),
  'cut before its data': whole.subarray(0, 9_000),
  'entries without end': joined([start(1n, huge), one]),
  'tensors without end': joined([start(huge, 1n), one]),
  'more entries than any': joined([start(1n, 60_000n), one]),
  'a text of 10^18 bytes': joined([start(1n, 2n), one, text('general.name'), uint32(8), uint64(huge)]),
  'a key of 10^18 bytes': joined([start(1n, 2n), one, uint64(huge)]),
  'a template of 10^18 bytes': joined([start(1n, 2n), one, text('tokenizer.chat_template'), uint32(8), uint64(huge)]),
  'a list of 10^18 numbers': joined([start(1n, 2n), one, text('x'), uint32(9), uint32(10), uint64(huge)]),
  'a list of 2^61 numbers, whose bytes are none': joined([start(1n, 2n), one, text('x'), uint32(9), uint32(10), uint64(2n ** 61n)]),
  'a list of 10^18 texts': joined([start(1n, 2n), one, text('x'), uint32(9), uint32(8), uint64(huge)]),
  'a list of empty texts that goes on for ever': joined([start(1n, 2n), one, text('x'), uint32(9), uint32(8), uint64(huge), new Uint8Array(40_000_000)]),
  'lists in lists in lists': joined([start(1n, 2n), one, text('x'), ...Array.from({ length: 64 }, () => joined([uint32(9), uint64(1n)]))]),
  'a value of no type': joined([start(1n, 2n), one, text('x'), uint32(99)]),
  'a value of no type, and whole else': joined([start(1n, 2n), one, text('x'), uint32(99), soundTensor]),
  'a list of no type, and whole else': joined([start(1n, 2n), one, text('x'), uint32(9), uint32(99), uint64(4n), soundTensor]),
  'the same key twice': joined([start(1n, 2n), one, one]),
  'the same key twice, and whole else': joined([start(1n, 2n), one, one, text('a'), uint32(1), uint64(4n), uint32(0), uint64(0n), new Uint8Array(99)]),
  'a tensor between two places': joined([
    start(2n, 1n),
    one,
    ...[99, 0].map((type) => joined([text(`of ${type}`), uint32(1), uint64(4n), uint32(type), uint64(type === 0 ? 5n : 0n)])),
    new Uint8Array(99),
  ]),
  'tensors that overlap': joined([
    start(2n, 1n),
    one,
    ...['a', 'b'].map((name) => joined([text(name), uint32(1), uint64(8n), uint32(0), uint64(0n)])),
    new Uint8Array(199),
  ]),
  'a tensor of 10^18 rows': joined([start(1n, 1n), one, text('a'), uint32(2), uint64(huge), uint64(huge), uint32(0), uint64(0n)]),
  'a tensor of 99 dimensions': joined([start(1n, 1n), one, text('a'), uint32(99), new Uint8Array(800)]),
  'a tensor of five dimensions, and whole else': joined([
    start(1n, 1n),
    one,
    text('a'),
    uint32(5),
    ...[8n, 1n, 1n, 1n, 1n].map(uint64),
    uint32(0),
    uint64(0n),
    new Uint8Array(99),
  ]),
  'the same tensor twice, and whole else': joined([
    start(2n, 1n),
    one,
    ...[0n, 32n].map((offset) => joined([text('a'), uint32(1), uint64(8n), uint32(0), uint64(offset)])),
    new Uint8Array(199),
  ]),
  'a tensor that stands beyond the end': joined([start(1n, 1n), one, text('a'), uint32(1), uint64(4n), uint32(0), uint64(2n ** 40n)]),
  'an alignment of nothing': ggufFile({ 'general.architecture': word('llama'), 'general.alignment': { kind: 'uint32', value: 0 } }, tensor),
  'an alignment that is no power of two': joined([
    ggufFile({ 'general.architecture': word('llama'), 'general.alignment': { kind: 'uint32', value: 24 } }, tensor),
    new Uint8Array(99),
  ]),
  'an alignment of megabytes': joined([
    ggufFile({ 'general.architecture': word('llama'), 'general.alignment': { kind: 'uint32', value: 2 ** 20 } }, tensor),
    new Uint8Array(2 ** 20),
  ]),
  'no architecture': ggufFile({}, tensor),
  'no tensors': ggufFile(randomLlamaEntries, {}),
}

test.each(Object.keys(hostile))('refused at once and at no cost: %s', async (name) => {
  const path = await written(hostile[name] ?? new Uint8Array())
  const before = process.memoryUsage.rss()
  const since = performance.now()
  await expect(readGguf(path, never)).rejects.toMatchObject({ code: 'gguf-broken', details: { path } })
  expect(performance.now() - since).toBeLessThan(500)
  expect(process.memoryUsage.rss() - before).toBeLessThan(30_000_000)
})

test('a folder is no model, and what is not there is said to be missing', async () => {
  await expect(readGguf(folder, never)).rejects.toMatchObject({ code: 'gguf-broken' })
  await expect(readGguf(join(folder, 'gone.gguf'), never)).rejects.toMatchObject({ code: 'path-missing' })
})

test('a vocabulary of 100,000 words is read over in a blink', async () => {
  const words = { kind: 'array', of: 'string', values: Array.from({ length: 100_000 }, (_, at) => `word${at}`) } as const
  const path = await written(ggufFile({ ...randomLlamaEntries, 'tokenizer.ggml.tokens': words }, tensor))
  const since = performance.now()
  expect((await readGguf(path, never)).architecture).toBe('llama')
  expect(performance.now() - since).toBeLessThan(1_000)
})
