/**
 * The only way to Ollama: what it has, and answers from it. A thin client of our own, because what it must
 * refuse (cutting a request, going to a cloud, a stream that just ends) matters as much as what it can.
 */
import { AlcoveError, type ErrorCode } from '../core/errors.ts'
import type { ChatModel } from '../core/ports/chat-model.ts'
import type { ChatEngine, EngineFound } from '../core/ports/chat-models.ts'
import type { Network } from '../core/ports/network.ts'
import type { OllamaModels } from '../core/ports/ollama-models.ts'
import type { EngineState, ModelDetails, PullProgress } from '../core/types/model.ts'
import { type Patience, patient } from './busy.ts'
import { field } from './json.ts'
import { contextThatFits, memoryNeeded } from './memory.ts'
import { askJson, readAll, type Server, send, statusFailure } from './ollama/calls.ts'
import { chat, type KnownModel } from './ollama/chat.ts'
import { localName, refuseCloudName } from './ollama/cloud-guard.ts'
import { type Described, describe, versionOf } from './ollama/describe.ts'
import { type KnownDescriptions, listModels, loadedModels } from './ollama/list.ts'
import { createOllamaModels } from './ollama/make.ts'
import { pull } from './ollama/pull.ts'
import { createQueue } from './one-at-a-time.ts'
import { usualWaits, type Waits } from './waits.ts'

export interface OllamaSettings {
  readonly address: string
  /** Tokens by model, where the user chose them. */
  readonly contextTokens: Readonly<Record<string, number>>
  /** Minutes; -1: until told otherwise; null: as Ollama was set up. */
  readonly keepAliveMinutes: number | null
}

export interface OllamaParts {
  readonly network: Network
  /** Asked anew at each call, so that a changed setting holds from then on. */
  readonly settings: () => OllamaSettings
  /** Bytes of memory of this computer. */
  readonly memory: number
  readonly patience?: Patience
  readonly waits?: Waits
}

export interface Ollama extends ChatEngine {
  /** See `ChatModels.pull`. */
  pull(name: string, signal: AbortSignal): AsyncIterable<PullProgress>
  load(name: string, signal: AbortSignal): Promise<void>
  unload(name: string, signal: AbortSignal): Promise<void>
  remove(name: string, signal: AbortSignal): Promise<void>
  /** See `ChatModels.inOllama`. */
  readonly making: OllamaModels
}

/** Within these what was told of a model when a question came holds for that question. Milliseconds. */
const recentMs = 10_000

