/**
 * The only way to Ollama: what it has, and answers from it. A thin client of our own, because what it must
 * refuse (cutting a request, going to a cloud, a stream that just ends) matters as much as what it can.
 */
import { AlcoveError, type ErrorCode } from '../core/errors.ts'
import type { ChatModel } from '../core/ports/chat-model.ts'
import type { Network } from '../core/ports/network.ts'
import type { ChatModelInfo, OllamaState } from '../core/types/model.ts'
import { type Patience, patient } from './ollama/busy.ts'
import { askJson, type Server } from './ollama/calls.ts'
import { chat, type KnownModel, type Waits } from './ollama/chat.ts'
import { isRemote, localName, namesCloud, refuseCloudName } from './ollama/cloud-guard.ts'
import { countField, field, listField, textField } from './ollama/json.ts'
import { createQueue } from './ollama/one-at-a-time.ts'
import { type OllamaVersion, readVersion } from './ollama/version.ts'

/**
 * Tokens of context asked for, unless the model was trained on fewer. Memory grows with it, and every other
 * figure makes Ollama load the model anew, so it is one figure for all: ten passages and a long answer fit.
 */
const usualContext = 8_192

const usualWaits: Waits = { firstTokenMs: 600_000, betweenTokensMs: 120_000 }

export interface OllamaParts {
  readonly network: Network
  /** Asked anew at each call, so that a changed setting holds from then on. */
  readonly address: () => string
  readonly patience?: Patience
  readonly waits?: Waits
}

export interface Ollama {
  /** Never throws for a server that is absent or strange: that is a state. Throws the signal's reason. */
  state(signal: AbortSignal): Promise<OllamaState>
  chatModel(name: string): ChatModel
}

export function createOllama({ network, address, patience = patient, waits = usualWaits }: OllamaParts): Ollama {
  const queue = createQueue()
  const server = (): Server => ({ network, address: address().replace(/\/+$/u, '') })
  return {
    state: (signal) => stateOf(server(), signal),
    chatModel(name) {
      const learn = (signal: AbortSignal) => describe(server(), name, signal)
      let known: KnownModel | null = null
      return {
        name,
        async contextTokens(signal) {
          known = null
          const described = await learn(signal)
          known = described.model
          return Math.min(described.trainedContext ?? usualContext, usualContext)
        },
        async *chat(turns, options, signal) {
          const model = known ?? (await learn(signal)).model
          const end = await queue.turn(signal)
          try {
            yield* chat(server(), model, turns, options, waits, patience, signal)
          } finally {
            end()
          }
        },
      }
    },
  }
}

async function versionOf(server: Server, signal: AbortSignal): Promise<OllamaVersion> {
  return readVersion(field(await askJson(server, { method: 'GET', path: '/api/version' }, null, signal), 'version'), server.address)
}

interface Described {
  readonly model: KnownModel
  readonly trainedContext: number | null
}

/** Throws `model-remote` before any request where the name says so, and after it where the server does. */
async function describe(server: Server, name: string, signal: AbortSignal): Promise<Described> {
  refuseCloudName(name)
  const version = await versionOf(server, signal)
  const shown = await askJson(server, { method: 'POST', path: '/api/show', body: { model: localName(name, version) } }, name, signal)
  if (isRemote(shown)) throw new AlcoveError('model-remote', { model: name })
  const facts = field(shown, 'model_info')
  const architecture = textField(facts, 'general.architecture')
  return {
    model: { name, version, thinks: (listField(shown, 'capabilities') ?? []).includes('thinking') },
    trainedContext: architecture === null ? null : countField(facts, `${architecture}.context_length`),
  }
}

type Trouble = Exclude<OllamaState['state'], 'ready'>
/** A gate that refuses the address leaves no server to speak of. */
const troubles: Partial<Record<ErrorCode, Trouble>> = {
  'ollama-absent': 'ollama-absent',
  'network-refused': 'ollama-absent',
  'ollama-hung': 'ollama-hung',
  'ollama-too-old': 'ollama-too-old',
  'network-locked': 'network-locked',
  'ollama-rubbish': 'ollama-rubbish',
  'ollama-failed': 'ollama-rubbish',
  'ollama-busy': 'ollama-hung',
}

async function stateOf(server: Server, signal: AbortSignal): Promise<OllamaState> {
  const nothing = { address: server.address, version: null, models: [], blocked: [] }
  try {
    const version = await versionOf(server, signal)
    const cloud = version.saysCloud ? await cloudOf(server, signal) : null
    const entries = listField(await askJson(server, { method: 'GET', path: '/api/tags' }, null, signal), 'models')
    if (!entries) throw new AlcoveError('ollama-rubbish', { address: server.address })
    const named = entries.flatMap((entry) => {
      const name = textField(entry, 'name') ?? textField(entry, 'model')
      return name === null || !chats(entry) ? [] : [{ name, entry, blocked: isRemote(entry) || namesCloud(name) }]
    })
    return {
      state: 'ready',
      address: server.address,
      version: version.text,
      models: named.filter((one) => !one.blocked).map(({ name, entry }) => modelInfo(name, entry)),
      blocked: named.filter((one) => one.blocked).map((one) => one.name),
      ...(cloud === null ? {} : { cloud }),
    }
  } catch (error) {
    const trouble = error instanceof AlcoveError ? troubles[error.code] : undefined
    if (!trouble) throw error
    const version = error instanceof AlcoveError ? error.details['version'] : undefined
    return { ...nothing, state: trouble, version: typeof version === 'string' ? version : null }
  }
}

/** Nice to know, and no reason to do without Ollama where it cannot be told. */
async function cloudOf(server: Server, signal: AbortSignal): Promise<'on' | 'off' | null> {
  try {
    const disabled = field(field(await askJson(server, { method: 'GET', path: '/api/status' }, null, signal), 'cloud'), 'disabled')
    return typeof disabled === 'boolean' ? (disabled ? 'off' : 'on') : null
  } catch (error) {
    if (error instanceof AlcoveError && error.code === 'ollama-rubbish') return null
    throw error
  }
}

/** Newer servers say what a model can do; in older ones embedding models are told by their family. */
function chats(entry: unknown): boolean {
  const capabilities = listField(entry, 'capabilities')
  if (capabilities) return capabilities.includes('completion')
  return !/bert/iu.test(textField(field(entry, 'details'), 'family') ?? '')
}

function modelInfo(name: string, entry: unknown): ChatModelInfo {
  const details = field(entry, 'details')
  return {
    name,
    engine: 'ollama',
    engineId: 'ollama',
    family: textField(details, 'family'),
    parameters: textField(details, 'parameter_size'),
    quantization: textField(details, 'quantization_level'),
    size: countField(entry, 'size'),
    contextTokens: countField(details, 'context_length'),
    capabilities: null,
    loaded: null,
    adapter: null,
  }
}
