/** What a training takes of memory, worked out from the base's own figures before anything is started. Pure, but for reading headers. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AlcoveError } from '../../core/errors.ts'
import type { TrainerOrder, TrainerPlan } from '../../core/ports/trainer.ts'
import type { TrainingDevice, TrainingSettings } from '../../core/types/training.ts'
import { withGguf } from '../gguf/open-gguf.ts'

/** What of a base decides. */
export interface BaseShape {
  readonly parameters: number
  readonly layers: number
  readonly width: number
  /** Entries of the vocabulary. */
  readonly vocabulary: number
  /** Inputs plus outputs of each linear matrix of one layer, by its Hugging Face name. */
  readonly matrices: ReadonlyMap<string, number>
}

/** PyTorch and its libraries themselves, measured (docs/training.md). Bytes. */
const programBytes = 1_000_000_000
const spare = 1.2
/** Weight, gradient and two moments of what learns, 32 bits each. */
const bytesPerTrained = 16
/** Tokens whose likelihoods are worked out at once (trl's `chunked_nll`), each twice at 32 bits. */
const logitTokens = 256

/** Bytes at the peak: weights + what learns + activations kept between layers + likelihoods, a fifth to spare, and the program. */
export function memoryNeeded(shape: BaseShape, settings: TrainingSettings, weightBytes: 2 | 4): number {
  const weights = shape.parameters * weightBytes
  const activations = shape.layers * shape.width * settings.maxLength * settings.batch * 2
  const logits = shape.vocabulary * logitTokens * 4 * 2
  return Math.round((weights + trainedParameters(shape, settings) * bytesPerTrained + activations + logits) * spare + programBytes)
}

/** A matrix of n by m is learned by two, n by rank and rank by m. */
export function trainedParameters({ layers, matrices }: BaseShape, { rank, targets, layers: last }: TrainingSettings): number {
  const chosen = [...matrices].filter(([name]) => targets === 'all' || targets.includes(name))
  return chosen.reduce((sum, [, sides]) => sum + sides, 0) * rank * Math.min(last ?? layers, layers)
}

/** Throws what a base that cannot be read fails with: `gguf-broken`, `path-missing`, `path-unreadable`, `base-untrainable`. */
export async function plan(
  base: TrainerOrder['base'],
  settings: TrainingSettings,
  { device, short }: { readonly device: TrainingDevice; readonly short: boolean },
  signal: AbortSignal,
): Promise<TrainerPlan> {
  const shape = base.kind === 'gguf' ? await shapeOfGguf(base.path, signal) : await shapeOfFolder(base.path)
  return { memory: memoryNeeded(shape, settings, short ? 2 : 4), parameters: shape.parameters, device }
}

const matrixNames: Readonly<Record<string, string>> = {
  attn_q: 'q_proj',
  attn_k: 'k_proj',
  attn_v: 'v_proj',
  attn_qkv: 'qkv_proj',
  attn_output: 'o_proj',
  ffn_gate: 'gate_proj',
  ffn_up: 'up_proj',
  ffn_down: 'down_proj',
}

async function shapeOfGguf(path: string, signal: AbortSignal): Promise<BaseShape> {
  return await withGguf(path, signal, ({ entries, tensors }) => {
    const architecture = entries.get('general.architecture')
    const number = (key: string): number => {
      const value = entries.get(`${String(architecture)}.${key}`)
      return typeof value === 'number' ? value : 0
    }
    const embedding = tensors.find(({ name }) => name === 'token_embd.weight')?.shape ?? []
    const matrices = tensors.flatMap(({ name, shape }): [string, number][] => {
      const part = /^blk\.0\.(\w+)\.weight$/u.exec(name)?.[1] ?? ''
      return part in matrixNames && shape.length === 2 ? [[matrixNames[part] ?? part, (shape[0] ?? 0) + (shape[1] ?? 0)]] : []
    })
    return {
      parameters: tensors.reduce((sum, { shape }) => sum + shape.reduce((product, one) => product * one, 1), 0),
      layers: number('block_count'),
      width: embedding[0] ?? number('embedding_length'),
      vocabulary: embedding[1] ?? 0,
      matrices: new Map(matrices),
    }
  })
}

const size = z.number().int().positive().max(10_000_000)
const folderConfig = z.object({
  hidden_size: size,
  num_hidden_layers: size,
  vocab_size: size,
  intermediate_size: size,
  num_attention_heads: size,
  num_key_value_heads: size.optional(),
  head_dim: size.nullish(),
})

async function shapeOfFolder(path: string): Promise<BaseShape> {
  const config = await configOf(path)
  const { hidden_size: width, intermediate_size: inner, num_hidden_layers: layers, vocab_size: vocabulary } = config
  const head = config.head_dim ?? width / config.num_attention_heads
  const queries = head * config.num_attention_heads
  const keys = head * (config.num_key_value_heads ?? config.num_attention_heads)
  const matrices = new Map([
    ['q_proj', width + queries],
    ['k_proj', width + keys],
    ['v_proj', width + keys],
    ['o_proj', queries + width],
    ['gate_proj', width + inner],
    ['up_proj', width + inner],
    ['down_proj', inner + width],
  ])
  const perLayer = width * (2 * queries + 2 * keys) + 3 * width * inner
  return { parameters: Math.round(layers * perLayer + 2 * vocabulary * width), layers, width, vocabulary, matrices }
}

async function configOf(path: string): Promise<z.infer<typeof folderConfig>> {
  const file = join(path, 'config.json')
  try {
    if ((await stat(file)).size > 1_000_000) throw new AlcoveError('base-untrainable', { base: path, reason: 'config.json' })
    return folderConfig.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (error instanceof AlcoveError) throw error
    throw new AlcoveError('base-untrainable', { base: path, reason: 'config.json' }, error)
  }
}
