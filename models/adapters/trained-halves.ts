/** The halves of an adapter as PEFT or MLX stored them: which belong together, and their numbers as GGUF wants them. */
import type { FileHandle } from 'node:fs/promises'
import { AlcoveError, because } from '../../core/errors.ts'
import { decoder } from '../gguf/decode.ts'
import { readBytes } from '../gguf/read-bytes.ts'
import type { AdapterConfig } from './adapter-config.ts'
import type { SafeTensor } from './safetensors.ts'
import { halfName, strangerName } from './tensor-names.ts'

/** Numbers of one half that are held in memory. */
const mostNumbers = 40_000_000

export interface Pair {
  readonly tensor: string
  readonly module: string
  readonly a: Half
  readonly b: Half
}

/** Numbers as they stand in the file, and as GGUF wants them: the length of a row first. */
export interface Half {
  readonly stored: SafeTensor
  /** Whether rows and columns change places. */
  readonly transposed: boolean
  readonly shape: readonly [width: number, height: number]
}

/** Throws `adapter-unsupported` with the names of what is no half of a LoRA, `adapter-mismatch` where a half has no other. */
export function pairsOf(
  tensors: readonly SafeTensor[],
  path: string,
  { kind, ranks }: AdapterConfig,
): { readonly pairs: readonly Pair[]; readonly skipped: number } {
  const halves = new Map<string, { readonly module: string; a?: Half; b?: Half }>()
  const strangers = new Set<string>()
  let skipped = 0
  for (const stored of tensors) {
    const name = halfName(stored.name)
    if (name === null) strangers.add(strangerName(stored.name))
    else if (name === 'words') skipped += 1
    else {
      const both = halves.get(name.tensor) ?? { module: name.module }
      if (both[name.half] !== undefined) throw because('adapter-broken', 'tensor-shape', { path, tensor: stored.name })
      both[name.half] = halfOf(stored, path, kind === 'mlx')
      halves.set(name.tensor, both)
    }
  }
  if (strangers.size > 0) throw new AlcoveError('adapter-unsupported', { path, found: [...strangers].slice(0, 5).join(', ') })
  const pairs = [...halves].map(([tensor, { module, a, b }]) => {
    if (a === undefined || b === undefined) throw because('adapter-broken', 'half-missing', { path, tensor })
    if (a.shape[1] !== b.shape[0] || !ranks.has(b.shape[0])) throw because('adapter-broken', 'tensor-shape', { path, tensor })
    return { tensor, module, a, b }
  })
  return { pairs, skipped }
}

function halfOf(stored: SafeTensor, path: string, transposed: boolean): Half {
  const [rows = 0, columns = 0] = stored.shape
  if (stored.shape.length !== 2) throw because('adapter-broken', 'tensor-shape', { path, tensor: stored.name })
  if (rows * columns > mostNumbers) throw new AlcoveError('adapter-unsupported', { path, found: `${stored.name} [${rows}, ${columns}]` })
  return { stored, transposed, shape: transposed ? [rows, columns] : [columns, rows] }
}

export function shapesOf(tensor: string, a: Half, b: Half): readonly (readonly [string, readonly number[]])[] {
  return [
    [`${tensor}.lora_a`, a.shape],
    [`${tensor}.lora_b`, b.shape],
  ]
}

export async function numbersOf({ stored: tensor, transposed, shape: [width, height] }: Half, handle: FileHandle, path: string): Promise<Float32Array> {
  const decode = decoder(tensor.type)
  if (decode === null) throw new Error(`${tensor.name} was let in without a way to read it`)
  const numbers = new Float32Array(width * height)
  decode(await readBytes(handle, tensor.at, new Uint8Array(tensor.bytes)), numbers)
  if (!numbers.every(Number.isFinite)) throw because('adapter-broken', 'not-numbers', { path, tensor: tensor.name })
  return transposed ? turned(numbers, width, height) : numbers
}

/** Stored by columns: `height` numbers of the first column, then of the next. */
function turned(numbers: Float32Array, width: number, height: number): Float32Array {
  const rows = new Float32Array(numbers.length)
  for (let row = 0; row < height; row += 1) for (let column = 0; column < width; column += 1) rows[row * width + column] = numbers[column * height + row] ?? 0
  return rows
}
