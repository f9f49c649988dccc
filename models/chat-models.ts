/** Joins the engines into one name space; the part of a name before its first `:` says whose it is. */
import { AlcoveError } from '../core/errors.ts'
import type { ChatEngine, ChatModels, EngineFound, GgufEngine } from '../core/ports/chat-models.ts'
import type { Network } from '../core/ports/network.ts'
import type { Settings } from '../core/types/settings.ts'
import { createOllama } from './ollama.ts'
import { createOpenAi, serverName } from './openai.ts'

export interface ChatModelsParts {
  readonly network: Network
  /** Asked anew at each call, so that a changed setting holds from then on. */
  readonly settings: () => Settings
  /** Key of a server by its id; null: it has none. */
  readonly key: (serverId: string) => string | null
  /** Bytes of memory of this computer. */
  readonly memory: number
  /** Absent: this build runs no model files by itself. */
  readonly gguf?: GgufEngine
}

export function createChatModels({ network, settings, key, memory, gguf }: ChatModelsParts): ChatModels {
  const ollama = createOllama({
    network,
    memory,
    settings: () => {
      const { ollamaAddress, contextTokens, keepAliveMinutes } = settings()
      return { address: ollamaAddress, contextTokens, keepAliveMinutes }
    },
  })
  const servers = (): readonly ChatEngine[] => settings().servers.map((setting) => serverOf(setting))
  const serverOf = (setting: Settings['servers'][number]): ChatEngine =>
    createOpenAi({ network, setting, key: key(setting.id), contextTokens: settings().contextTokens })

  function engineOf(name: string): ChatEngine {
    if (name.startsWith('gguf:')) return ours()
    const served = serverName(name)
    if (served === null) return ollama
    const setting = settings().servers.find(({ id }) => id === served.id)
    if (!setting) throw new AlcoveError('model-missing', { model: name })
    return serverOf(setting)
  }

  function ours(): GgufEngine {
    if (!gguf) throw new AlcoveError('engine-missing')
    return gguf
  }

  async function offered(name: string, verb: 'load' | 'unload' | 'remove', signal: AbortSignal): Promise<void> {
    const engine = engineOf(name)
    const work = engine[verb]?.(name, signal)
    if (!work) throw new AlcoveError('model-fixed', { model: name })
    await work
  }

  return {
    async state(signal) {
      const found = await Promise.all([ollama, ...servers(), ...(gguf ? [gguf] : [])].map((engine): Promise<EngineFound> => engine.state(signal)))
      return {
        engines: found.map(({ engine }) => engine),
        models: found.flatMap(({ models }) => models),
        blocked: found.flatMap(({ blocked }) => blocked),
      }
    },
    async usable(name, signal) {
      try {
        return await engineOf(name).usable(name, signal)
      } catch (error) {
        if (error instanceof AlcoveError) return false
        throw error
      }
    },
    chatModel: (name) => engineOf(name).chatModel(name),
    show: (name, signal) => engineOf(name).show(name, signal),
    pull: (name, signal) => ollama.pull(name, signal),
    remove: (name, signal) => offered(name, 'remove', signal),
    load: (name, signal) => offered(name, 'load', signal),
    unload: (name, signal) => offered(name, 'unload', signal),
    file: (name, signal) => ours().file(name, signal),
    adapters: async () => (gguf ? await gguf.adapters() : []),
    tokens: async (name, turns, signal) => (name.startsWith('gguf:') ? await ours().tokens(name, turns, signal) : null),
    addFile: (path, signal, name) => ours().addFile(path, signal, name),
    addAdapter: (base, path, scale, signal, name) => ours().addAdapter(base, path, scale, signal, name),
    inOllama: ollama.making,
  }
}
