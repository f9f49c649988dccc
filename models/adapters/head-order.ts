/**
 * Rotary positions turn pairs of rows. Hugging Face's files have the pair's second row half a head further down, GGUF files of some
 * architectures right beside the first (convert_hf_to_gguf.py, `permute`): there the rows of queries and keys change places.
 */
import { type GgufHeader } from '../gguf/header.ts'

/** Architectures, as GGUF calls them, whose rows change places, and those whose rows stay: others might do either. */
const neighbours: ReadonlySet<string> = new Set(['llama', 'mistral3', 'granite', 'smollm3', 'arcee'])
const halves: ReadonlySet<string> = new Set(['qwen2', 'qwen3', 'gemma', 'gemma2', 'gemma3', 'phi3', 'olmo2', 'starcoder2'])

export function knownArchitecture(architecture: string): boolean {
  return neighbours.has(architecture) || halves.has(architecture)
}

/** Heads whose rows change places, by the base’s tensor; null where rows stay as they are or the base does not say. */
export function headsOf(tensor: string, { entries }: GgufHeader, architecture: string): number | 'unsaid' | null {
  const part = /\.attn_(?<part>[qk])\.weight$/u.exec(tensor)?.groups?.['part']
  if (part === undefined || !neighbours.has(architecture)) return null
  const all = entries.get(`${architecture}.attention.head_count`)
  const heads = part === 'q' ? all : (entries.get(`${architecture}.attention.head_count_kv`) ?? all)
  return typeof heads === 'number' && Number.isInteger(heads) && heads > 0 ? heads : 'unsaid'
}

/** `rows` of `width` numbers, in GGUF's order: within each head, row s·d/2 + i becomes row 2i + s. */
export function toNeighbours(rows: Float32Array, width: number, heads: number): Float32Array {
  const ordered = new Float32Array(rows.length)
  const perHead = rows.length / width / heads
  for (let row = 0; row < rows.length / width; row += 1) {
    const inHead = row % perHead
    const second = inHead >= perHead / 2 ? 1 : 0
    const to = row - inHead + 2 * (inHead - (second * perHead) / 2) + second
    ordered.set(rows.subarray(row * width, row * width + width), to * width)
  }
  return ordered
}
