/** What a GGUF file says of itself, read from its header alone and before anything native opens the file. */
import { AlcoveError } from '../../core/errors.ts'
import { GgufFault } from './cursor.ts'
import { ggmlTypeName, mixtureName } from './ggml-types.ts'
import { type GgufHeader, valuesIn } from './header.ts'
import { withGguf } from './open-gguf.ts'
import type { GgufValue } from './values.ts'

export interface GgufFacts {
  readonly kind: 'model' | 'adapter'
  readonly architecture: string
  /** Numbers that were learned. */
  readonly parameters: number
  readonly quantization: string | null
  /** Tokens it was trained to read. */
  readonly contextTokens: number | null
  /** Bytes of memory that a token of context takes, at 16 bits a number; null where the header does not say. */
  readonly contextBytes: number | null
  readonly template: string | null
  readonly license: string | null
  /** Sizes of each tensor, the length of a row first. */
  readonly shapes: ReadonlyMap<string, readonly number[]>
  /** Bytes of the file. */
  readonly size: number
}

/** Throws `path-missing`, `path-unreadable`, `gguf-broken`, `gguf-split`, `gguf-not-chat` or `adapter-unsupported`. */
export async function readGguf(path: string, signal: AbortSignal): Promise<GgufFacts> {
  return await withGguf(path, signal, (header) => ggufFacts(path, header))
}

/** `path` is for errors; the same as `readGguf`’s, less those of the disk. */
export function ggufFacts(path: string, { entries, tensors, size }: GgufHeader): GgufFacts {
  const text = (key: string): string | null => textOf(entries.get(key))
  const number = (key: string): number | null => numberOf(entries.get(key))
  const architecture = text('general.architecture')
  const parameters = tensors.reduce((sum, { shape }) => sum + valuesIn(shape), 0)
  if (architecture === null || parameters === 0) throw new GgufFault('nothing in it')
  if ((number('split.count') ?? 1) > 1) throw new AlcoveError('gguf-split', { path })
  const kind = text('general.type') === 'adapter' ? 'adapter' : 'model'
  const adapterType = text('adapter.type')
  if (kind === 'adapter' && adapterType !== 'lora') throw new AlcoveError('adapter-unsupported', { path, found: `adapter.type ${adapterType ?? ''}`.trim() })
  const contextTokens = number(`${architecture}.context_length`)
  // encoders for search and the eyes of models that see have neither a chat to lead nor an order of words to keep
  const encodes = /bert|^clip$|^t5encoder$/u.test(architecture) || number(`${architecture}.pooling_type`) !== null
  if (kind === 'model' && (encodes || contextTokens === null || text('tokenizer.ggml.model') === null)) throw new AlcoveError('gguf-not-chat', { path })
  return {
    kind,
    architecture,
    parameters,
    quantization: mixtureName(number('general.file_type') ?? -1) ?? mainType(tensors),
    contextTokens,
    contextBytes: contextBytes(architecture, entries),
    template: text('tokenizer.chat_template'),
    license: text('general.license'),
    shapes: new Map(tensors.map(({ name, shape }) => [name, shape])),
    size,
  }
}

/** Name of the type that most parameters are stored in. */
function mainType(tensors: GgufHeader['tensors']): string | null {
  const byType = new Map<number, number>()
  for (const { type, shape } of tensors) byType.set(type, (byType.get(type) ?? 0) + valuesIn(shape))
  const [most] = [...byType].sort(([, one], [, other]) => other - one)
  return most === undefined ? null : ggmlTypeName(most[0])
}

/** Keys and values of every layer, 2 bytes a number. */
function contextBytes(architecture: string, entries: ReadonlyMap<string, GgufValue | null>): number | null {
  const of = (key: string): GgufValue | null | undefined => entries.get(`${architecture}.${key}`)
  const [layers, width, heads] = [numberOf(of('block_count')), numberOf(of('embedding_length')), numberOf(of('attention.head_count'))]
  const shared = of('attention.head_count_kv') ?? heads
  if (layers === null || width === null || shared === null) return null
  const all = typeof shared === 'number' ? shared * layers : Array.isArray(shared) ? shared.reduce((sum: number, one: number) => sum + one, 0) : null
  const perHead = heads === null || heads === 0 ? null : width / heads
  const [key, value] = [numberOf(of('attention.key_length')) ?? perHead, numberOf(of('attention.value_length')) ?? perHead]
  return all === null || key === null || value === null ? null : Math.ceil(all * (key + value) * 2)
}

function textOf(value: GgufValue | null | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function numberOf(value: GgufValue | null | undefined): number | null {
  return typeof value === 'number' ? value : null
}
