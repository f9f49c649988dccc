/** Chat models and the programs that run them, as people see them. */
import type { ErrorCode, Failure } from '../errors.ts'

export const modelCapabilities = ['thinking', 'vision', 'tools'] as const
export type ModelCapability = (typeof modelCapabilities)[number]

export const engineKinds = ['ollama', 'server', 'gguf'] as const
export type EngineKind = (typeof engineKinds)[number]

/** A model in memory. */
export interface LoadedModel {
  /** Bytes, as really allocated; null where it is not told. */
  readonly size: number | null
  /** From 0 (processor only) to 1 (graphics card only); null where it is not told. */
  readonly gpuShare: number | null
  readonly contextTokens: number | null
  /** Milliseconds since 1970; null: not before it is told to, or not told. */
  readonly expiresAt: number | null
}

export interface ChatModelInfo {
  /** In the one name space: `llama3.2:3b`, `server:ID/MODEL`, `gguf:NAME+ADAPTER@SCALE`. */
  readonly name: string
  readonly engine: EngineKind
  /** Of the engine that runs it: `ollama`, `gguf` or the server's id. */
  readonly engineId: string
  readonly family: string | null
  readonly parameters: string | null
  readonly quantization: string | null
  /** Bytes on disk. */
  readonly size: number | null
  /** Tokens it was trained to read; null where nothing says. */
  readonly contextTokens: number | null
  /** What it can besides chatting; null where nothing says. */
  readonly capabilities: readonly ModelCapability[] | null
  /** Null: not in memory, as far as is told. */
  readonly loaded: LoadedModel | null
  /** On an adapter: the model it is bound to, by its name, its own name and how strongly it speaks. */
  readonly adapter: {
    readonly base: string
    readonly name: string
    readonly scale: number
    /** Whether its check passed; absent where it was not checked. Only one that passed answers in a chat. */
    readonly passed?: boolean
  } | null
}

/** How an engine was found. Everything but `ready` comes with advice by code. */
export interface EngineState {
  readonly kind: EngineKind
  /** `ollama`, `gguf` or the server's id. */
  readonly id: string
  readonly state: 'ready' | ErrorCode
  /** Null where it runs in a process of ours. */
  readonly address: string | null
  readonly version: string | null
  /** What is sent to it leaves this computer. */
  readonly remote: boolean
  /** Whether Ollama may use its cloud at all; absent where it cannot be asked. */
  readonly cloud?: 'off' | 'on'
}

/** Before it, thinking could not be switched off and came as part of the answer: `ollama-too-old`. */
export const oldestOllama = '0.9.0'

export interface ModelsState {
  readonly engines: readonly EngineState[]
  readonly models: readonly ChatModelInfo[]
  /** Models that would send the question to another computer: never used. */
  readonly blocked: readonly string[]
  /** Name of the model that answers; null: quotes. */
  readonly chosen: string | null
  /** Downloads under way, and those that ended since the engine started. */
  readonly pulls: readonly Pull[]
}

export interface ModelDetails {
  readonly name: string
  readonly family: string | null
  readonly parameters: string | null
  readonly quantization: string | null
  readonly contextTokens: number | null
  /** The context that a question is given. */
  readonly usedContextTokens: number
  readonly capabilities: readonly ModelCapability[] | null
  /** Bytes of memory with that context; null where it cannot be worked out. */
  readonly memory: number | null
  readonly template: string | null
  readonly license: string | null
}

export interface PullProgress {
  readonly stage: 'manifest' | 'download' | 'verify' | 'finish' | 'success'
  /** Bytes, over all parts that are known so far. */
  readonly completed: number
  readonly total: number
}

/** One download, followed by id: it goes on when the window is closed. */
export interface Pull extends PullProgress {
  readonly id: string
  readonly model: string
  readonly state: 'working' | 'done' | 'failed' | 'stopped'
  /** Null while it is not known. */
  readonly bytesPerSecond: number | null
  /** Why it failed. */
  readonly failure?: Failure
}

/** Whether a model would run well on this computer. */
export type Fit = 'fits' | 'tight' | 'too-large'

/** A well-known model that could be fetched, weighed before anything is downloaded. */
export interface Suggestion {
  readonly name: string
  readonly family: string
  readonly parameters: string
  readonly quantization: string
  /** Bytes to download. */
  readonly size: number
  readonly contextTokens: number
  readonly capabilities: readonly ModelCapability[]
  /** Bytes of memory with the context that a question is given. */
  readonly memory: number
  readonly fit: Fit
}
