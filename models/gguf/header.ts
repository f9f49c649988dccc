/**
 * Reads the header of a GGUF file (github.com/ggml-org/ggml, docs/gguf.md) and nothing behind it. Files come from anywhere: every count is
 * bounded before it is believed, and tensors stand where llama.cpp will look for them, or the file is refused.
 */
import { type FileHandle, open } from 'node:fs/promises'
import { AlcoveError } from '../../core/errors.ts'
import { createGgufCursor, type GgufCursor, GgufFault } from './cursor.ts'
import { ggmlBlock, ggmlBytes } from './ggml-types.ts'
import { readBytes } from './read-bytes.ts'

export type GgufValue = string | number | boolean | readonly number[]

export interface GgufTensor {
  readonly name: string
  /** The length of a row first. */
  readonly shape: readonly number[]
  /** Id of its type (ggml-types.ts). */
  readonly type: number
  /** Bytes from the file's start. */
  readonly at: number
  /** Null for a type newer than ours. */
  readonly bytes: number | null
}

export interface GgufHeader {
  /** Texts, numbers and short lists of numbers by key; null for what was passed over. */
  readonly entries: ReadonlyMap<string, GgufValue | null>
  /** Where each entry stands, key and value, in bytes from the file's start. */
  readonly places: ReadonlyMap<string, readonly [start: number, end: number]>
  readonly tensors: readonly GgufTensor[]
  /** Tensors begin at multiples of so many bytes. */
  readonly alignment: number
  /** Bytes of the file. */
  readonly size: number
}

const most = { entries: 16_384, tensors: 65_536, key: 1_023, text: 1_000_000, tensorName: 255, kept: 1_024, alignment: 65_536 }
/** Texts that are read; others are passed over. */
const telling: ReadonlySet<string> = new Set([
  'general.architecture',
  'general.type',
  'general.name',
  'general.license',
  'adapter.type',
  'tokenizer.ggml.model',
  'tokenizer.chat_template',
])
const versions: ReadonlySet<number> = new Set([2, 3])

/** A file whose header held, and which is read on. */
export interface OpenGguf {
  readonly header: GgufHeader
  /** Fills `into`, which it returns, with what stands at `at`, bytes from the file’s start. Throws `gguf-broken` where the file became shorter. */
  read(at: number, into: Uint8Array): Promise<Uint8Array>
  close(): Promise<void>
}

/** Throws `path-missing`, `path-unreadable` or `gguf-broken`. */
export async function openGguf(path: string, signal: AbortSignal): Promise<OpenGguf> {
  const file = await openFile(path, 'gguf-broken')
  try {
    const header = await asBroken(path, async () => await readHeader(file, (await file.stat()).size, signal))
    return { header, read: async (at, into) => await asBroken(path, async () => await readBytes(file, at, into)), close: async () => await file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** What `use` makes of the header. Throws as `openGguf`, and what `use` throws; its own faults become `gguf-broken`. */
export async function withGguf<T>(path: string, signal: AbortSignal, use: (header: GgufHeader) => T): Promise<T> {
  const file = await openGguf(path, signal)
  try {
    return await asBroken(path, async () => use(file.header))
  } finally {
    await file.close()
  }
}

/** Gives faults of the file the code that people know. */
export async function asBroken<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof GgufFault) throw new AlcoveError('gguf-broken', { path }, error)
    throw error
  }
}

