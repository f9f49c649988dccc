/**
 * What a GGUF file says of itself, read from its header alone and before anything native opens the file
 * (github.com/ggml-org/ggml, docs/gguf.md). Files come from anywhere: every count is bounded before it is believed.
 */
import { type FileHandle, open } from 'node:fs/promises'
import { AlcoveError } from '../../core/errors.ts'
import { ggmlBytes, ggmlTypeName, mixtureName } from './ggml-types.ts'
import { createGgufCursor, type GgufCursor, GgufFault } from './gguf-cursor.ts'

export interface GgufFacts {
  readonly kind: 'model' | 'adapter'
  readonly architecture: string
  /** Numbers that were learned. */
  readonly parameters: number
  readonly quantization: string | null
  /** Tokens it was trained to read. */
  readonly contextTokens: number | null
  /** Bytes of memory that a token of context takes, at 16 bits a number; null where the header does not say. */
  readonly contextBytes: number | null
  readonly template: string | null
  readonly license: string | null
  /** Sizes of each tensor, the length of a row first. */
  readonly shapes: ReadonlyMap<string, readonly number[]>
  /** Bytes of the file. */
  readonly size: number
}

const most = { entries: 16_384, tensors: 65_536, key: 1_023, text: 1_000_000, tensorName: 255, kept: 1_024 }
/** Texts that are read; others are passed over. */
const telling: ReadonlySet<string> = new Set(['general.architecture', 'general.type', 'general.license', 'tokenizer.ggml.model', 'tokenizer.chat_template'])
const versions: ReadonlySet<number> = new Set([2, 3])

/** Throws `path-missing`, `path-unreadable`, `gguf-broken`, `gguf-split` or `gguf-not-chat`. */
export async function readGguf(path: string, signal: AbortSignal): Promise<GgufFacts> {
  const file = await openFile(path)
  try {
    const { size } = await file.stat()
    return facts(path, await readHeader(file, size, signal), size)
  } catch (error) {
    if (error instanceof GgufFault) throw new AlcoveError('gguf-broken', { path }, error)
    throw error
  } finally {
    await file.close()
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path)
    if ((await file.stat()).isFile()) return file
    await file.close()
    throw new AlcoveError('gguf-broken', { path })
  } catch (error) {
    if (error instanceof AlcoveError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : null
    throw new AlcoveError(code === 'ENOENT' ? 'path-missing' : 'path-unreadable', { path }, error)
  }
}

type Value = string | number | boolean | readonly number[]

interface Header {
  readonly shapes: ReadonlyMap<string, readonly number[]>
  /** Texts, numbers and short lists of numbers by key. */
  readonly entries: ReadonlyMap<string, Value | null>
  readonly parameters: number
  /** Type that most parameters are stored in. */
  readonly mainType: number | null
}

