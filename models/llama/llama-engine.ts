/** The in-process engine: GGUF files and their LoRA adapters as chat models, run by the chat-model process. */
import { join } from 'node:path'
import { clearTimeout, setTimeout } from 'node:timers'
import { AlcoveError } from '../../core/errors.ts'
import type { AdapterFiles } from '../../core/ports/adapter-files.ts'
import type { ChatModel, ChatTurn } from '../../core/ports/chat-model.ts'
import type { EngineFound, GgufEngine } from '../../core/ports/chat-models.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { LoadedModel } from '../../core/types/model.ts'
import { readGguf } from '../gguf/facts.ts'
import { createQueue, inTurn } from '../one-at-a-time.ts'
import type { ChatModelProcess, ChatOrder, ModelPart } from './chat-model-calls.ts'
import { details, listed, shelved } from './describe.ts'
import { find, orderOf } from './find-model.ts'
import { fitContext } from './fit-context.ts'
import { readShelf, verified } from './model-shelf.ts'
import { createShelfChanges } from './shelf-changes.ts'

export interface LlamaEngineParts {
  /** Where model files lie, with the list of them; made when the first is added. */
  readonly folder: string
  readonly process: ChatModelProcess
  readonly clock: Clock
  /** Makes a GGUF adapter of what PEFT or MLX trained. */
  readonly convert: AdapterFiles['convert']
  /** Milliseconds without a question after which the model leaves the memory. Asked anew each time. */
  readonly keepAliveMs?: () => number
  /** Tokens of context that a model, by its name here, is to have; null: as is usual. Asked anew each time. */
  readonly contextTokens?: (name: string) => number | null
}

export interface LlamaEngine extends GgufEngine {
  unload(name: string, signal: AbortSignal): Promise<void>
  load(name: string, signal: AbortSignal): Promise<void>
  remove(name: string, signal: AbortSignal): Promise<void>
  /** Ends the process. */
  close(): Promise<void>
}

const usualKeepAliveMs = 300_000

export function createLlamaEngine({
  folder,
  process,
  clock,
  convert,
  keepAliveMs = () => usualKeepAliveMs,
  contextTokens: wanted = () => null,
}: LlamaEngineParts): LlamaEngine {
  const answers = createQueue()
  const shelf = createShelfChanges(folder, convert)
  let stayInMemory: () => void = () => undefined
  let expiresAt: number | null = null
  /** The file that is read into memory or answers. */
  let atWork: string | null = null

  async function* run(name: string, context: number | null, work: Omit<ChatOrder, 'model'>, signal: AbortSignal): AsyncGenerator<ModelPart> {
    const end = await answers.turn(signal)
    stayInMemory()
    expiresAt = null
    try {
      const model = await orderOf(folder, name, context ?? wanted(name), signal)
      atWork = model.path
      yield* process.run({ model, ...work }, signal)
    } finally {
      atWork = null
      const keptMs = keepAliveMs()
      expiresAt = clock.now() + keptMs
      const leaving = setTimeout(() => process.end(), keptMs).unref()
      stayInMemory = () => clearTimeout(leaving)
      end()
    }
  }

  /** No answer is under way when the process ends. */
  async function unload(name: string, signal: AbortSignal): Promise<void> {
    const { model } = find(await readShelf(folder), name)
    const path = join(folder, model.file)
    if (process.inMemory?.path !== path && atWork !== path) return
    await inTurn(answers, signal, async () => {
      if (process.inMemory?.path === path) process.end()
    })
  }

  const loadedOf = (path: string): LoadedModel | null => {
    const held = process.inMemory
    return held?.path === path ? { size: held.bytes, gpuShare: held.gpuShare, contextTokens: held.contextTokens, expiresAt } : null
  }

  return {
    async state(signal) {
      signal.throwIfAborted()
      const engine = { kind: 'gguf', id: 'gguf', address: null, version: null, remote: false } as const
      try {
        const models = listed(await readShelf(folder), (file) => loadedOf(join(folder, file)))
        return { engine: { ...engine, state: 'ready' }, models, blocked: [] } satisfies EngineFound
      } catch (error) {
        if (!(error instanceof AlcoveError)) throw error
        return { engine: { ...engine, state: error.code }, models: [], blocked: [] }
      }
    },
    async usable(name, signal) {
      try {
        await orderOf(folder, name, wanted(name), signal)
        return true
      } catch (error) {
        if (error instanceof AlcoveError) return false
        throw error
      }
    },
    chatModel: (name): ChatModel => ({
      name,
      contextTokens: async () => fitContext(find(await readShelf(folder), name).model, wanted(name)),
      async *chat(turns, { contextTokens, answerTokens, thinking = false, seed = null, fields = null }, signal) {
        const chat = { turns: textOnly(turns, name), answerTokens, thinking: thinking !== false, seed, fields }
        for await (const part of run(name, contextTokens, { chat }, signal)) if (part.type !== 'tokens') yield part
      },
    }),
    async show(name, signal) {
      const { model } = find(await readShelf(folder), name)
      const { template, license } = await readGguf(await verified(folder, model, signal), signal)
      return details(name, model, fitContext(model, wanted(name)), { template, license })
    },
    async load(name, signal) {
      for await (const part of run(name, null, { chat: null }, signal)) throw new Error(`no answer was asked for, yet ${part.type} came`)
    },
    async tokens(name, turns, signal) {
      for await (const part of run(name, null, { chat: null, count: textOnly(turns, name) }, signal)) if (part.type === 'tokens') return part.tokens
      throw new AlcoveError('model-process-stopped', { model: name })
    },
    async file(name, signal) {
      const { model, adapter } = find(await readShelf(folder), name)
      const { sha256, size } = adapter ?? model
      return { path: await verified(folder, adapter ?? model, signal), sha256, size }
    },
    adapters: async () => (await readShelf(folder)).adapters.map(shelved),
    unload,
    addFile: shelf.addFile,
    addAdapter: shelf.addAdapter,
    async remove(name, signal) {
      await unload(name, signal)
      await shelf.remove(name, signal)
    },
    async close() {
      stayInMemory()
      await process.close()
    },
  }
}

function textOnly(turns: readonly ChatTurn[], model: string): NonNullable<ChatOrder['chat']>['turns'] {
  return turns.map(({ role, content, images = [] }) => {
    if (images.length > 0) throw new AlcoveError('model-blind', { model })
    return { role, content }
  })
}
