/** OpenAI-compatible servers (LM Studio, llama-server, vLLM): the way up to bigger machines, one engine per server. */
import { AlcoveError, type ErrorCode } from '../core/errors.ts'
import type { ChatEngine } from '../core/ports/chat-models.ts'
import type { Network } from '../core/ports/network.ts'
import { serverAddress } from '../core/text/server-address.ts'
import type { ChatModelInfo, EngineState } from '../core/types/model.ts'
import type { ServerSetting } from '../core/types/settings.ts'
import { type Patience, patient } from './busy.ts'
import type { Server } from './openai/calls.ts'
import { chat, type KnownModel } from './openai/chat.ts'
import { type ServedModel, servedModels } from './openai/list.ts'
import { usualWaits, type Waits } from './waits.ts'

/** Where a server does not say what its model holds. A small figure cuts nothing: what does not fit is left out of the request, and said. */
const boundWhereUnsaid = 4_096

export interface OpenAiParts {
  readonly network: Network
  readonly setting: ServerSetting
  readonly key: string | null
  /** Tokens by model name, where the user chose them. */
  readonly contextTokens: Readonly<Record<string, number>>
  readonly patience?: Patience
  readonly waits?: Waits
}

/** `server:ID/MODEL`; null for any other name. */
export function serverName(name: string): { readonly id: string; readonly model: string } | null {
  const parts = /^server:([^/]+)\/(.+)$/su.exec(name)
  return parts ? { id: parts[1] ?? '', model: parts[2] ?? '' } : null
}

export function createOpenAi({ network, setting, key, contextTokens, patience = patient, waits = usualWaits }: OpenAiParts): ChatEngine {
  const address = serverAddress(setting.address)
  const server: Server = { network, id: setting.id, address: address?.base ?? setting.address, key }
  const engine = { kind: 'server', id: setting.id, address: server.address, version: null, remote: address?.loopback === false } as const

  function held({ name, contextTokens: told }: KnownModel): number {
    const most = told ?? boundWhereUnsaid
    const chosen = contextTokens[name]
    if (chosen === undefined) return most
    return told === null ? chosen : Math.min(chosen, told)
  }

  async function find(name: string, signal: AbortSignal): Promise<KnownModel> {
    const found = (await servedModels(server, signal)).find(({ id }) => id === serverName(name)?.model)
    if (!found) throw new AlcoveError('model-missing', { model: name })
    return { ...found, name }
  }

  return {
    async state(signal) {
      try {
        const models = await servedModels(server, signal)
        return { engine: { ...engine, state: 'ready' } satisfies EngineState, models: models.map((model) => info(setting.id, model)), blocked: [] }
      } catch (error) {
        if (!(error instanceof AlcoveError)) throw error
        return { engine: { ...engine, state: troubles[error.code] ?? error.code }, models: [], blocked: [] }
      }
    },
    async usable(name, signal) {
      try {
        await find(name, signal)
        return true
      } catch (error) {
        if (error instanceof AlcoveError) return false
        throw error
      }
    },
    chatModel(name) {
      let known: KnownModel | null = null
      return {
        name,
        async contextTokens(signal) {
          known = null
          known = await find(name, signal)
          return held(known)
        },
        async *chat(turns, options, signal) {
          yield* chat(server, (known ??= await find(name, signal)), turns, options, waits, patience, signal)
        },
      }
    },
    async show(name, signal) {
      const model = await find(name, signal)
      const { family, quantization, contextTokens: told, capabilities } = model
      return {
        name,
        family,
        parameters: null,
        quantization,
        contextTokens: told,
        usedContextTokens: held(model),
        capabilities,
        memory: null,
        template: null,
        license: null,
      }
    },
  }
}

const troubles: Partial<Record<ErrorCode, ErrorCode>> = { 'server-failed': 'server-rubbish', 'server-busy': 'server-hung' }

function info(engineId: string, { id, family, quantization, contextTokens, capabilities, loaded }: ServedModel): ChatModelInfo {
  return {
    name: `server:${engineId}/${id}`,
    engine: 'server',
    engineId,
    family,
    parameters: null,
    quantization,
    size: null,
    contextTokens,
    capabilities,
    loaded: loaded ? { size: null, gpuShare: null, contextTokens, expiresAt: null } : null,
    adapter: null,
  }
}
