/**
 * Reads the header of a safetensors file (github.com/huggingface/safetensors, README): u64 length, JSON, then the tensors one behind the
 * other. Files come from anywhere: nothing is read that was not measured first, and what leaves gaps, overlaps or ends elsewhere is refused.
 */
import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { AlcoveError } from '../../core/errors.ts'
import { GgufFault } from '../gguf/cursor.ts'
import { valuesIn } from '../gguf/header.ts'
import { openFile } from '../gguf/open-gguf.ts'
import { readBytes } from '../gguf/read-bytes.ts'
import { parseJson } from '../json.ts'

/** Adapters of the largest models have 5 MB of it. */
export const longestSafetensorsHeader = 8_000_000
const mostTensors = 65_536

export interface SafeTensor {
  readonly name: string
  /** As GGUF numbers it: F32, F16 or BF16. */
  readonly type: number
  /** Rows first. */
  readonly shape: readonly number[]
  /** Bytes from the file’s start. */
  readonly at: number
  readonly bytes: number
}

const types: Readonly<Record<string, readonly [type: number, bytes: number]>> = { F32: [0, 4], F16: [1, 2], BF16: [30, 2] }
const count = z.number().int().nonnegative()
const Entry = z.strictObject({ dtype: z.string().max(20), shape: z.array(count).max(8), data_offsets: z.tuple([count, count]) })

/** Why a file is no safetensors file, or not all of one: for the log. */
class SafetensorsFault extends Error {}

/** Hands over the tensors with the open file. Throws `path-missing`, `path-unreadable`, `safetensors-broken`, `adapter-unsupported`, and what `use` throws. */
export async function withSafetensors<T>(path: string, use: (tensors: readonly SafeTensor[], file: FileHandle) => Promise<T>): Promise<T> {
  const file = await openFile(path, 'safetensors-broken')
  try {
    return await use(await readTensors(path, file), file)
  } catch (error) {
    if (error instanceof SafetensorsFault || error instanceof GgufFault) throw new AlcoveError('safetensors-broken', { path }, error)
    throw error
  } finally {
    await file.close()
  }
}

async function readTensors(path: string, file: FileHandle): Promise<readonly SafeTensor[]> {
  const { size } = await file.stat()
  if (size < 10) throw new SafetensorsFault('too short')
  const length = Number(new DataView((await readBytes(file, 0, new Uint8Array(8))).buffer).getBigUint64(0, true))
  if (length < 2 || length > Math.min(longestSafetensorsHeader, size - 8)) throw new SafetensorsFault(`a header of ${length} bytes`)
  const entries = Object.entries(parsed(await readBytes(file, 8, new Uint8Array(length)))).filter(([name]) => name !== '__metadata__')
  if (entries.length > mostTensors) throw new SafetensorsFault(`${entries.length} tensors`)
  const tensors = entries.map(([name, entry]) => tensorOf(path, name, entry, 8 + length))
  checkPlaces(tensors, 8 + length, size)
  return tensors
}

function parsed(bytes: Uint8Array): object {
  // the rule of the format: it begins with this very character
  if (bytes[0] !== 0x7b) throw new SafetensorsFault('no object')
  const json = parseJson(new TextDecoder().decode(bytes))
  if (json === null || typeof json.value !== 'object' || json.value === null) throw new SafetensorsFault('no JSON')
  return json.value
}

function tensorOf(path: string, name: string, entry: unknown, dataStart: number): SafeTensor {
  const read = Entry.safeParse(entry)
  if (!read.success || name.length > 512) throw new SafetensorsFault(`tensor ${name.slice(0, 100)}`, { cause: read.error })
  const { dtype, shape, data_offsets: offsets } = read.data
  const known = Object.hasOwn(types, dtype) ? types[dtype] : undefined
  if (known === undefined) throw new AlcoveError('adapter-unsupported', { path, found: dtype })
  const [type, bytesEach] = known
  const [begin, end] = offsets
  if (end - begin !== valuesIn(shape) * bytesEach) throw new SafetensorsFault(`tensor ${name} takes ${end - begin} bytes`)
  return { name, type, shape, at: dataStart + begin, bytes: end - begin }
}

/** Each begins where the last one ended, and the file ends with the last. */
function checkPlaces(tensors: readonly SafeTensor[], dataStart: number, size: number): void {
  let expected = dataStart
  for (const { name, at, bytes } of [...tensors].sort((one, other) => one.at - other.at || one.bytes - other.bytes)) {
    if (at !== expected) throw new SafetensorsFault(`tensor ${name} at ${at}, not ${expected}`)
    expected = at + bytes
  }
  if (expected !== size) throw new SafetensorsFault(`${size} bytes, not ${expected}`)
}
