/** The shelf without a process: whose base is looked at anew, and what a refused adapter leaves in its folder. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AlcoveError } from '../../../core/errors.ts'
import { createShelfChanges, type ShelfChanges } from '../../../models/llama/shelf-changes.ts'
import { type GgufTensor, ggufFile } from '../../fixtures/models/gguf-file.ts'
import { never, testFolder } from '../adapters/folders.ts'
import { smallBase } from '../adapters/small-llama.ts'

const zeros = (...shape: readonly number[]): GgufTensor => ({ shape, values: new Float32Array(shape.reduce((product, one) => product * one, 1)) })

/** For matrices of so many columns: those of the small base have 16. */
function adapterBytes(columns: number, name: string = 'house'): Uint8Array {
  const says = { 'general.architecture': 'llama', 'general.type': 'adapter', 'adapter.type': 'lora', 'general.name': name }
  const entries = Object.fromEntries(Object.entries(says).map(([key, value]) => [key, { kind: 'string', value } as const]))
  return ggufFile(entries, { 'blk.0.attn_q.weight.lora_a': zeros(columns, 4), 'blk.0.attn_q.weight.lora_b': zeros(4, 16) })
}

interface Shelf {
  readonly changes: ShelfChanges
  readonly shelf: string
  /** A trained folder, of whose content only `converted` counts. */
  readonly trained: string
  /** Places to which something was converted. */
  readonly places: readonly string[]
  names(): Promise<readonly string[]>
}

/** With the small base on it. `converted`: what conversion writes, or how it fails; `then`: what happens behind it. */
async function shelfWith(converted: Uint8Array | Error, then: () => void = () => undefined): Promise<Shelf> {
  const folder = await testFolder()
  const [shelf, trained] = [join(folder, 'shelf'), join(folder, 'trained')]
  await mkdir(trained)
  const places: string[] = []
  const changes = createShelfChanges(shelf, async (_, to) => {
    places.push(to)
    if (converted instanceof Error) throw converted
    await writeFile(to, converted)
    then()
    return { size: converted.length, sha256: '', changed: 1, skipped: 0 }
  })
  await changes.addFile(join(folder, 'base.gguf'), never)
  return { changes, shelf, trained, places, names: async () => (await readdir(shelf)).toSorted() }
}

test('a base whose file was changed or taken away since it was listed gets no adapter', async () => {
  const { changes, shelf, trained, places, names } = await shelfWith(adapterBytes(16))
  const place = join(shelf, 'base.gguf')
  // still a model, of other bytes
  const changed = Buffer.concat([smallBase(), new Uint8Array(32)])
  await rm(place)
  await writeFile(place, changed)
  await expect(changes.addAdapter('gguf:base', trained, 1, never)).rejects.toMatchObject({ code: 'gguf-broken', details: { path: place } })
  await rm(place)
  await expect(changes.addAdapter('gguf:base', trained, 1, never)).rejects.toMatchObject({ code: 'model-missing', details: { model: 'base' } })
  expect([places, await names()]).toEqual([[], ['models.json']])
  // the same bytes under another date are the same base
  await writeFile(place, smallBase())
  expect(await changes.addAdapter('gguf:base', trained, 1, never)).toEqual({ name: 'gguf:base+trained' })
})

test.each<[string, Uint8Array | Error, string]>([
  ['its conversion fails', new AlcoveError('disk-full', { path: '' }), 'disk-full'],
  ['it does not fit its base', adapterBytes(32), 'adapter-mismatch'],
  ['it is a model', smallBase(), 'gguf-no-adapter'],
  ['it is no GGUF file', new TextEncoder().encode('GGML'), 'gguf-broken'],
])('a trained folder that is refused leaves nothing on the shelf: %s', async (_, converted, code) => {
  const { changes, trained, names, places } = await shelfWith(converted)
  await expect(changes.addAdapter('gguf:base', trained, 1, never)).rejects.toMatchObject({ code })
  expect([places.length, await names()]).toEqual([1, ['base.gguf', 'models.json']])
})

test('stopped behind its conversion, what was converted is gone', async () => {
  const stop = new AbortController()
  const reason = new Error('enough')
  const { changes, trained, names, places } = await shelfWith(adapterBytes(16), () => stop.abort(reason))
  await expect(changes.addAdapter('gguf:base', trained, 1, stop.signal)).rejects.toBe(reason)
  expect([places.length, await names()]).toEqual([1, ['base.gguf', 'models.json']])
})

test('converted twice it is listed and kept once, and a file that nobody listed is not written over', async () => {
  const { changes, shelf, trained, names } = await shelfWith(adapterBytes(16))
  await writeFile(join(shelf, 'trained.gguf'), 'mine')
  const { name } = await changes.addAdapter('gguf:base', trained, 1, never)
  expect(name).not.toBe('gguf:base+trained')
  expect(await readFile(join(shelf, 'trained.gguf'), 'utf8')).toBe('mine')
  const before = await names()
  expect(await changes.addAdapter('gguf:base', trained, 0.5, never)).toEqual({ name })
  expect(await names()).toEqual(before)
})
