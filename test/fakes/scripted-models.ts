/** The scripted engine's chat models: what it has, and what is done to them. */
import type { Implementer } from '../../core/engine/context.ts'
import { stream } from '../../core/engine/streams.ts'
import { type ChatModelInfo, type EngineState, engineKinds, type Pull } from '../../core/types/model.ts'
import { defaultSettings } from '../../core/types/settings.ts'
import { suggestions } from '../../models/catalogue.ts'
import type { Script } from './scripted-engine.ts'

const address = defaultSettings.ollamaAddress
const ollama = { kind: engineKinds[0], id: 'ollama', address, remote: false } as const

export const noModels: Script['models'] = { engines: [{ ...ollama, state: 'ollama-absent', version: null }], models: [], blocked: [], pulls: [] }

const unsaid = { family: null, parameters: null, quantization: null, size: null, contextTokens: null, capabilities: null, loaded: null, adapter: null }

export function ollamaModel(facts: Partial<ChatModelInfo> & Pick<ChatModelInfo, 'name'>): ChatModelInfo {
  return { engine: 'ollama', engineId: 'ollama', ...unsaid, ...facts }
}

/** Ollama in this state, with models that are listed where it is ready. */
export function ollamaIs(state: EngineState['state'], models: readonly ChatModelInfo[] = [], blocked: readonly string[] = []): Script['models'] {
  return { engines: [{ ...ollama, state, version: state === 'ready' ? '0.40.2' : null }], models, blocked, pulls: [] }
}

export const readyModels = ollamaIs(
  'ready',
  [
    ollamaModel({
      name: 'llama3.2:3b',
      family: 'llama',
      parameters: '3.2B',
      quantization: 'Q4_K_M',
      size: 2_019_393_189,
      contextTokens: 131_072,
      capabilities: ['tools'],
    }),
    ollamaModel({
      name: 'qwen3:8b',
      family: 'qwen3',
      parameters: '8.2B',
      quantization: 'Q4_K_M',
      size: 5_225_388_164,
      contextTokens: 40_960,
      capabilities: ['thinking', 'tools'],
      loaded: { size: 6_800_000_000, gpuShare: 0.4, contextTokens: 8_192, expiresAt: null },
    }),
  ],
  ['gpt-oss:120b-cloud'],
)

/** 16 GB, as many laptops have. */
export const scriptedMemory = 16_000_000_000

export function scriptedModels(os: Implementer, script: Script) {
  const change = (changes: Partial<Script['models']>) => {
    script.models = { ...script.models, ...changes }
  }
  return {
    state: os.models.state.handler(() => ({ ...script.models, chosen: script.settings.model })),
    suggestions: os.models.suggestions.handler(() => ({ memory: scriptedMemory, suggestions: suggestions(scriptedMemory) })),
    show: os.models.show.handler(({ input }) => ({
      name: input.name,
      family: 'llama',
      parameters: '3.2B',
      quantization: 'Q4_K_M',
      contextTokens: 131_072,
      usedContextTokens: 8_192,
      capabilities: [],
      memory: 3_600_000_000,
      template: null,
      license: null,
    })),
    pull: os.models.pull.handler(({ input }) => {
      const pull: Pull = {
        id: input.name,
        model: input.name,
        state: 'working',
        stage: 'download',
        completed: 400_000_000,
        total: 2_000_000_000,
        bytesPerSecond: 20_000_000,
      }
      change({ pulls: [...script.models.pulls.filter(({ id }) => id !== pull.id), pull] })
      return pull
    }),
    followPulls: os.models.followPulls.handler(({ signal }) =>
      stream(signal, async function* (left) {
        let last: Script['models']['pulls'] | null = null
        while (!left.aborted) {
          if (last !== script.models.pulls) yield (last = script.models.pulls)
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }),
    ),
    cancelPull: os.models.cancelPull.handler(({ input }) => {
      change({ pulls: script.models.pulls.map((pull) => (pull.id === input.id ? { ...pull, state: 'stopped', bytesPerSecond: null } : pull)) })
      return {}
    }),
    remove: os.models.remove.handler(({ input }) => {
      change({ models: script.models.models.filter(({ name }) => name !== input.name) })
      return {}
    }),
    load: os.models.load.handler(() => ({})),
    unload: os.models.unload.handler(({ input }) => {
      change({ models: script.models.models.map((model) => (model.name === input.name ? { ...model, loaded: null } : model)) })
      return {}
    }),
    addFile: os.models.addFile.handler(() => ({ name: 'gguf:tiny' })),
    addAdapter: os.models.addAdapter.handler(({ input }) => ({ name: `${input.base}+adapter` })),
    addServer: os.models.addServer.handler(({ input: { id, address: at, key } }) => {
      script.settings = { ...script.settings, servers: [...script.settings.servers, { id, address: at, keyed: typeof key === 'string' }] }
      change({
        engines: [...script.models.engines, { kind: 'server', id, state: 'server-absent', address: at, version: null, remote: !at.includes('127.0.0.1') }],
      })
      return {}
    }),
    removeServer: os.models.removeServer.handler(({ input }) => {
      script.settings = { ...script.settings, servers: script.settings.servers.filter(({ id }) => id !== input.id) }
      change({ engines: script.models.engines.filter(({ id }) => id !== input.id) })
      return {}
    }),
  }
}
