/**
 * Reads the header of a GGUF file (github.com/ggml-org/ggml, docs/gguf.md) and nothing behind it. Files come from anywhere: every count is
 * bounded before it is believed, and tensors stand where llama.cpp will look for them, or the file is refused.
 */
import type { FileHandle } from 'node:fs/promises'
import { createGgufCursor, type GgufCursor, GgufFault } from './cursor.ts'
import { ggmlBlock, ggmlBytes } from './ggml-types.ts'
import { type GgufValue, readValue } from './values.ts'

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

const most = { entries: 16_384, tensors: 65_536, key: 1_023, tensorName: 255, alignment: 65_536 }
const versions: ReadonlySet<number> = new Set([2, 3])

/** `size`: bytes of the file. Throws a `GgufFault` for what is none, or not all of one. */
export async function readHeader(file: FileHandle, size: number, signal: AbortSignal): Promise<GgufHeader> {
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
