/** One model in memory and the contexts it answers from, by node-llama-cpp. It loads what is asked for, and frees what was before. */
import type * as llamaLibrary from 'node-llama-cpp'
import type { ChatHistoryItem, ChatWrapper, Llama, LlamaContext, LlamaContextSequence, LlamaModel } from 'node-llama-cpp'
import { AlcoveError } from '../../core/errors.ts'
import type { ChatPart } from '../../core/ports/chat-model.ts'
import { replySchema } from '../reply-schema.ts'
import type { ChatOrder, InMemory, ModelOrder, ModelPart, TextTurn } from './chat-model-calls.ts'

type Library = typeof llamaLibrary

export interface Session {
  /** Throws `engine-missing`, `gguf-unsupported`, `model-memory`, `context-too-small` or the signal’s reason. */
  run(order: ChatOrder, tell: { loaded(inMemory: InMemory): void; part(part: ModelPart): void }, signal: AbortSignal): Promise<void>
}

/** Base and adapter side by side; what was asked last stays read, so that a conversation goes on where it was. */
const mostContexts = 2
/** Tokens read at once: between two such steps a model can be stopped. */
const batchTokens = 256
/** Room behind what a request and its reply may take, so that the library never comes to drop turns of its own accord. */
const spareTokens = 64
/** Threads wait for each other at every step, which for a model of so few bytes takes longer than the work, and on a busy computer for ever. */
const oneThreadBelow = 50_000_000
/** As Ollama has them where a model does not say otherwise: the same model answers in the same manner by either way. */
const sampling = { temperature: 0.8, topK: 40, topP: 0.9, repeatPenalty: false } as const

interface Opened {
  readonly path: string
  readonly model: LlamaModel
  /** By whether it thinks. A template is read but once, which takes a second. */
  readonly wrappers: Map<boolean, ChatWrapper>
  readonly contexts: Map<string, { readonly context: LlamaContext; readonly sequence: LlamaContextSequence }>
}

export function createSession(): Session {
  let library: Promise<{ readonly library: Library; readonly llama: Llama }> | undefined
  let opened: Opened | undefined

  const open = async (order: ModelOrder, signal: AbortSignal): Promise<Opened> => {
    if (opened?.path === order.path) return opened
    const before = opened
    opened = undefined
    await before?.model.dispose()
    library ??= startLibrary()
    const { llama } = await library
    opened = {
      path: order.path,
      model: await loading(order, signal, async () => await llama.loadModel({ modelPath: order.path, loadSignal: signal })),
      wrappers: new Map(),
      contexts: new Map(),
    }
    return opened
  }

  return {
    async run({ model: order, chat, count }, tell, signal) {
      const held = await open(order, signal)
      const sequence = await openContext(held, order, signal)
      tell.loaded(inMemory(held, order))
      library ??= startLibrary()
      const { library: loaded, llama } = await library
      if (count !== undefined) tell.part({ type: 'tokens', tokens: requestTokens(held, wrapperOf(loaded, held, false), count) })
      if (chat === null) return
      await generate({ library: loaded, llama }, held, sequence, order, chat, tell.part, signal)
    },
  }
}

async function startLibrary(): Promise<{ readonly library: Library; readonly llama: Llama }> {
  // loaded only now: programs are forbidden and downloads switched off before
  const library = await import('node-llama-cpp')
  try {
    const llama = await library.getLlama({
      gpu: 'auto',
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: library.LlamaLogLevel.error,
    })
    return { library, llama }
  } catch (error) {
    throw error instanceof library.NoBinaryFoundError ? new AlcoveError('engine-missing', {}, error) : error
  }
}

async function openContext({ model, contexts }: Opened, order: ModelOrder, signal: AbortSignal): Promise<LlamaContextSequence> {
  // at scale 0 an adapter says nothing, and its context would only take memory
  const adapter = order.adapter?.scale === 0 ? null : order.adapter
  const key = JSON.stringify([adapter, order.contextTokens])
  const known = contexts.get(key)
  if (known !== undefined) {
    contexts.delete(key)
    contexts.set(key, known)
    return known.sequence
  }
  for (const [oldest, { context }] of contexts) {
    if (contexts.size < mostContexts) break
    contexts.delete(oldest)
    await context.dispose()
  }
  const lora = adapter === null ? {} : { lora: { adapters: [{ filePath: adapter.path, scale: adapter.scale }] } }
  const context = await loading(
    { ...order, path: adapter?.path ?? order.path },
    signal,
    async () =>
      await model.createContext({
        contextSize: order.contextTokens + spareTokens,
        batchSize: batchTokens,
        createSignal: signal,
        ...(model.size < oneThreadBelow ? { threads: 1 } : {}),
        ...lora,
      }),
  )
  const sequence = context.getSequence()
  contexts.set(key, { context, sequence })
  return sequence
}

