/** What `adapter_config.json` says of an adapter that PEFT or MLX trained, as far as its meaning for the weights goes. */
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AlcoveError, because } from '../../core/errors.ts'
import { parseJson } from '../json.ts'

export interface AdapterConfig {
  readonly kind: 'peft' | 'mlx'
  /** Of most of its halves. */
  readonly rank: number
  /** What a GGUF adapter says: its deltas are added times alpha ÷ rank. */
  readonly alpha: number
  /** Ranks that its halves may have. */
  readonly ranks: ReadonlySet<number>
  /** What the second half of a module is multiplied by, so that `alpha` fits it too. `module`: as `model.layers.0.self_attn.q_proj`. */
  factorOf(module: string, rank: number): number
}

const configName = 'adapter_config.json'
const longest = 1_000_000
export const largestRank = 4_096

const rank = z.number().int().min(1).max(largestRank)
const positive = z.number().positive().finite()
const absentOr = <T extends z.ZodType>(type: T) => type.nullish()
const Peft = z.looseObject({
  peft_type: z.string(),
  r: rank,
  lora_alpha: positive,
  use_rslora: absentOr(z.boolean()),
  rank_pattern: absentOr(z.record(z.string(), rank)),
  alpha_pattern: absentOr(z.record(z.string(), positive)),
})
const Mlx = z.looseObject({ fine_tune_type: absentOr(z.string()), lora_parameters: z.looseObject({ rank, scale: positive }) })

/** Throws `adapter-broken` where there is none or it is not as expected, `adapter-unsupported` with all that Alcove cannot use. */
export async function readAdapterConfig(folder: string): Promise<AdapterConfig> {
  const config = await readJson(folder)
  return 'peft_type' in config ? peft(folder, config) : mlx(folder, config)
}

async function readJson(folder: string): Promise<object> {
  const broken = (cause?: unknown): AlcoveError => because('adapter-broken', 'no-adapter-config', { path: folder }, cause)
  const file = await open(join(folder, configName)).catch((error: unknown) => {
    throw broken(error)
  })
  try {
    const found = await file.stat()
    if (!found.isFile() || found.size > longest) throw broken()
    const json = parseJson(await file.readFile('utf8'))
    if (json === null || typeof json.value !== 'object' || json.value === null) throw broken()
    return json.value
  } finally {
    await file.close()
  }
}

function read<T>(schema: z.ZodType<T>, folder: string, value: object): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw because('adapter-broken', 'field', { path: folder, field: result.error.issues[0]?.path.join('.') ?? configName }, result.error)
}

function refuse(folder: string, found: readonly string[]): void {
  if (found.length > 0) throw new AlcoveError('adapter-unsupported', { path: folder, found: found.join(', ').slice(0, 300) })
}

function peft(folder: string, value: object): AdapterConfig {
  const { peft_type: type } = read(z.looseObject({ peft_type: z.string() }), folder, value)
  if (type !== 'LORA') refuse(folder, [type])
  refuse(folder, peftExtras(value))
  const config = read(Peft, folder, value)
  const { r, lora_alpha: usual, use_rslora: stabilized } = config
  const ranks = Object.entries(config.rank_pattern ?? {})
  const alphas = Object.entries(config.alpha_pattern ?? {})
  refuse(
    folder,
    [...ranks, ...alphas].map(([pattern]) => pattern).filter((pattern) => !/^\^?[\w.-]+$/u.test(pattern)),
  )
  const alphaOf = (module: string): number => alphas.find(([pattern]) => names(pattern, module))?.[1] ?? usual
  const alpha = stabilized === true ? usual * Math.sqrt(r) : usual
  return {
    kind: 'peft',
    rank: r,
    alpha,
    ranks: new Set([r, ...ranks.map(([, one]) => one)]),
    factorOf: (module, own) => (alphaOf(module) * (stabilized === true ? Math.sqrt(own) : 1)) / alpha,
  }
}

/** PEFT: the whole name of a module, or its end from a dot on. */
function names(pattern: string, module: string): boolean {
  return pattern.startsWith('^') ? module === pattern.slice(1) : module === pattern || module.endsWith(`.${pattern}`)
}

/** Ways to begin that leave the base as it was; the others change it, and an adapter of theirs fits only what they left. */
const harmlessBeginnings: ReadonlySet<unknown> = new Set([true, false, null, undefined, 'gaussian', 'eva', 'orthogonal'])

/** By the names of their fields, which are those that whoever trained it knows. */
function peftExtras(value: object): readonly string[] {
  const entries = Object.entries(value)
  const found = entries.filter(([key, one]) => isExtra(key, one)).map(([key, one]) => (key === 'use_dora' ? 'DoRA' : `${key} ${shortOf(one)}`))
  const { init_lora_weights: beginning } = value as { readonly init_lora_weights?: unknown }
  return harmlessBeginnings.has(beginning) ? found : [...found, `init_lora_weights ${shortOf(beginning)}`]
}

const extras: ReadonlySet<string> = new Set([
  'modules_to_save',
  'trainable_token_indices',
  'fan_in_fan_out',
  'layer_replication',
  'target_parameters',
  'lora_bias',
  'alora_invocation_tokens',
])

function isExtra(key: string, value: unknown): boolean {
  if (key === 'bias') return value !== 'none' && value !== null
  // only the choice of where to begin
  if (key === 'use_rslora' || key === 'eva_config') return false
  return (extras.has(key) || key.startsWith('use_') || key.endsWith('_config')) && says(value)
}

function says(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return value !== null && value !== false
}

function shortOf(value: unknown): string {
  return (JSON.stringify(value) ?? '').slice(0, 60)
}

function mlx(folder: string, value: object): AdapterConfig {
  const { fine_tune_type: type, lora_parameters: parameters } = read(Mlx, folder, value)
  if (type !== 'lora' && type !== null && type !== undefined) refuse(folder, [type === 'dora' ? 'DoRA' : `fine_tune_type ${shortOf(type)}`])
  const { rank: usual, scale } = parameters
  return { kind: 'mlx', rank: usual, alpha: scale * usual, ranks: new Set([usual]), factorOf: (_module, own) => own / usual }
}
