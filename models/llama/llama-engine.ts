/** The in-process engine: GGUF files and their LoRA adapters as chat models, run by the chat-model process. */
import { rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { clearTimeout, setTimeout } from 'node:timers'
import { AlcoveError } from '../../core/errors.ts'
import type { ChatModel, ChatPart, ChatTurn } from '../../core/ports/chat-model.ts'
import type { EngineFound, GgufEngine } from '../../core/ports/chat-models.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { ChatModelInfo, LoadedModel } from '../../core/types/model.ts'
import { createQueue } from '../ollama/one-at-a-time.ts'
import { adapterFits } from './adapter-fits.ts'
import type { ChatModelProcess, ChatOrder, ModelOrder } from './chat-model-calls.ts'
import { fitContext } from './fit-context.ts'
import { type GgufFacts, readGguf } from './gguf.ts'
import { keepFile } from './keep-file.ts'
import { hashFile, readShelf, type ShelfAdapter, type ShelfList, type ShelfModel, verified, writeShelf } from './model-shelf.ts'
import { type GgufName, ggufName, largestScale, newName, parseGgufName } from './names.ts'

export interface LlamaEngineParts {
  /** Where model files lie, with the list of them; made when the first is added. */
  readonly folder: string
  readonly process: ChatModelProcess
  readonly clock: Clock
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
  keepAliveMs = () => usualKeepAliveMs,
  contextTokens: wanted = () => null,
}: LlamaEngineParts): LlamaEngine {
  /** One answer at a time, and one change of the shelf. */
  const answers = createQueue()
  const changes = createQueue()
  let stayInMemory: () => void = () => undefined
  let expiresAt: number | null = null

  async function inTurn<T>(queue: ReturnType<typeof createQueue>, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const end = await queue.turn(signal)
    try {
      return await work()
    } finally {
      end()
    }
  }

  async function* run(name: string, context: number | null, chat: ChatOrder['chat'], signal: AbortSignal): AsyncGenerator<ChatPart> {
    const end = await answers.turn(signal)
    stayInMemory()
    expiresAt = null
    try {
      yield* process.run({ model: await orderOf(folder, name, context ?? wanted(name), signal), chat }, signal)
    } finally {
      const keptMs = keepAliveMs()
      expiresAt = clock.now() + keptMs
      const leaving = setTimeout(() => process.end(), keptMs).unref()
      stayInMemory = () => clearTimeout(leaving)
      end()
    }
  }

  /** No answer is under way when the process ends. */
  const freeMemory = async (path: string, signal: AbortSignal): Promise<void> => {
    if (process.inMemory?.path !== path) return
    await inTurn(answers, signal, async () => process.end())
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
      async *chat(turns, { contextTokens, answerTokens, thinking = false }, signal) {
        yield* run(name, contextTokens, { turns: textOnly(turns, name), answerTokens, thinking: thinking !== false }, signal)
      },
    }),
    async show(name, signal) {
      const { model } = find(await readShelf(folder), name)
      const { template, license } = await readGguf(await verified(folder, model, signal), signal)
      const { architecture, quantization, contextTokens, contextBytes, size } = model
      const used = fitContext(model, wanted(name))
      return {
        name,
        family: architecture,
        parameters: countOf(model.parameters),
        quantization,
        contextTokens,
        usedContextTokens: used,
        capabilities: capabilitiesOf(model),
        memory: contextBytes === null ? null : size + contextBytes * used,
        template,
        license,
      }
    },
    async load(name, signal) {
      for await (const part of run(name, null, null, signal)) throw new Error(`no answer was asked for, yet ${part.type} came`)
    },
    async unload(name, signal) {
      const { model } = find(await readShelf(folder), name)
      await freeMemory(join(folder, model.file), signal)
    },
    async addFile(path, signal) {
      const facts = await readGguf(path, signal)
      if (facts.kind === 'adapter') throw new AlcoveError('gguf-adapter', { path })
      return await inTurn(changes, signal, async () => {
        const list = await readShelf(folder)
        const { file, place, made } = await take(path, folder, list, facts, signal)
        const known = list.models.find(({ sha256 }) => sha256 === file.sha256)
        if (known !== undefined) {
          if (made) await rm(place)
          return { name: fullName(known.name) }
        }
        const { parameters, quantization, contextTokens, contextBytes, template } = facts
        const model = { ...file, parameters, quantization, contextTokens: contextTokens ?? 0, contextBytes, thinks: thinks(template) }
        await writeShelf(folder, { ...list, models: [...list.models, model] })
        return { name: fullName(model.name) }
      })
    },
    async addAdapter(base, path, scale, signal) {
      if (!(scale >= 0 && scale <= largestScale)) throw new AlcoveError('input-invalid', { reason: 'scale' })
      const facts = await readGguf(path, signal)
      if (facts.kind === 'model') throw new AlcoveError('gguf-no-adapter', { path })
      return await inTurn(changes, signal, async () => {
        const list = await readShelf(folder)
        const { model } = find(list, base)
        const mismatch = new AlcoveError('adapter-mismatch', { adapter: basename(path), base: fullName(model.name) })
        if (!adapterFits(facts, await readGguf(await verified(folder, model, signal), signal))) throw mismatch
        const { file, place, made } = await take(path, folder, list, facts, signal)
        const known = list.adapters.find(({ sha256 }) => sha256 === file.sha256)
        if (known !== undefined && made) await rm(place)
        if (known !== undefined && known.baseSha256 !== model.sha256) throw mismatch
        const adapter: ShelfAdapter = { ...(known ?? { ...file, base: model.name, baseSha256: model.sha256 }), scale }
        await writeShelf(folder, { ...list, adapters: [...list.adapters.filter((one) => one !== known), adapter] })
        return { name: fullName(model.name, adapter.name) }
      })
    },
    async remove(name, signal) {
      const { model } = find(await readShelf(folder), name)
      await freeMemory(join(folder, model.file), signal)
      await inTurn(changes, signal, async () => {
        const list = await readShelf(folder)
        const found = find(list, name)
        const models = found.adapter === null ? list.models.filter((one) => one.name !== found.model.name) : list.models
        const adapters = list.adapters.filter((one) => one.base !== found.model.name || (found.adapter !== null && one.name !== found.adapter.name))
        await writeShelf(folder, { models, adapters })
        const kept = new Set([...models, ...adapters].map(({ file }) => file))
        for (const { file } of [...list.models, ...list.adapters]) if (!kept.has(file)) await rm(join(folder, file), { force: true })
      })
    },
    async close() {
      stayInMemory()
      await process.close()
    },
  }
}

