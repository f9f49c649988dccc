/** What Ollama has on disk and in memory. */
import { AlcoveError } from '../../core/errors.ts'
import type { ChatModelInfo, LoadedModel } from '../../core/types/model.ts'
import { countField, field, listField, textField } from '../json.ts'
import { askJson, type Server } from './calls.ts'
import { isRemote, namesCloud } from './cloud-guard.ts'
import { capabilitiesIn, type Described, describeFor } from './describe.ts'
import { isUnfinished } from './names.ts'
import type { OllamaVersion } from './version.ts'

/** Null: it cannot be told. */
type Told = Described | 'remote' | null

/** Descriptions by name and digest: they never change. */
export type KnownDescriptions = Map<string, Promise<Told>>

/** Expiry dates beyond it mean: never. Milliseconds since 1970: the year 2100. */
const never = 4_102_444_800_000

export interface Listed {
  readonly models: readonly ChatModelInfo[]
  readonly blocked: readonly string[]
}

export async function listModels(server: Server, version: OllamaVersion, known: KnownDescriptions, signal: AbortSignal): Promise<Listed> {
  const entries = listField(await askJson(server, { method: 'GET', path: '/api/tags' }, null, signal), 'models')
  if (!entries) throw new AlcoveError('ollama-rubbish', { address: server.address })
  const named = entries.flatMap((entry) => {
    const name = textField(entry, 'name') ?? textField(entry, 'model')
    return name === null || !chats(entry) || isUnfinished(name) ? [] : [{ name, entry, blocked: isRemote(entry) || namesCloud(name) }]
  })
  const usable = named.filter((one) => !one.blocked)
  const loaded = usable.length === 0 ? new Map<string, LoadedModel>() : await loadedModels(server, signal)
  const described = await Promise.all(usable.map(({ name, entry }) => description(server, name, entry, version, known, signal)))
  const remote = new Set(usable.filter((_, at) => described[at] === 'remote').map(({ name }) => name))
  return {
    models: usable.flatMap(({ name, entry }, at) => {
      const told = described[at] ?? null
      return told === 'remote' ? [] : [modelInfo(name, entry, told, loaded.get(name) ?? null)]
    }),
    blocked: named.filter(({ name, blocked }) => blocked || remote.has(name)).map((one) => one.name),
  }
}

/** What is in memory, by name, as really allocated. */
export async function loadedModels(server: Server, signal: AbortSignal): Promise<Map<string, LoadedModel>> {
  const entries = listField(await askJson(server, { method: 'GET', path: '/api/ps' }, null, signal), 'models') ?? []
  return new Map(
    entries.flatMap((entry) => {
      const name = textField(entry, 'name') ?? textField(entry, 'model')
      return name === null ? [] : [[name, loadedModel(entry)] as const]
    }),
  )
}

function loadedModel(entry: unknown): LoadedModel {
  const size = countField(entry, 'size')
  const onGpu = countField(entry, 'size_vram')
  const expires = Date.parse(textField(entry, 'expires_at') ?? '')
  return {
    size,
    gpuShare: size && onGpu !== null ? Math.min(1, onGpu / size) : null,
    contextTokens: countField(entry, 'context_length'),
    expiresAt: Number.isFinite(expires) && expires < never ? expires : null,
  }
}

/** Null where it cannot be told: the list is whole without. */
async function description(server: Server, name: string, entry: unknown, version: OllamaVersion, known: KnownDescriptions, signal: AbortSignal): Promise<Told> {
  const key = `${name} ${textField(entry, 'digest') ?? ''}`
  const before = known.get(key)
  if (before) return before
  const asked = describeFor(server, name, version, signal).catch((error: unknown): Told => {
    known.delete(key)
    if (error instanceof AlcoveError) return error.code === 'model-remote' ? 'remote' : null
    throw error
  })
  known.set(key, asked)
  return asked
}

/** Newer servers say what a model can do; in older ones embedding models are told by their family. */
function chats(entry: unknown): boolean {
  const capabilities = listField(entry, 'capabilities')
  if (capabilities) return capabilities.includes('completion')
  return !/bert/iu.test(textField(field(entry, 'details'), 'family') ?? '')
}

function modelInfo(name: string, entry: unknown, described: Described | null, loaded: LoadedModel | null): ChatModelInfo {
  const details = field(entry, 'details')
  return {
    name,
    engine: 'ollama',
    engineId: 'ollama',
    family: textField(details, 'family'),
    parameters: textField(details, 'parameter_size'),
    quantization: textField(details, 'quantization_level'),
    size: countField(entry, 'size'),
    contextTokens: countField(details, 'context_length') ?? described?.trainedContext ?? null,
    capabilities: capabilitiesIn(entry) ?? described?.capabilities ?? null,
    loaded,
    adapter: null,
  }
}
