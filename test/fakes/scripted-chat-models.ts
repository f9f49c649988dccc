/** Chat models that answer by a function of what they are asked, and count what they are asked. */
import { AlcoveError } from '../../core/errors.ts'
import type { ChatOptions, ChatTurn } from '../../core/ports/chat-model.ts'
import type { ChatModels } from '../../core/ports/chat-models.ts'
import type { ChatModelInfo } from '../../core/types/model.ts'
import { quotesOnly } from './chat-models.ts'

export interface AskedModel {
  readonly model: string
  readonly turns: readonly ChatTurn[]
  readonly options: ChatOptions
}

export interface ScriptedChatModels extends ChatModels {
  readonly asked: AskedModel[]
}

/** `said` may throw, and may take its time. */
export function scriptedChatModels(
  models: readonly (Pick<ChatModelInfo, 'name'> & Partial<ChatModelInfo>)[],
  said: (asked: AskedModel) => string | Promise<string>,
): ScriptedChatModels {
  const asked: AskedModel[] = []
  const all = models.map(
    (facts): ChatModelInfo => ({
      engine: 'gguf',
      engineId: 'gguf',
      family: 'llama',
      parameters: '3.2B',
      quantization: 'Q8_0',
      size: 3_000_000_000,
      contextTokens: 8_192,
      capabilities: [],
      loaded: { size: 3_600_000_000, gpuShare: 0, contextTokens: 8_192, expiresAt: null },
      adapter: null,
      ...facts,
    }),
  )
  return {
    ...quotesOnly,
    asked,
    state: async () => ({ engines: [], models: all, blocked: [] }),
    usable: async (name) => all.some((model) => model.name === name),
    chatModel: (name) => ({
      name,
      contextTokens: async () => 4_096,
      async *chat(turns, options, signal) {
        if (!all.some((model) => model.name === name)) throw new AlcoveError('model-missing', { model: name })
        const one = { model: name, turns, options }
        asked.push(one)
        const text = await said(one)
        signal.throwIfAborted()
        for (const piece of text.match(/\S+\s*/gu) ?? []) yield { type: 'text', text: piece }
        yield { type: 'end', reason: 'stop', promptTokens: 100, answerTokens: Math.max(1, text.split(' ').length) }
      },
    }),
  }
}
