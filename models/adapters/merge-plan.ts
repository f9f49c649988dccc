/** Lays out the file that a base and an adapter become, piece by piece, before a tensor is read. */
import { basename } from 'node:path'
import { AlcoveError, because } from '../../core/errors.ts'
import type { MergeMeasure, MergeOrder } from '../../core/ports/adapter-files.ts'
import { decoder } from '../gguf/decode.ts'
import { encoder, q8Type } from '../gguf/encode.ts'
import { ggufFacts } from '../gguf/facts.ts'
import { ggmlBytes, ggmlTypeName } from '../gguf/ggml-types.ts'
import { alignUp, type GgufHeader, type GgufTensor, valuesIn } from '../gguf/header.ts'
import { type EntryValue, entryBytes, joined, startBytes, tensorBytes } from '../gguf/write.ts'
import { firstHalfNumbers } from './add-delta.ts'
import { halvesOf, type Names, wordsTensor } from './halves.ts'

/** A tensor of the base with what the adapter adds to it. */
export interface MergedTensor {
  readonly base: GgufTensor
  /** Its type in the merged file. */
  readonly type: number
  readonly bytes: number
  readonly a: GgufTensor
  readonly b: GgufTensor
  /** What the product of the halves is multiplied by. */
  readonly factor: number
}

/** What comes next in the merged file: bytes of its own, bytes of the base, or a tensor that is worked out. `parameters`: for progress. */
export type Piece =
  | { readonly kind: 'own'; readonly own: Uint8Array }
  | { readonly kind: 'copied'; readonly at: number; readonly bytes: number; readonly parameters: number }
  | { readonly kind: 'merged'; readonly merged: MergedTensor; readonly parameters: number }

export interface MergePlan extends MergeMeasure {
  readonly pieces: readonly Piece[]
}

/** The most numbers of a first half that are held in memory, 8 bytes each. */
const mostNumbers = 12_000_000
const alphaKey = 'adapter.lora.alpha'
/** `general.file_type` of files whose numbers are mostly Q8_0 (llama.h). */
const mostlyQ8 = 7

/** Throws the codes of `ggufFacts`, `gguf-adapter`, `gguf-no-adapter`, `adapter-mismatch`, `adapter-broken`, `adapter-unsupported` and `merge-unsupported`. */
export function planMerge(order: MergeOrder, base: GgufHeader, adapter: GgufHeader): MergePlan {
  const merged = mergedTensors(order, base, adapter)
  const tensors = base.tensors.map((tensor) => placed(tensor, merged.get(tensor.name), order))
  const head = headPieces(order, base, adapter, tensors)
  const body = tensors.flatMap(({ piece, bytes }) => [piece, ...padding(bytes, base.alignment)])
  const pieces = [...head, ...body]
  return {
    pieces,
    size: pieces.reduce((sum, piece) => sum + bytesOf(piece), 0),
    parameters: base.tensors.reduce((sum, { shape }) => sum + valuesIn(shape), 0),
    changed: merged.size,
  }
}

/** By the name of the tensor. */
function mergedTensors(order: MergeOrder, base: GgufHeader, adapter: GgufHeader): ReadonlyMap<string, MergedTensor> {
  const { basePath, adapterPath } = order
  const [model, facts] = [ggufFacts(basePath, base), ggufFacts(adapterPath, adapter)]
  if (model.kind !== 'model') throw new AlcoveError('gguf-adapter', { path: basePath })
  if (facts.kind !== 'adapter') throw new AlcoveError('gguf-no-adapter', { path: adapterPath })
  const names: Names = { adapter: basename(adapterPath), base: order.baseName ?? basename(basePath) }
  const halves = halvesOf(facts, model, names)
  const [ofBase, ofAdapter] = [byName(base), byName(adapter)]
  const alpha = adapter.entries.get(alphaKey)
  if (typeof alpha === 'number' && !Number.isFinite(alpha)) throw because('adapter-broken', 'not-numbers', { path: adapterPath, tensor: alphaKey })
  return new Map(
    halves.map(({ tensor, rank }) => {
      const [whole, a, b] = [ofBase.get(tensor), ofAdapter.get(`${tensor}.lora_a`), ofAdapter.get(`${tensor}.lora_b`)]
      if (whole === undefined || a === undefined || b === undefined) throw new Error(`${tensor} was there a moment ago`)
      // as llama.cpp has it: no alpha, or 0, stands for alpha = rank
      const factor = order.scale * (typeof alpha === 'number' && alpha !== 0 ? alpha / rank : 1)
      checkMergeable(adapterPath, names.base, whole, [a, b], rank)
      const type = encoder(whole.type) === null ? q8Type : whole.type
      return [tensor, { base: whole, type, bytes: ggmlBytes(type, valuesIn(whole.shape)) ?? 0, a, b, factor }]
    }),
  )
}

