/** What goes between the engine and the chat-model process. One job at a time. */
import type { ErrorCode, ErrorDetails } from '../../core/errors.ts'
import type { ChatPart, ReplyFields } from '../../core/ports/chat-model.ts'

export interface ModelOrder {
  /** As people know it: for what they are told when it fails. */
  readonly name: string
  /** Absolute. */
  readonly path: string
  readonly adapter: { readonly path: string; readonly scale: number } | null
  /** Tokens of request and reply together. */
  readonly contextTokens: number
}

export interface TextTurn {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

export interface ChatOrder {
  readonly model: ModelOrder
  /** How this request is cut into tokens, asked instead of an answer. */
  readonly count?: readonly TextTurn[]
  /** Null: into memory, and no more. */
  readonly chat: {
    readonly turns: readonly TextTurn[]
    readonly answerTokens: number
    readonly thinking: boolean
    readonly seed: number | null
    readonly fields: ReplyFields | null
  } | null
}

/** An answer's part, or the tokens of a request up to where its reply would begin. */
export type ModelPart = ChatPart | { readonly type: 'tokens'; readonly tokens: readonly number[] }

/** What a model takes in memory. */
export interface InMemory {
  readonly path: string
  /** Bytes, of weights and contexts. */
  readonly bytes: number
  /** From 0 (processor only) to 1 (graphics card only). */
  readonly gpuShare: number
  readonly contextTokens: number
}

export type ToChatModel = { readonly type: 'job'; readonly id: number; readonly order: ChatOrder } | { readonly type: 'stop'; readonly id: number }

/** `loaded` once, then parts, then `done`; or `failed` at any time. */
export type FromChatModel =
  | { readonly type: 'loaded'; readonly id: number; readonly inMemory: InMemory }
  | { readonly type: 'part'; readonly id: number; readonly part: ModelPart }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly code: ErrorCode; readonly details: ErrorDetails }

/** The process as the engine sees it; `host/` makes it. */
export interface ChatModelProcess {
  /**
   * Streams one answer, the tokens where they were asked for, or nothing where only loading was ordered. Throws the process’s codes, `model-process-stopped`
   * where it died, or the signal’s reason. Leaving stops the model; one that does not stop is ended with its process.
   */
  run(order: ChatOrder, signal: AbortSignal): AsyncGenerator<ModelPart>
  /** Null while nothing is in memory. */
  readonly inMemory: InMemory | null
  /** Ends the process, and with it frees the memory; the next order starts another. */
  end(): void
  close(): Promise<void>
}