function fullName(model: string, adapter: string | null = null): string {
  return ggufName({ model, adapter, scale: null })
}

interface Chosen {
  readonly model: ShelfModel
  readonly adapter: ShelfAdapter | null
  readonly scale: number
}

/** Throws `model-missing`, or `adapter-mismatch` where there is such an adapter, but of another model. */
function find({ models, adapters }: ShelfList, name: string): Chosen {
  const parsed: GgufName | null = parseGgufName(name)
  const model = models.find((one) => one.name === parsed?.model)
  if (parsed === null || model === undefined) throw new AlcoveError('model-missing', { model: name })
  if (parsed.adapter === null) return { model, adapter: null, scale: 0 }
  const named = adapters.filter((one) => one.name === parsed.adapter)
  const adapter = named.find((one) => one.baseSha256 === model.sha256)
  if (adapter !== undefined) return { model, adapter, scale: parsed.scale ?? adapter.scale }
  throw named.length > 0
    ? new AlcoveError('adapter-mismatch', { adapter: parsed.adapter, base: fullName(model.name) })
    : new AlcoveError('model-missing', { model: name })
}

/** What the process is told to load; `context` null: as is usual. Throws `find`’s codes and `gguf-broken` for a file that is another now. */
async function orderOf(folder: string, name: string, context: number | null, signal: AbortSignal): Promise<ModelOrder> {
  const { model, adapter, scale } = find(await readShelf(folder), name)
  return {
    name,
    path: await verified(folder, model, signal),
    adapter: adapter === null ? null : { path: await verified(folder, adapter, signal), scale },
    contextTokens: fitContext(model, context),
  }
}

interface Taken {
  readonly file: Pick<ShelfModel, 'name' | 'file' | 'sha256' | 'size' | 'modified' | 'architecture'>
  readonly place: string
  readonly made: boolean
}

async function take(path: string, folder: string, { models, adapters }: ShelfList, { architecture }: GgufFacts, signal: AbortSignal): Promise<Taken> {
  const taken = new Set([...models, ...adapters].map(({ name }) => name.toLowerCase()))
  const name = newName(path, (one) => taken.has(one.toLowerCase()))
  const { path: place, made } = await keepFile(path, folder, `${name}.gguf`)
  try {
    const sha256 = await hashFile(place, signal)
    const { size, mtimeMs } = await stat(place)
    return { file: { name, file: basename(place), sha256, size, modified: mtimeMs, architecture }, place, made }
  } catch (error) {
    if (made) await rm(place, { force: true })
    throw error
  }
}

function listed({ models, adapters }: ShelfList, loaded: (file: string) => LoadedModel | null): readonly ChatModelInfo[] {
  return models.flatMap((model) => {
    const { name, architecture, parameters, quantization, size, contextTokens, file } = model
    const info: ChatModelInfo = {
      name: fullName(name),
      engine: 'gguf',
      engineId: 'gguf',
      family: architecture,
      parameters: countOf(parameters),
      quantization,
      size,
      contextTokens,
      capabilities: capabilitiesOf(model),
      loaded: loaded(file),
      adapter: null,
    }
    const below = adapters.filter((one) => one.baseSha256 === model.sha256)
    return [
      info,
      ...below.map((one) => ({
        ...info,
        name: fullName(name, one.name),
        size: one.size,
        loaded: null,
        adapter: { base: info.name, name: one.name, scale: one.scale },
      })),
    ]
  })
}

function capabilitiesOf({ thinks }: ShelfModel): readonly 'thinking'[] {
  return thinks ? ['thinking'] : []
}

/** Templates of models that think say where their thoughts stand, or let them be switched. */
function thinks(template: string | null): boolean {
  return template !== null && /<think>|enable_thinking|<\|channel\|>|reasoning_content/u.test(template)
}

/** As model names have it: 115K, 494M, 3.2B. */
function countOf(parameters: number): string {
  if (parameters < 1e6) return `${Math.round(parameters / 1e3)}K`
  if (parameters < 1e9) return `${Math.round(parameters / 1e6)}M`
  return `${(parameters / 1e9).toFixed(1)}B`
}

function textOnly(turns: readonly ChatTurn[], model: string): NonNullable<ChatOrder['chat']>['turns'] {
  return turns.map(({ role, content, images = [] }) => {
    if (images.length > 0) throw new AlcoveError('model-blind', { model })
    return { role, content }
  })
}
