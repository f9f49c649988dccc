/** Reads the values of a GGUF header: what is told of a model, not its vocabulary. */
import { type GgufCursor, GgufFault } from './cursor.ts'

export type GgufValue = string | number | boolean | readonly number[]

/** Bytes of a text, members of a list. */
const most = { text: 1_000_000, kept: 1_024 }
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
export async function readValue(cursor: GgufCursor, key: string, type: number): Promise<GgufValue | null> {
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
