/** Makes a GGUF adapter of one that PEFT or MLX trained, without Python: as llama.cpp’s own converter does, and held against the base first. */
import type { FileHandle } from 'node:fs/promises'
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AlcoveError, because } from '../../core/errors.ts'
import type { Converted, ConvertOrder } from '../../core/ports/adapter-files.ts'
import { f32Type } from '../gguf/encode.ts'
import { ggufFacts } from '../gguf/facts.ts'
import { alignUp, type GgufHeader } from '../gguf/header.ts'
import { withGguf } from '../gguf/open-gguf.ts'
import { type EntryValue, entryBytes, joined, startBytes, tensorBytes } from '../gguf/write.ts'
import { writeWhole } from '../gguf/write-whole.ts'
import { type AdapterConfig, readAdapterConfig } from './adapter-config.ts'
import { halvesOf, mismatch, type Names } from './halves.ts'
import { headsOf, knownArchitecture, toNeighbours } from './head-order.ts'
import { withSafetensors } from './safetensors.ts'
import { type Half, numbersOf, type Pair, pairsOf, shapesOf } from './trained-halves.ts'

const alignment = 32

/** Writes the GGUF adapter. Throws `safetensors-broken`, `adapter-broken`, `adapter-unsupported`, `adapter-mismatch`, and the codes of files. */
export async function convertAdapter(order: ConvertOrder, to: string, signal: AbortSignal): Promise<Converted> {
  const path = await weightsOf(order.path)
  const config = await readAdapterConfig(dirname(path))
  const base = await withGguf(order.basePath, signal, (header) => header)
  const names = { adapter: basename(dirname(path)), base: order.baseName ?? basename(order.basePath) }
  return await withSafetensors(path, async (tensors, handle) => {
    const { pairs, skipped } = pairsOf(tensors, path, config)
    checkFit(pairs, base, order, names)
    const head = headBytes(pairs, base, config, names)
    const size = pairs.reduce((sum, { a, b }) => sum + bytesOf(a) + bytesOf(b), head.length)
    return { ...(await writeWhole(to, size, pieces(head, pairs, { handle, path, base, config }, signal))), changed: pairs.length, skipped }
  })
}

const fileNames = ['adapter_model.safetensors', 'adapters.safetensors'] as const

/** Throws `path-missing` where there is nothing, `adapter-unsupported` for weights that are a program (pickle). */
async function weightsOf(path: string): Promise<string> {
  if (await isThere(path, 'file')) return path
  for (const name of fileNames) if (await isThere(join(path, name), 'file')) return join(path, name)
  const pickled = join(path, 'adapter_model.bin')
  if (await isThere(pickled, 'file')) throw new AlcoveError('adapter-unsupported', { path, found: 'adapter_model.bin' })
  if (await isThere(path, 'folder')) throw because('adapter-broken', 'neither', { path, first: fileNames[0], second: fileNames[1] })
  throw new AlcoveError('path-missing', { path })
}

async function isThere(path: string, kind: 'file' | 'folder'): Promise<boolean> {
  try {
    const found = await stat(path)
    return kind === 'file' ? found.isFile() : found.isDirectory()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ENOTDIR') return false
    throw new AlcoveError('path-unreadable', { path }, error)
  }
}

/** As `halvesOf`, before there is a GGUF adapter; and that the order of heads in the base is known. */
function checkFit(pairs: readonly Pair[], base: GgufHeader, order: ConvertOrder, names: Names): void {
  const model = ggufFacts(order.basePath, base)
  if (model.kind !== 'model') throw new AlcoveError('gguf-adapter', { path: order.basePath })
  const { architecture } = model
  if (!knownArchitecture(architecture)) throw new AlcoveError('adapter-unsupported', { path: order.path, found: architecture })
  halvesOf({ architecture, shapes: new Map(pairs.flatMap(({ tensor, a, b }) => shapesOf(tensor, a, b))) }, model, names)
  for (const { tensor, b } of pairs) {
    const heads = headsOf(tensor, base, architecture)
    if (heads === 'unsaid' || (heads !== null && b.shape[1] % (2 * heads) !== 0)) throw mismatch(names, 'tensor-shape', { tensor })
  }
}

function headBytes(pairs: readonly Pair[], base: GgufHeader, { kind, alpha }: AdapterConfig, { adapter }: Names): Uint8Array {
  const entries: readonly (readonly [string, EntryValue])[] = [
    ['general.architecture', { type: 'string', value: String(base.entries.get('general.architecture')) }],
    ['general.type', { type: 'string', value: 'adapter' }],
    ['general.name', { type: 'string', value: adapter }],
    ['adapter.type', { type: 'string', value: 'lora' }],
    ['adapter.lora.alpha', { type: 'float32', value: alpha }],
    ['alcove.converted.from', { type: 'string', value: kind }],
  ]
  let offset = 0
  const infos = pairs.flatMap(({ tensor, a, b }) =>
    shapesOf(tensor, a, b).map(([name, shape], half) => {
      const info = tensorBytes(name, shape, f32Type, offset)
      offset += bytesOf(half === 0 ? a : b)
      return info
    }),
  )
  const head = joined([startBytes(infos.length, entries.length), ...entries.map(([key, value]) => entryBytes(key, value)), ...infos])
  return joined([head, new Uint8Array(alignUp(head.length, alignment) - head.length)])
}

/** With what fills it up to where the next one begins. */
function bytesOf({ shape: [width, height] }: Half): number {
  return alignUp(4 * width * height, alignment)
}

interface Source {
  readonly handle: FileHandle
  readonly path: string
  readonly base: GgufHeader
  readonly config: AdapterConfig
}

async function* pieces(head: Uint8Array, pairs: readonly Pair[], source: Source, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  yield head
  const architecture = String(source.base.entries.get('general.architecture'))
  for (const { tensor, module, a, b } of pairs) {
    signal.throwIfAborted()
    yield stored(await numbersOf(a, source.handle, source.path), a)
    signal.throwIfAborted()
    const [rank] = b.shape
    const factor = source.config.factorOf(module, rank)
    const scaled = (await numbersOf(b, source.handle, source.path)).map((one) => one * factor)
    const heads = headsOf(tensor, source.base, architecture)
    yield stored(typeof heads === 'number' ? toNeighbours(scaled, rank, heads) : scaled, b)
  }
}

function stored(numbers: Float32Array, half: Half): Uint8Array {
  const bytes = new Uint8Array(bytesOf(half))
  bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  return bytes
}
