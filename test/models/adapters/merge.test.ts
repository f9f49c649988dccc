import { createHash } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { MergeProgress } from '../../../core/ports/adapter-files.ts'
import { convertAdapter } from '../../../models/adapters/convert.ts'
import { hashMerge, measureMerge, mergedPieces, mergeToFile } from '../../../models/adapters/merge.ts'
import { readGguf } from '../../../models/gguf/facts.ts'
import { fixtures } from '../llama/engine.ts'
import { adapterFolder, contentsOf, never, silent, testFolder } from './folders.ts'
import { adapterFixtures, type Case, cases, expectedMerge, peftTensors, settings } from './small-llama.ts'

const tiny = join(fixtures, 'tiny.gguf')
const colours = join(fixtures, 'colours.gguf')

async function merged(folder: string, wanted: Case, path: string): Promise<string> {
  const [basePath, adapterPath, to] = [join(folder, 'base.gguf'), join(folder, `${wanted}.gguf`), join(folder, `merged-${wanted}.gguf`)]
  await convertAdapter({ path, basePath }, adapterPath, never)
  await mergeToFile({ basePath, adapterPath, scale: 1 }, to, never, silent)
  return to
}

test.each(cases)('what PEFT trained and merges itself is merged the same, to the millionth in every number: %s', async (wanted) => {
  const folder = await testFolder()
  const path = await adapterFolder(folder, { peft_type: 'LORA', bias: 'none', ...settings[wanted] }, peftTensors(wanted))
  const { tensors } = await contentsOf(await merged(folder, wanted, path))
  for (const [name, values] of expectedMerge(wanted)) {
    const given = tensors.get(name)?.values ?? new Float32Array()
    expect(given).toHaveLength(values.length)
    expect(Math.max(...values.map((value, at) => Math.abs(value - (given[at] ?? Number.NaN))))).toBeLessThanOrEqual(1e-6)
  }
})

test.each(['rank-4', 'patterns'] as const)('a folder as PEFT writes it is read as it is: %s', async (wanted) => {
  const folder = await testFolder()
  const { tensors } = await contentsOf(await merged(folder, wanted, join(adapterFixtures, wanted)))
  for (const [name, values] of expectedMerge(wanted)) {
    expect(Math.max(...values.map((value, at) => Math.abs(value - (tensors.get(name)?.values[at] ?? Number.NaN))))).toBeLessThanOrEqual(1e-6)
  }
})

test('of a quantized base the changed matrices become Q8_0, and everything else stays byte for byte', async () => {
  const folder = await testFolder()
  const to = join(folder, 'merged.gguf')
  const { size, sha256 } = await mergeToFile({ basePath: tiny, adapterPath: colours, scale: 1 }, to, never, silent)
  const bytes = await readFile(to)
  expect(size).toBe(bytes.length)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  const [base, result, trained] = [await contentsOf(tiny), await contentsOf(to), await contentsOf(join(fixtures, 'tiny-colours.gguf'))]
  expect([...result.tensors.keys()]).toEqual([...base.tensors.keys()])
  let changed = 0
  for (const [name, tensor] of result.tensors) {
    const wasMerged = /attn_(?:q|k|v|output)|ffn_/u.test(name) && !name.includes('norm')
    expect(Buffer.compare(tensor.bytes, base.tensors.get(name)?.bytes ?? new Uint8Array()) !== 0).toBe(wasMerged)
    expect(tensor.type).toBe(base.tensors.get(name)?.type)
    if (!wasMerged) continue
    changed += 1
    // merged by whoever trained it from numbers of 32 bits, then stored: a step of the base and one of the result lie between
    const reference = trained.tensors.get(name)?.values ?? new Float32Array()
    const step = Math.max(...reference.map(Math.abs)) / 127
    expect(Math.max(...reference.map((value, at) => Math.abs(value - (tensor.values[at] ?? Number.NaN))))).toBeLessThan(1.5 * step)
  }
  expect(changed).toBe(14)
})

test('what the base says of itself is carried over, with a note of what was joined to it', async () => {
  const folder = await testFolder()
  const [once, twice] = [join(folder, 'once.gguf'), join(folder, 'twice.gguf')]
  await mergeToFile({ basePath: tiny, adapterPath: colours, scale: 0.5 }, once, never, silent)
  await mergeToFile({ basePath: once, adapterPath: colours, scale: 0.25 }, twice, never, silent)
  const { shapes, size: _size, ...base } = await readGguf(tiny, never)
  const { shapes: mergedShapes, size: _mergedSize, ...facts } = await readGguf(twice, never)
  expect(facts).toEqual(base)
  expect(mergedShapes).toEqual(shapes)
  const { entries } = (await contentsOf(twice)).header
  for (const [key, value] of (await contentsOf(tiny)).header.entries) expect(entries.get(key)).toEqual(value)
  expect(entries.get('alcove.merged.1.scale')).toBe(0.5)
  expect(entries.get('alcove.merged.2.scale')).toBe(0.25)
})

test('nothing is added at strength 0', async () => {
  const folder = await testFolder()
  const to = join(folder, 'merged.gguf')
  await mergeToFile({ basePath: tiny, adapterPath: colours, scale: 0 }, to, never, silent)
  const [base, result] = [await contentsOf(tiny), await contentsOf(to)]
  for (const [name, { values }] of result.tensors) {
    const before = base.tensors.get(name)?.values ?? new Float32Array()
    const step = Math.max(...before.map(Math.abs)) / 127
    expect(Math.max(...values.map((value, at) => Math.abs(value - (before[at] ?? Number.NaN))))).toBeLessThan(step / 100)
  }
})

test('the stream is the same file each time, of the length and sum that were said before', async () => {
  const order = { basePath: tiny, adapterPath: colours, scale: 1 }
  const progress: MergeProgress[] = []
  const said = await hashMerge(order, never, (one) => progress.push(one))
  expect((await measureMerge(order, never)).size).toBe(said.size)
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of mergedPieces(order, never, silent)) {
    hash.update(piece)
    size += piece.length
    expect(piece.length).toBeLessThanOrEqual(2_000_000)
  }
  expect({ size, sha256: hash.digest('hex') }).toEqual(said)
  const { parameters } = await readGguf(tiny, never)
  expect(progress.at(-1)).toEqual({ done: parameters, total: parameters })
  expect(progress.map(({ done }) => done)).toEqual(progress.map(({ done }) => done).sort((one, other) => one - other))
})

test('stopped midway, nothing is left', async () => {
  const folder = await testFolder()
  const stop = new AbortController()
  const to = join(folder, 'merged.gguf')
  const work = mergeToFile({ basePath: tiny, adapterPath: colours, scale: 1 }, to, stop.signal, ({ done, total }) => {
    if (done > total / 2) stop.abort(new Error('enough'))
  })
  await expect(work).rejects.toThrow('enough')
  expect(await readdir(folder)).toEqual(['base.gguf'])
})

test('what stands in the way is not written over, and what cannot be written says so', async () => {
  const folder = await testFolder()
  const order = { basePath: tiny, adapterPath: colours, scale: 1 }
  const to = join(folder, 'merged.gguf')
  await writeFile(to, 'mine')
  await expect(mergeToFile(order, to, never, silent)).rejects.toMatchObject({ code: 'path-unwritable' })
  expect(await readFile(to, 'utf8')).toBe('mine')
  await expect(mergeToFile(order, join(folder, 'no', 'where.gguf'), never, silent)).rejects.toMatchObject({ code: 'path-unwritable' })
  expect((await stat(to)).size).toBe(4)
})
