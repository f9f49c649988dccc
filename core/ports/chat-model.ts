/** A local language model that streams text. One conformance suite runs on every implementation. */
export interface ChatTurn {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  /** Always last. Token counts are the model's own; null where it gives none. */
  | { readonly type: 'end'; readonly reason: 'stop' | 'length'; readonly promptTokens: number | null; readonly answerTokens: number | null }

export interface ChatModel {
  readonly name: string
  /** Tokens of prompt and answer together that this model really holds. */
  contextTokens(signal: AbortSignal): Promise<number>
  /**
   * Streams the reply; closing the iterator or aborting stops the model. Throws AlcoveError
   * `ollama-absent`, `ollama-hung`, `ollama-rubbish`, `ollama-busy`, `ollama-failed`,
   * `model-missing`, `model-remote`, `model-cut` (the stream ended before its end),
   * `context-too-small` (refused rather than cut) or the gate's codes.
   */
  chat(turns: readonly ChatTurn[], options: { readonly contextTokens: number; readonly answerTokens: number }, signal: AbortSignal): AsyncIterable<ChatPart>
}
