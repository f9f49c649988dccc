/** What Ollama says of one model: what it can, what it holds, and what it takes in memory. */
import { AlcoveError } from '../../core/errors.ts'
import { type ModelCapability, modelCapabilities } from '../../core/types/model.ts'
import { countField, field, listField, textField } from '../json.ts'
import { cachePerToken } from '../memory.ts'
import { askJson, type Server } from './calls.ts'
import { isRemote, localName, refuseCloudName } from './cloud-guard.ts'
import { type OllamaVersion, readVersion } from './version.ts'

export interface Described {
  readonly name: string
  readonly version: OllamaVersion
  readonly family: string | null
  readonly parameters: string | null
  readonly quantization: string | null
  readonly trainedContext: number | null
  /** Null where this version does not say. */
  readonly capabilities: readonly ModelCapability[] | null
  /** Bytes per token of context; null where the shape is not told. */
  readonly cachePerToken: number | null
  readonly template: string | null
  readonly license: string | null
}

export async function versionOf(server: Server, signal: AbortSignal): Promise<OllamaVersion> {
  return readVersion(field(await askJson(server, { method: 'GET', path: '/api/version' }, null, signal), 'version'), server.address)
}

/** Throws `model-remote` before any request where the name says so, and after it where the server does. */
export async function describe(server: Server, name: string, signal: AbortSignal): Promise<Described> {
  refuseCloudName(name)
  return describeFor(server, name, await versionOf(server, signal), signal)
}

export async function describeFor(server: Server, name: string, version: OllamaVersion, signal: AbortSignal): Promise<Described> {
  refuseCloudName(name)
  const shown = await askJson(server, { method: 'POST', path: '/api/show', body: { model: localName(name, version) } }, name, signal)
  if (isRemote(shown)) throw new AlcoveError('model-remote', { model: name })
  const details = field(shown, 'details')
  const facts = field(shown, 'model_info')
  const architecture = textField(facts, 'general.architecture')
  const fact = (key: string) => (architecture === null ? null : countField(facts, `${architecture}.${key}`))
  return {
    name,
    version,
    family: textField(details, 'family'),
    parameters: textField(details, 'parameter_size'),
    quantization: textField(details, 'quantization_level'),
    trainedContext: fact('context_length'),
    capabilities: capabilitiesIn(shown),
    cachePerToken: shapeFrom(fact),
    template: textField(shown, 'template'),
    license: textField(shown, 'license'),
  }
}

export function capabilitiesIn(value: unknown): readonly ModelCapability[] | null {
  const told = listField(value, 'capabilities')
  return told && modelCapabilities.filter((one) => told.includes(one))
}

function shapeFrom(fact: (key: string) => number | null): number | null {
  const layers = fact('block_count')
  const heads = fact('attention.head_count')
  const keyValueHeads = fact('attention.head_count_kv') ?? heads
  const width = fact('embedding_length')
  const usualLength = width !== null && heads ? width / heads : null
  const keyLength = fact('attention.key_length') ?? usualLength
  const valueLength = fact('attention.value_length') ?? keyLength
  if (layers === null || keyValueHeads === null || keyLength === null || valueLength === null) return null
  return cachePerToken({ layers, keyValueHeads, keyLength, valueLength })
}
