/** What the parts of an adapter are called by PEFT and MLX, and by GGUF. */

export interface HalfName {
  /** In the base, as GGUF calls it. */
  readonly tensor: string
  /** In the model, as whoever trained it calls it: `model.layers.0.self_attn.q_proj`. */
  readonly module: string
  readonly half: 'a' | 'b'
}

const layers: Readonly<Record<string, string>> = {
  'self_attn.q_proj': 'attn_q',
  'self_attn.k_proj': 'attn_k',
  'self_attn.v_proj': 'attn_v',
  'self_attn.qkv_proj': 'attn_qkv',
  'self_attn.o_proj': 'attn_output',
  'mlp.gate_proj': 'ffn_gate',
  'mlp.up_proj': 'ffn_up',
  'mlp.gate_up_proj': 'ffn_up',
  'mlp.down_proj': 'ffn_down',
}

const shape = /^(?:base_model\.model\.)?(?<module>.+?)\.(?<part>lora_(?:embedding_)?[abAB])(?:\.default)?(?:\.weight)?$/u
const inLayer = /^(?:model\.)?layers\.(?<number>\d{1,4})\.(?<name>\w+\.\w+)$/u

/** `words`: a part of the table of words, which a GGUF adapter has the other way round and which is left out. Null for what is neither. */
export function halfName(key: string): HalfName | 'words' | null {
  const { module, part } = shape.exec(key)?.groups ?? {}
  if (module === undefined || part === undefined) return null
  if (/^(?:model\.)?embed_tokens$/u.test(module)) return 'words'
  const tensor = tensorOf(module)
  if (tensor === null || part.includes('embedding')) return null
  return { tensor, module, half: part.endsWith('a') || part.endsWith('A') ? 'a' : 'b' }
}

function tensorOf(module: string): string | null {
  if (module === 'lm_head') return 'output.weight'
  const { number, name } = inLayer.exec(module)?.groups ?? {}
  const own = name !== undefined && Object.hasOwn(layers, name) ? layers[name] : undefined
  return own === undefined ? null : `blk.${Number(number)}.${own}.weight`
}

/** What a part that is no half of a LoRA is known as. */
export function strangerName(key: string): string {
  if (key.includes('lora_magnitude_vector')) return 'DoRA'
  if (/lora_[AB](?:\.default)?\.bias$/u.test(key)) return 'LoRA bias'
  if (key.includes('trainable_tokens')) return 'trainable_token_indices'
  return key.slice(0, 200)
}
