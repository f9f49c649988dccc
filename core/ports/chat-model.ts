/** A local language model that streams text. One conformance suite runs on every implementation. */
export interface ChatTurn {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
  /** Pictures that go with the text, for models that see. */
  readonly images?: readonly ChatImage[]
}

export interface ChatImage {
  /** `image/png`, `image/jpeg`, `image/webp`. */
  readonly mediaType: string
  readonly data: Uint8Array
}

/** Fields of one JSON object, in the order in which they are written. */
export type ReplyFields = Readonly<Record<string, 'string' | 'boolean'>>

export interface ChatOptions {
  /** Tokens of request and reply together, no more than the model's `contextTokens`. */
  readonly contextTokens: number
  /** Tokens of the reply; thinking comes on top and ends at the latest with the context. */
  readonly answerTokens: number
  /** Whether a model that can think does so first, or how hard, in the model's own word. Absent: no. Other models are not asked to. */
  readonly thinking?: boolean | string
  /** The likeliest token each time, and this seed for what is left to chance: the same request has the same answer again. Absent: as the engine samples. */
  readonly seed?: number
  /** The reply is forced into one JSON object of these fields by engines that can (llama.cpp, Ollama); of others it is asked in words, so it is read strictly all the same. */
  readonly fields?: ReplyFields
}

export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  /** What the model thinks before and while it answers; no part of the answer. */
  | { readonly type: 'thinking'; readonly text: string }
  /** Always last. Token counts are the model's own; null where it gives none. */
  | { readonly type: 'end'; readonly reason: 'stop' | 'length'; readonly promptTokens: number | null; readonly answerTokens: number | null }

export interface ChatModel {
  /** In the one name space of `ChatModels`. */
  readonly name: string
  /** Tokens of request and reply together that this model really holds. */
  contextTokens(signal: AbortSignal): Promise<number>
  /**
   * Streams the reply; closing the iterator or aborting stops the model. Throws AlcoveError
   * `ollama-…` or `server-…` as the table has them, `model-missing`, `model-remote`, `model-cut` (the stream
   * ended before its end), `context-too-small` (refused rather than cut), `model-blind` (it was sent a picture
   * and sees none), `model-process-stopped` (the in-process model's process ended) or the gate's codes.
   */
  chat(turns: readonly ChatTurn[], options: ChatOptions, signal: AbortSignal): AsyncIterable<ChatPart>
}
