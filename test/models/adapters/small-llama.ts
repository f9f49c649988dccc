/** The small random llama of test/fixtures/adapters/make/merges.py: its numbers, its base and its adapters. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type GgufTensor, ggufFile } from '../../fixtures/models/gguf-file.ts'
import { randomLlamaEntries } from '../../fixtures/models/random-llama.ts'

export const adapterFixtures = resolve(import.meta.dirname, '../../fixtures/adapters')
const [width, heads, kvHeads, headSize, hidden] = [16, 4, 2, 4, 24]

/** GGUF's name, rows, columns, by the name that they have in training; in the order of `merges.bin`. */
export const modules: Readonly<Record<string, readonly [name: string, rows: number, columns: number]>> = {
  'self_attn.q_proj': ['attn_q', heads * headSize, width],
  'self_attn.k_proj': ['attn_k', kvHeads * headSize, width],
  'self_attn.v_proj': ['attn_v', kvHeads * headSize, width],
  'self_attn.o_proj': ['attn_output', width, heads * headSize],
  'mlp.gate_proj': ['ffn_gate', hidden, width],
  'mlp.up_proj': ['ffn_up', hidden, width],
  'mlp.down_proj': ['ffn_down', width, hidden],
}

export const cases = ['rank-4', 'rank-16', 'rank-64', 'rslora', 'patterns'] as const
export type Case = (typeof cases)[number]

export const settings: Readonly<Record<Case, Readonly<Record<string, unknown>>>> = {
  'rank-4': { r: 4, lora_alpha: 8 },
  'rank-16': { r: 16, lora_alpha: 32 },
  'rank-64': { r: 64, lora_alpha: 16 },
  rslora: { r: 16, lora_alpha: 4, use_rslora: true },
  patterns: { r: 4, lora_alpha: 8, rank_pattern: { q_proj: 8, 'mlp.down_proj': 2 }, alpha_pattern: { q_proj: 5, 'layers.0.mlp.up_proj': 3 } },
}

/** Between -1 and 1: FNV-1a of the name, then a linear congruential generator. */
export function numbers(name: string, count: number): Float32Array {
  let state = 2_166_136_261
  for (const byte of new TextEncoder().encode(name)) state = Math.imul(state ^ byte, 16_777_619) >>> 0
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 31 - 1
  })
}

/** `architecture`: as GGUF calls it, with the same matrices. */
export function smallBase(architecture: string = 'llama'): Uint8Array {
  const tensors = Object.values(modules).map(([name, rows, columns]): readonly [string, GgufTensor] => {
    const whole = `blk.0.${name}.weight`
    return [whole, { shape: [columns, rows], values: numbers(whole, rows * columns) }]
  })
  const entries = {
    ...randomLlamaEntries,
    'general.architecture': { kind: 'string', value: architecture },
    [`${architecture}.context_length`]: { kind: 'uint32', value: 8_192 },
    'llama.embedding_length': { kind: 'uint32', value: width },
    'llama.attention.head_count': { kind: 'uint32', value: heads },
    'llama.attention.head_count_kv': { kind: 'uint32', value: kvHeads },
  } as const
  const norm = { shape: [width], values: numbers('blk.0.attn_norm.weight', width) }
  return ggufFile(entries, { 'blk.0.attn_norm.weight': norm, ...Object.fromEntries(tensors) })
}

/** By its name in GGUF. */
export function expectedMerge(wanted: Case): ReadonlyMap<string, Float32Array> {
  const all = new Float32Array(new Uint8Array(readFileSync(join(adapterFixtures, 'merges.bin'))).buffer)
  const perCase = Object.values(modules).reduce((sum, [, rows, columns]) => sum + rows * columns, 0)
  let at = cases.indexOf(wanted) * perCase
  return new Map(
    Object.values(modules).map(([name, rows, columns]) => {
      at += rows * columns
      return [`blk.0.${name}.weight`, all.slice(at - rows * columns, at)]
    }),
  )
}

export interface StoredTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** As PEFT names them, rows first. */
export function peftTensors(wanted: Case): Readonly<Record<string, StoredTensor>> {
  return Object.fromEntries(
    Object.entries(modules).flatMap(([module, [name, rows, columns]]) => {
      const rank = rankOf(wanted, module)
      const prefix = `base_model.model.model.layers.0.${module}`
      return [
        [`${prefix}.lora_A.weight`, { shape: [rank, columns], values: numbers(`${name}.a`, rank * columns) }],
        [`${prefix}.lora_B.weight`, { shape: [rows, rank], values: numbers(`${name}.b`, rows * rank) }],
      ]
    }),
  )
}

function rankOf(wanted: Case, module: string): number {
  if (wanted === 'patterns' && module.endsWith('q_proj')) return 8
  if (wanted === 'patterns' && module.endsWith('down_proj')) return 2
  return Number(settings[wanted]['r'])
}