async function readHeader(file: FileHandle, size: number, signal: AbortSignal): Promise<Header> {
  const cursor = createGgufCursor(file, size, signal)
  if ((await cursor.uint32()) !== 0x46_55_47_47) throw new GgufFault('another kind of file')
  const version = await cursor.uint32()
  if (!versions.has(version)) throw new GgufFault(`version ${version}`)
  const tensors = await cursor.uint64()
  const count = await cursor.uint64()
  if (tensors > most.tensors || count > most.entries) throw new GgufFault(`${tensors} tensors, ${count} entries`)
  const entries = new Map<string, Value | null>()
  for (let at = 0; at < count; at += 1) {
    const key = await cursor.string(most.key)
    if (entries.has(key)) throw new GgufFault(`twice: ${key}`)
    entries.set(key, await readValue(cursor, key, await cursor.uint32()))
  }
  return { entries, ...(await readTensors(cursor, tensors, entries, size)) }
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
async function readValue(cursor: GgufCursor, key: string, type: number): Promise<Value | null> {
  if (type === stringType && telling.has(key)) return await cursor.string(most.text)
  if (type === stringType) {
    await cursor.skipStrings(1)
    return null
  }
  if (type === arrayType) return await readArray(cursor, true)
  const [bytes, read] = numberType(type)
  return await cursor.number(read, bytes)
}

async function readArray(cursor: GgufCursor, outermost: boolean): Promise<Value | null> {
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

/** Also holds that all data are there: a download that broke off is told by its last tensor. */
async function readTensors(cursor: GgufCursor, count: number, entries: ReadonlyMap<string, Value | null>, size: number): Promise<Omit<Header, 'entries'>> {
  const byType = new Map<number, number>()
  const shapes = new Map<string, readonly number[]>()
  let dataEnd = 0
  for (let tensor = 0; tensor < count; tensor += 1) {
    const name = await cursor.string(most.tensorName)
    const dimensions = await cursor.uint32()
    if (dimensions > 4 || shapes.has(name)) throw new GgufFault(`tensor ${name} of ${dimensions} dimensions`)
    const shape: number[] = []
    for (let at = 0; at < dimensions; at += 1) shape.push(await cursor.uint64())
    const values = shape.reduce((product, one) => product * one, 1)
    if (!Number.isSafeInteger(values)) throw new GgufFault(`tensor ${name} is beyond measure`)
    shapes.set(name, shape)
    const type = await cursor.uint32()
    dataEnd = Math.max(dataEnd, (await cursor.uint64()) + ggmlBytes(type, values))
    byType.set(type, (byType.get(type) ?? 0) + values)
  }
  const alignment = entries.get('general.alignment') ?? 32
  if (typeof alignment !== 'number' || alignment < 1 || alignment > 65_536) throw new GgufFault('alignment')
  const dataStart = Math.ceil(cursor.at / alignment) * alignment
  if (dataStart + dataEnd > size) throw new GgufFault(`${dataStart + dataEnd - size} bytes are missing at the end`)
  const parameters = [...byType.values()].reduce((sum, values) => sum + values, 0)
  return { shapes, parameters, mainType: [...byType].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null }
}

function facts(path: string, { shapes, entries, parameters, mainType }: Header, size: number): GgufFacts {
  const text = (key: string): string | null => textOf(entries.get(key))
  const number = (key: string): number | null => numberOf(entries.get(key))
  const architecture = text('general.architecture')
  if (architecture === null || parameters === 0) throw new GgufFault('nothing in it')
  if ((number('split.count') ?? 1) > 1) throw new AlcoveError('gguf-split', { path })
  const kind = text('general.type') === 'adapter' ? 'adapter' : 'model'
  const contextTokens = number(`${architecture}.context_length`)
  // encoders for search and the eyes of models that see have neither a chat to lead nor an order of words to keep
  const encodes = /bert|^clip$|^t5encoder$/u.test(architecture) || number(`${architecture}.pooling_type`) !== null
  if (kind === 'model' && (encodes || contextTokens === null || text('tokenizer.ggml.model') === null)) throw new AlcoveError('gguf-not-chat', { path })
  return {
    kind,
    architecture,
    parameters,
    quantization: mixtureName(number('general.file_type') ?? -1) ?? (mainType === null ? null : ggmlTypeName(mainType)),
    contextTokens,
    contextBytes: contextBytes(architecture, entries),
    template: text('tokenizer.chat_template'),
    license: text('general.license'),
    shapes,
    size,
  }
}

/** Keys and values of every layer, 2 bytes a number. */
function contextBytes(architecture: string, entries: ReadonlyMap<string, Value | null>): number | null {
  const of = (key: string): Value | null | undefined => entries.get(`${architecture}.${key}`)
  const [layers, width, heads] = [numberOf(of('block_count')), numberOf(of('embedding_length')), numberOf(of('attention.head_count'))]
  const shared = of('attention.head_count_kv') ?? heads
  if (layers === null || width === null || shared === null) return null
  const all = typeof shared === 'number' ? shared * layers : Array.isArray(shared) ? shared.reduce((sum: number, one: number) => sum + one, 0) : null
  const perHead = heads === null || heads === 0 ? null : width / heads
  const [key, value] = [numberOf(of('attention.key_length')) ?? perHead, numberOf(of('attention.value_length')) ?? perHead]
  return all === null || key === null || value === null ? null : Math.ceil(all * (key + value) * 2)
}

function textOf(value: Value | null | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function numberOf(value: Value | null | undefined): number | null {
  return typeof value === 'number' ? value : null
}