export function createOllama({ network, settings, memory, patience = patient, waits = usualWaits }: OllamaParts): Ollama {
  const queue = createQueue()
  const descriptions: KnownDescriptions = new Map()
  const sizes = new Map<string, number>()
  /** Told when it was asked whether the model can be used. `at`: milliseconds since this process began. */
  const recent = new Map<string, { readonly found: Described; readonly at: number }>()
  /** By model and context asked for: what the server really holds. */
  const held = new Map<string, number>()
  const server = (): Server => ({ network, address: settings().address.replace(/\/+$/u, '') })

  function askedContext({ name, trainedContext, cachePerToken }: Described): number {
    const chosen = settings().contextTokens[name]
    if (chosen !== undefined) return Math.min(chosen, trainedContext ?? chosen)
    return contextThatFits(trainedContext, sizes.get(name) ?? null, cachePerToken, memory)
  }

  async function state(signal: AbortSignal): Promise<EngineFound> {
    const found = await stateOf(server(), descriptions, signal)
    for (const { name, size } of found.models) if (size !== null) sizes.set(name, size)
    return found
  }

  /** `taking`: what the same question was told a moment before will do. */
  async function described(name: string, signal: AbortSignal, taking: 'new' | 'recent' = 'new'): Promise<Described> {
    const last = recent.get(name)
    const fresh = taking === 'recent' && last && performance.now() - last.at < recentMs ? last.found : null
    const found = fresh ?? (await describe(server(), name, signal))
    // The size stands only in the list.
    if (!sizes.has(name) && found.cachePerToken !== null) await state(signal)
    return found
  }

  const keepAlive = (): number | null => {
    const minutes = settings().keepAliveMinutes
    return minutes === null || minutes < 0 ? minutes : minutes * 60
  }

  function chatModel(name: string): ChatModel {
    let known: Described | null = null
    return {
      name,
      async contextTokens(signal) {
        known = null
        known = await described(name, signal, 'recent')
        const asked = askedContext(known)
        return held.get(`${name} ${asked}`) ?? asked
      },
      async *chat(turns, options, signal) {
        const model = knownModel((known ??= await described(name, signal)))
        const planned = askedContext(known)
        const key = `${name} ${planned}`
        const asked = held.get(key) === options.contextTokens ? planned : options.contextTokens
        const end = await queue.turn(signal)
        try {
          for await (const part of chat(server(), model, turns, { ...options, askedContext: asked, keepAlive: keepAlive() }, waits, patience, signal)) {
            if (part.type === 'end' && asked === planned && !held.has(key)) held.set(key, await reallyHeld(server(), name, asked, signal))
            yield part
          }
        } finally {
          end()
        }
      },
    }
  }

  /** An empty request loads a model, or with nothing to keep it alive unloads it. */
  async function touch(name: string, keep: number | null, signal: AbortSignal): Promise<void> {
    const found = await described(name, signal)
    const body = {
      model: localName(name, found.version),
      messages: [],
      stream: false,
      options: { num_ctx: askedContext(found) },
      ...(keep === null ? {} : { keep_alive: keep }),
    }
    const end = await queue.turn(signal)
    try {
      await askJson(server(), { method: 'POST', path: '/api/chat', body, firstByteMs: waits.firstTokenMs }, name, signal)
    } finally {
      end()
    }
  }

  const load = (name: string, signal: AbortSignal): Promise<void> => touch(name, keepAlive() === 0 ? null : keepAlive(), signal)
  const unload = (name: string, signal: AbortSignal): Promise<void> => touch(name, 0, signal)

  async function remove(name: string, signal: AbortSignal): Promise<void> {
    refuseCloudName(name)
    recent.delete(name)
    const reply = await send(server(), { method: 'DELETE', path: '/api/delete', body: { model: name } }, signal)
    const text = await readAll(reply, server().address)
    if (reply.status !== 200) throw statusFailure(reply.status, text, server().address, name)
  }

  return {
    state,
    chatModel,
    load,
    unload,
    remove,
    making: createOllamaModels({
      server,
      load,
      unload,
      remove,
      contextTokens: async (name, signal) => askedContext(await described(name, signal)),
      patience,
      waits,
    }),
    async usable(name, signal) {
      try {
        recent.set(name, { found: await describe(server(), name, signal), at: performance.now() })
        return true
      } catch (error) {
        if (error instanceof AlcoveError) return false
        throw error
      }
    },
    async show(name, signal) {
      const found = await described(name, signal)
      return details(found, held.get(`${name} ${askedContext(found)}`) ?? askedContext(found), sizes.get(name) ?? null)
    },
    pull(name, signal) {
      recent.delete(name)
      return pull(server(), name, signal)
    },
  }
}

function knownModel({ name, version, capabilities }: Described): KnownModel {
  const has = (one: 'thinking' | 'vision') => capabilities?.includes(one) ?? false
  return { name, version, thinks: has('thinking'), sees: has('vision') }
}

function details(described: Described, usedContextTokens: number, size: number | null): ModelDetails {
  const { name, family, parameters, quantization, trainedContext, capabilities, cachePerToken, template, license } = described
  const memory = size === null || cachePerToken === null ? null : memoryNeeded(size, cachePerToken, usedContextTokens)
  return { name, family, parameters, quantization, contextTokens: trainedContext, usedContextTokens, capabilities, memory, template, license }
}

/** Short of memory, Ollama gives less context than it was asked for and says so only here. */
async function reallyHeld(server: Server, name: string, asked: number, signal: AbortSignal): Promise<number> {
  try {
    const loaded = (await loadedModels(server, signal)).get(name)
    return Math.min(asked, loaded?.contextTokens ?? asked)
  } catch (error) {
    if (error instanceof AlcoveError) return asked
    throw error
  }
}

/** A gate that refuses the address leaves no server to speak of. */
const troubles: Partial<Record<ErrorCode, ErrorCode>> = {
  'ollama-absent': 'ollama-absent',
  'network-refused': 'ollama-absent',
  'ollama-hung': 'ollama-hung',
  'ollama-too-old': 'ollama-too-old',
  'network-locked': 'network-locked',
  'ollama-rubbish': 'ollama-rubbish',
  'ollama-failed': 'ollama-rubbish',
  'ollama-busy': 'ollama-hung',
}

async function stateOf(server: Server, known: KnownDescriptions, signal: AbortSignal): Promise<EngineFound> {
  const engine = { kind: 'ollama', id: 'ollama', address: server.address, remote: false } as const
  try {
    const version = await versionOf(server, signal)
    const cloud = version.saysCloud ? await cloudOf(server, signal) : null
    const found = await listModels(server, version, known, signal)
    const ready: EngineState = { ...engine, state: 'ready', version: version.text, ...(cloud === null ? {} : { cloud }) }
    return { engine: ready, ...found }
  } catch (error) {
    const trouble = error instanceof AlcoveError ? troubles[error.code] : undefined
    if (!trouble) throw error
    const version = error instanceof AlcoveError ? error.details['version'] : undefined
    return { engine: { ...engine, state: trouble, version: typeof version === 'string' ? version : null }, models: [], blocked: [] }
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