/** To read; the caller closes it. Throws `path-missing`, `path-unreadable`, or `broken` for what is no file. */
export async function openFile(path: string, broken: 'gguf-broken' | 'safetensors-broken'): Promise<FileHandle> {
  try {
    const file = await open(path)
    if ((await file.stat()).isFile()) return file
    await file.close()
    throw new AlcoveError(broken, { path })
  } catch (error) {
    if (error instanceof AlcoveError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : null
    throw new AlcoveError(code === 'ENOENT' ? 'path-missing' : 'path-unreadable', { path }, error)
  }
}

async function readHeader(file: FileHandle, size: number, signal: AbortSignal): Promise<GgufHeader> {
  const cursor = createGgufCursor(file, size, signal)
  if ((await cursor.uint32()) !== 0x46_55_47_47) throw new GgufFault('another kind of file')
  const version = await cursor.uint32()
  if (!versions.has(version)) throw new GgufFault(`version ${version}`)
  const tensors = await cursor.uint64()
  const count = await cursor.uint64()
  if (tensors > most.tensors || count > most.entries) throw new GgufFault(`${tensors} tensors, ${count} entries`)
  const entries = new Map<string, GgufValue | null>()
  const places = new Map<string, readonly [number, number]>()
  for (let entry = 0; entry < count; entry += 1) {
    const start = cursor.at
    const key = await cursor.string(most.key)
    if (entries.has(key)) throw new GgufFault(`twice: ${key}`)
    entries.set(key, await readValue(cursor, key, await cursor.uint32()))
    places.set(key, [start, cursor.at])
  }
  const alignment = alignmentOf(entries)
  return { entries, places, alignment, size, tensors: await readTensors(cursor, tensors, alignment, size) }
}

/** Number types by their id: bytes, and how to read them. */
const numbers: ReadonlyMap<number, readonly [bytes: number, read: (view: DataView, at: number) => number | bigint]> = new Map([
  [0, [1, (view, at) => view.getUint8(at)]],
  [1, [1, (view, at) => view.getInt8(at)]],
  [2, [2, (view, at) => view.getUint16(at, true)]],
  [3, [2, (view, at) => view.getInt16(at, true)]],
  [4, [4, (view, at) => view.getUint32(at, true)]],
  [5, [4, (view, at) => view.getInt32(at, true)]],
  [6, [4, (view, at) => view.getFloat32(at, true)]],
  [7, [1, (view, at) => view.getUint8(at)]],
  [10, [8, (view, at) => view.getBigUint64(at, true)]],
  [11, [8, (view, at) => view.getBigInt64(at, true)]],
  [12, [8, (view, at) => view.getFloat64(at, true)]],
])
const stringType = 8
const arrayType = 9

/** Null for what is passed over: most texts, lists of texts, long lists. */
async function readValue(cursor: GgufCursor, key: string, type: number): Promise<GgufValue | null> {
  if (type === stringType && telling.has(key)) return await cursor.string(most.text)
  if (type === stringType) {
    await cursor.skipStrings(1)
    return null
  }
  if (type === arrayType) return await readArray(cursor, true)
  const [bytes, read] = numberType(type)
  return await cursor.number(read, bytes)
}

async function readArray(cursor: GgufCursor, outermost: boolean): Promise<GgufValue | null> {
  const type = await cursor.uint32()
  const length = await cursor.uint64()
  if (type === stringType) {
    await cursor.skipStrings(length)
    return null
  }
  if (type === arrayType) {
    if (!outermost || length > most.kept) throw new GgufFault(`${length} lists in a list at ${cursor.at}`)
    for (let at = 0; at < length; at += 1) await readArray(cursor, false)
    return null
  }
  const [bytes, read] = numberType(type)
  if (length > most.kept || !outermost) {
    await cursor.skip(length * bytes)
    return null
  }
  const members: number[] = []
  for (let at = 0; at < length; at += 1) members.push(await cursor.number(read, bytes))
  return members
}

function numberType(type: number): readonly [number, (view: DataView, at: number) => number | bigint] {
  const known = numbers.get(type)
  if (known === undefined) throw new GgufFault(`a value of type ${type}`)
  return known
}

function alignmentOf(entries: ReadonlyMap<string, GgufValue | null>): number {
  const alignment = entries.get('general.alignment') ?? 32
  const holds = typeof alignment === 'number' && alignment >= 1 && alignment <= most.alignment && Number.isInteger(Math.log2(alignment))
  if (!holds) throw new GgufFault('alignment')
  return alignment
}

/** Also holds that all data are there, one tensor behind the other: a download that broke off is told by its last tensor. */
async function readTensors(cursor: GgufCursor, count: number, alignment: number, size: number): Promise<readonly GgufTensor[]> {
  const read: (Omit<GgufTensor, 'at'> & { readonly offset: number })[] = []
  const names = new Set<string>()
  /** Where the next one stands; null behind one whose bytes are not known. */
  let expected: number | null = 0
  for (let tensor = 0; tensor < count; tensor += 1) {
    const { offset, ...one } = await readTensor(cursor, names)
    names.add(one.name)
    if (offset % alignment !== 0) throw new GgufFault(`tensor ${one.name} is not aligned`)
    if (expected !== null && offset !== expected) throw new GgufFault(`tensor ${one.name} at ${offset}, not ${expected}`)
    expected = one.bytes === null ? null : alignUp(offset + one.bytes, alignment)
    read.push({ ...one, offset })
  }
  const dataStart = alignUp(cursor.at, alignment)
  const dataEnd = read.reduce((end, { offset, bytes }) => Math.max(end, dataStart + offset + (bytes ?? 0)), 0)
  if (dataEnd > size) throw new GgufFault(`${dataEnd - size} bytes are missing at the end`)
  return read.map(({ offset, ...one }) => ({ ...one, at: dataStart + offset }))
}

async function readTensor(cursor: GgufCursor, names: ReadonlySet<string>): Promise<Omit<GgufTensor, 'at'> & { readonly offset: number }> {
  const name = await cursor.string(most.tensorName)
  const dimensions = await cursor.uint32()
  if (dimensions > 4 || names.has(name)) throw new GgufFault(`tensor ${name} of ${dimensions} dimensions`)
  const shape: number[] = []
  for (let at = 0; at < dimensions; at += 1) shape.push(await cursor.uint64())
  const type = await cursor.uint32()
  const values = valuesIn(shape)
  if (!Number.isSafeInteger(values)) throw new GgufFault(`tensor ${name} is beyond measure`)
  if ((shape[0] ?? 1) % (ggmlBlock(type)?.values ?? 1) !== 0) throw new GgufFault(`rows of ${name} end within a block`)
  return { name, shape, type, bytes: ggmlBytes(type, values), offset: await cursor.uint64() }
}

export function valuesIn(shape: readonly number[]): number {
  return shape.reduce((product, one) => product * one, 1)
}

/** The next multiple. */
export function alignUp(at: number, alignment: number): number {
  return Math.ceil(at / alignment) * alignment
}