function byName({ tensors }: GgufHeader): ReadonlyMap<string, GgufTensor> {
  return new Map(tensors.map((tensor) => [tensor.name, tensor]))
}

function checkMergeable(path: string, model: string, base: GgufTensor, halves: readonly GgufTensor[], rank: number): void {
  const unread = [base, ...halves].find(({ type }) => decoder(type) === null)
  if (unread !== undefined) throw new AlcoveError('merge-unsupported', { model, tensor: unread.name, type: ggmlTypeName(unread.type) ?? unread.type })
  // the table of words may be the output too, and experts are matrices in a pile: neither is what a row-wise sum would change
  if (base.name === wordsTensor || base.shape.length !== 2) throw new AlcoveError('adapter-unsupported', { path, found: base.name })
  if (firstHalfNumbers(base.shape[0] ?? 0, rank) > mostNumbers) throw new AlcoveError('adapter-unsupported', { path, found: `rank ${rank}` })
}

interface Placed {
  readonly tensor: GgufTensor
  readonly type: number
  readonly bytes: number
  readonly piece: Piece
}

function placed(tensor: GgufTensor, merged: MergedTensor | undefined, { basePath, baseName }: MergeOrder): Placed {
  const parameters = valuesIn(tensor.shape)
  if (merged !== undefined) return { tensor, type: merged.type, bytes: merged.bytes, piece: { kind: 'merged', merged, parameters } }
  const { type, bytes, at } = tensor
  if (bytes === null) throw new AlcoveError('merge-unsupported', { model: baseName ?? basename(basePath), tensor: tensor.name, type })
  return { tensor, type, bytes, piece: { kind: 'copied', at, bytes, parameters } }
}

/** Entries byte for byte, with a note of what was merged; then the tensors with their new types and places. */
function headPieces(order: MergeOrder, base: GgufHeader, adapter: GgufHeader, tensors: readonly Placed[]): readonly Piece[] {
  const changed = ownEntries(order, base, adapter, tensors)
  const kept = [...base.places].filter(([key]) => !changed.has(key)).map(([, place]) => place)
  const own = [...changed].map(([key, value]) => entryBytes(key, value))
  let offset = 0
  const infos = tensors.map(({ tensor, type, bytes }) => {
    const info = tensorBytes(tensor.name, tensor.shape, type, offset)
    offset = alignUp(offset + bytes, base.alignment)
    return info
  })
  const start: Piece = { kind: 'own', own: startBytes(tensors.length, kept.length + own.length) }
  const pieces = [start, ...copied(kept), { kind: 'own', own: joined([...own, ...infos]) } satisfies Piece]
  return [
    ...pieces,
    ...padding(
      pieces.reduce((sum, piece) => sum + bytesOf(piece), 0),
      base.alignment,
    ),
  ]
}

/** Places that stand side by side are read as one. */
function copied(places: readonly (readonly [start: number, end: number])[]): readonly Piece[] {
  const joint: [number, number][] = []
  for (const [start, end] of places) {
    const last = joint.at(-1)
    if (last?.[1] === start) last[1] = end
    else joint.push([start, end])
  }
  return joint.map(([at, end]) => ({ kind: 'copied', at, bytes: end - at, parameters: 0 }))
}

function ownEntries(order: MergeOrder, base: GgufHeader, adapter: GgufHeader, tensors: readonly Placed[]): ReadonlyMap<string, EntryValue> {
  const name = adapter.entries.get('general.name')
  const number = Array.from({ length: base.entries.size + 1 }, (_, at) => at + 1).find((at) => !base.entries.has(`alcove.merged.${at}.adapter`)) ?? 1
  const note: (readonly [string, EntryValue])[] = [
    [`alcove.merged.${number}.adapter`, { type: 'string', value: typeof name === 'string' && name !== '' ? name : basename(order.adapterPath) }],
    [`alcove.merged.${number}.scale`, { type: 'float32', value: order.scale }],
  ]
  const now = parametersIn(tensors, q8Type)
  const told = base.entries.has('general.file_type') && 2 * now > tensors.reduce((sum, { piece }) => sum + parametersOf(piece), 0)
  return new Map(told ? [...note, ['general.file_type', { type: 'uint32', value: mostlyQ8 }]] : note)
}

function parametersIn(tensors: readonly Placed[], type: number): number {
  return tensors.reduce((sum, one) => sum + (one.type === type ? parametersOf(one.piece) : 0), 0)
}

function parametersOf(piece: Piece): number {
  return piece.kind === 'own' ? 0 : piece.parameters
}

function padding(bytes: number, alignment: number): readonly Piece[] {
  const missing = alignUp(bytes, alignment) - bytes
  return missing === 0 ? [] : [{ kind: 'own', own: new Uint8Array(missing) }]
}

function bytesOf(piece: Piece): number {
  if (piece.kind === 'own') return piece.own.length
  return piece.kind === 'copied' ? piece.bytes : piece.merged.bytes
}
