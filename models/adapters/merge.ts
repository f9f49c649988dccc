/** Merges a LoRA adapter into a copy of its base, as a stream: whatever the size of the files, a few megabytes at a time. */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { because } from '../../core/errors.ts'
import type { MergeMeasure, MergeOrder, OnMergeProgress, Written } from '../../core/ports/adapter-files.ts'
import { decoder } from '../gguf/decode.ts'
import { encoder } from '../gguf/encode.ts'
import type { GgufTensor } from '../gguf/header.ts'
import { asBroken, type OpenGguf, openGguf } from '../gguf/open-gguf.ts'
import { writeWhole } from '../gguf/write-whole.ts'
import { type Adder, createAdder } from './add-delta.ts'
import { type MergedTensor, type MergePlan, type Piece, planMerge } from './merge-plan.ts'

/** Bytes copied, and numbers worked out, at once. */
const copiedAtOnce = 1_048_576
const numbersAtOnce = 262_144

/** What the merged file would be, told by the headers alone. */
export async function measureMerge(order: MergeOrder, signal: AbortSignal): Promise<MergeMeasure> {
  const { plan, close } = await openMerge(order, signal)
  await close()
  return { size: plan.size, parameters: plan.parameters, changed: plan.changed }
}

/** Writes the merged file. `to` must not be there; after a failure nothing is. Throws as `mergedPieces` and `writeWhole`. */
export async function mergeToFile(order: MergeOrder, to: string, signal: AbortSignal, onProgress: OnMergeProgress): Promise<Written> {
  const { size } = await measureMerge(order, signal)
  return await writeWhole(to, size, mergedPieces(order, signal, onProgress))
}

/** Size and SHA-256 of what `mergedPieces` gives. */
export async function hashMerge(order: MergeOrder, signal: AbortSignal, onProgress: OnMergeProgress): Promise<Written> {
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of mergedPieces(order, signal, onProgress)) {
    hash.update(piece)
    size += piece.length
  }
  return { size, sha256: hash.digest('hex') }
}

/** The merged file, the same bytes each time. Throws `openGguf`’s and `planMerge`’s codes before the first, and the signal’s reason at any time. */
export async function* mergedPieces(order: MergeOrder, signal: AbortSignal, onProgress: OnMergeProgress): AsyncGenerator<Uint8Array> {
  const files = await openMerge(order, signal)
  const { pieces, parameters: total } = files.plan
  const adder = createAdder()
  let done = 0
  try {
    for (const piece of pieces) {
      for await (const { bytes, parameters } of made(piece, files, adder)) {
        // reading from memory settles at once: what wants to stop us must get its turn
        await setImmediate()
        signal.throwIfAborted()
        yield bytes
        done += parameters
        onProgress({ done: Math.round(done), total })
      }
    }
  } finally {
    await files.close()
  }
}

interface Files {
  readonly order: MergeOrder
  readonly plan: MergePlan
  readonly base: OpenGguf
  readonly adapter: OpenGguf
  close(): Promise<void>
}

async function openMerge(order: MergeOrder, signal: AbortSignal): Promise<Files> {
  const base = await openGguf(order.basePath, signal)
  try {
    const adapter = await openGguf(order.adapterPath, signal)
    const close = async (): Promise<void> => {
      await adapter.close()
      await base.close()
    }
    try {
      return { order, plan: await asBroken(order.adapterPath, async () => planMerge(order, base.header, adapter.header)), base, adapter, close }
    } catch (error) {
      await adapter.close()
      throw error
    }
  } catch (error) {
    await base.close()
    throw error
  }
}

interface Made {
  readonly bytes: Uint8Array
  readonly parameters: number
}

async function* made(piece: Piece, files: Files, adder: Adder): AsyncGenerator<Made> {
  if (piece.kind === 'own') yield { bytes: piece.own, parameters: 0 }
  else if (piece.kind === 'merged') yield* mergedRows(piece.merged, files, adder)
  else yield* copied(piece, files.base)
}

async function* copied({ at, bytes, parameters }: Extract<Piece, { readonly kind: 'copied' }>, base: OpenGguf): AsyncGenerator<Made> {
  for (const { from, count } of spans(bytes, copiedAtOnce)) {
    yield { bytes: await base.read(at + from, new Uint8Array(count)), parameters: (parameters * count) / bytes }
  }
}

/** Some rows at a time: decoded, added to, encoded. */
async function* mergedRows({ base, type, bytes, a, b, factor }: MergedTensor, { order, ...files }: Files, adder: Adder): AsyncGenerator<Made> {
  const [[width = 0, height = 0], rank] = [base.shape, a.shape[1] ?? 0]
  const encode = encoder(type)
  if (encode === null) throw new Error(`${base.name} was planned without a way to write it`)
  const atOnce = Math.max(1, Math.floor(numbersAtOnce / Math.max(width, rank)))
  const delta = adder.begin({ width, rank, rows: atOnce })
  for (const { from, count } of spans(rank, atOnce)) {
    delta.setFirst(from, await readFinite(files.adapter, a, from, new Float32Array(count * width), order.adapterPath))
  }
  for (const { from, count } of spans(height, atOnce)) {
    const rows = await readRows(files.base, base, from, delta.rows.subarray(0, count * width))
    delta.add(await readFinite(files.adapter, b, from, new Float32Array(count * rank), order.adapterPath), factor)
    const encoded = new Uint8Array((bytes / height) * count)
    encode(rows, encoded)
    yield { bytes: encoded, parameters: count * width }
  }
}

function* spans(total: number, atOnce: number): Generator<{ readonly from: number; readonly count: number }> {
  for (let from = 0; from < total; from += atOnce) yield { from, count: Math.min(atOnce, total - from) }
}

/** Fills `into`, which it returns, with whole rows. */
async function readRows(file: OpenGguf, tensor: GgufTensor, from: number, into: Float32Array): Promise<Float32Array> {
  const [width = 0, height = 0] = tensor.shape
  const decode = decoder(tensor.type)
  if (decode === null || tensor.bytes === null) throw new Error(`${tensor.name} was planned without a way to read it`)
  const rowBytes = tensor.bytes / height
  decode(await file.read(tensor.at + from * rowBytes, new Uint8Array((into.length / width) * rowBytes)), into)
  return into
}

/** Throws `adapter-broken` where a number is none. `path`: the file’s. */
async function readFinite(file: OpenGguf, tensor: GgufTensor, from: number, into: Float32Array, path: string): Promise<Float32Array> {
  const numbers = await readRows(file, tensor, from, into)
  if (!numbers.every(Number.isFinite)) throw because('adapter-broken', 'not-numbers', { path, tensor: tensor.name })
  return numbers
}