/** The library tells a file that it cannot load by a plain error, and lack of memory by one of its own. */
async function loading<T>({ name, path }: ModelOrder, signal: AbortSignal, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    signal.throwIfAborted()
    const { InsufficientMemoryError } = await import('node-llama-cpp')
    throw error instanceof InsufficientMemoryError
      ? new AlcoveError('model-memory', { model: name }, error)
      : new AlcoveError('gguf-unsupported', { path }, error)
  }
}

function inMemory({ path, model, contexts }: Opened, { contextTokens }: ModelOrder): InMemory {
  const states = [...contexts.values()].reduce((sum, { context }) => sum + context.stateSize, 0)
  const layers = model.fileInsights.totalLayers
  return { path, bytes: model.size + states, gpuShare: layers === 0 ? 0 : Math.min(1, model.gpuLayers / layers), contextTokens }
}

async function generate(
  { library, llama }: { readonly library: Library; readonly llama: Llama },
  held: Opened,
  sequence: LlamaContextSequence,
  { name, contextTokens }: ModelOrder,
  { turns, answerTokens, thinking, seed, fields }: NonNullable<ChatOrder['chat']>,
  tell: (part: ChatPart) => void,
  signal: AbortSignal,
): Promise<void> {
  const wrapper = wrapperOf(library, held, thinking)
  const history = chatHistory(turns)
  const promptTokens = requestTokens(held, wrapper, turns).length
  const room = contextTokens - promptTokens
  if (room < 1) throw new AlcoveError('context-too-small', { model: name, context: contextTokens })

  const enough = new AbortController()
  let spoken = 0
  let made = 0
  const chat = new library.LlamaChat({ contextSequence: sequence, chatWrapper: wrapper })
  try {
    const { metadata } = await chat.generateResponse(history, {
      ...(seed === null ? sampling : { ...sampling, temperature: 0, seed }),
      ...(fields === null ? {} : { grammar: await llama.createGrammarForJsonSchema(replySchema(fields)) }),
      signal: AbortSignal.any([signal, enough.signal]),
      stopOnAbortSignal: true,
      maxTokens: thinking ? room : Math.min(room, answerTokens),
      budgets: thinking ? { thoughtTokens: Infinity, commentTokens: Infinity } : { thoughtTokens: 0 },
      contextShift: { size: 1, strategy: refuseToDrop },
      onResponseChunk: (chunk) => {
        const isText = chunk.type === undefined
        made += chunk.tokens.length
        if (isText) spoken += chunk.tokens.length
        if (chunk.text !== '') tell({ type: isText ? 'text' : 'thinking', text: chunk.text })
        if (spoken >= answerTokens) enough.abort()
      },
    })
    signal.throwIfAborted()
    const reason = metadata.stopReason === 'maxTokens' || metadata.stopReason === 'abort' ? 'length' : 'stop'
    tell({ type: 'end', reason, promptTokens, answerTokens: made })
  } finally {
    chat.dispose()
  }
}

/** With the opening of a reply behind, of which nothing is said yet. */
function requestTokens({ model }: Opened, wrapper: ChatWrapper, turns: readonly TextTurn[]): readonly number[] {
  const asked = wrapper.generateContextState({ chatHistory: [...chatHistory(turns), { type: 'model', response: [] }] }).contextText
  return asked.tokenize(model.tokenizer, 'trimLeadingSpace')
}

function wrapperOf({ resolveChatWrapper }: Library, { model, wrappers }: Opened, thinking: boolean): ChatWrapper {
  const quiet = { qwen: { thoughts: 'discourage' }, jinjaTemplate: { reasoning: false } } as const
  const wrapper = wrappers.get(thinking) ?? resolveChatWrapper(model, { warningLogs: false, ...(thinking ? {} : { customWrapperSettings: quiet }) })
  wrappers.set(thinking, wrapper)
  return wrapper
}

function refuseToDrop(): never {
  throw new Error('the context is full')
}

function chatHistory(turns: readonly TextTurn[]): ChatHistoryItem[] {
  return turns.map(({ role, content }) => {
    if (role === 'assistant') return { type: 'model', response: [content] }
    return { type: role, text: content }
  })
}
