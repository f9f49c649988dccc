/**
 * Everything that can answer, behind one name space: Ollama's models by their plain names (`llama3.2:3b`),
 * models of OpenAI-compatible servers as `server:ID/MODEL`, and GGUF files run in a process of ours as
 * `gguf:NAME`, `gguf:NAME+ADAPTER` or `gguf:NAME+ADAPTER@SCALE`.
 */
import type { ChatModelInfo, EngineState, ModelDetails, PullProgress } from '../types/model.ts'
import type { ChatModel, ChatTurn } from './chat-model.ts'
import type { OllamaModels } from './ollama-models.ts'

export interface EngineFound {
  readonly engine: EngineState
  readonly models: readonly ChatModelInfo[]
  /** Names of models that would send the question to another computer unasked: never used. */
  readonly blocked: readonly string[]
}

/** One program that runs chat models. */
export interface ChatEngine {
  /** Never throws for an engine that is absent or strange: that is a state. Throws the signal's reason. */
  state(signal: AbortSignal): Promise<EngineFound>
  /** The cheapest way to tell whether the model would answer now. */
  usable(name: string, signal: AbortSignal): Promise<boolean>
  /** Asks nothing yet: what is wrong with the name shows when the model is used. */
  chatModel(name: string): ChatModel
  /** Throws `model-missing` and the engine's codes. */
  show(name: string, signal: AbortSignal): Promise<ModelDetails>
  /** Into memory, with the context that a question would use. Absent: the engine decides for itself. */
  load?(name: string, signal: AbortSignal): Promise<void>
  unload?(name: string, signal: AbortSignal): Promise<void>
  /** From the disk, for good. Absent: the engine's models are not ours to remove. */
  remove?(name: string, signal: AbortSignal): Promise<void>
}

export interface ModelFile {
  /** Absolute. */
  readonly path: string
  /** Hex. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** An adapter whose file we keep. */
export interface ShelvedAdapter {
  /** As a model: `gguf:BASE+NAME`. */
  readonly model: string
  readonly name: string
  readonly base: string
  readonly baseSha256: string
  readonly size: number
  /** Milliseconds since 1970. */
  readonly addedAt: number
}

/** What only the in-process engine can do. */
export interface GgufEngine extends ChatEngine {
  /** How it cuts a request into tokens of the model's vocabulary, up to where the reply would begin. Fails as an answer would. */
  tokens(name: string, turns: readonly ChatTurn[], signal: AbortSignal): Promise<readonly number[]>
  /** Where the file of a model, or of an adapter, lies. Throws `model-missing`, or `gguf-broken` where it is another now. */
  file(name: string, signal: AbortSignal): Promise<ModelFile>
  /** All on the shelf. */
  adapters(): Promise<readonly ShelvedAdapter[]>
  /** Makes a model of a GGUF file on disk; a file that is an adapter is refused with `gguf-adapter`, what is no GGUF with `gguf-broken`. `name`: what it is called where it is new; absent: as the file is. */
  addFile(path: string, signal: AbortSignal, name?: string): Promise<{ readonly name: string }>
  /** Lists an adapter under its base, bound to it by checksum; `adapter-mismatch` on any other. `scale` 1: as trained, 0: the base alone. */
  addAdapter(base: string, path: string, scale: number, signal: AbortSignal, name?: string): Promise<{ readonly name: string }>
}

export interface ChatModels {
  /** All engines side by side; one that is absent or hung does not hold the others up. */
  state(
    signal: AbortSignal,
  ): Promise<{ readonly engines: readonly EngineState[]; readonly models: readonly ChatModelInfo[]; readonly blocked: readonly string[] }>
  usable(name: string, signal: AbortSignal): Promise<boolean>
  chatModel(name: string): ChatModel
  show(name: string, signal: AbortSignal): Promise<ModelDetails>
  /** Has Ollama fetch a model, through its own connection. Ends after `success`; throws `pull-failed`, `pull-cut`, `model-remote`, `network-locked`. Repeating resumes. */
  pull(name: string, signal: AbortSignal): AsyncIterable<PullProgress>
  /** These throw `model-fixed` where the model's engine does not offer it. */
  remove(name: string, signal: AbortSignal): Promise<void>
  load(name: string, signal: AbortSignal): Promise<void>
  unload(name: string, signal: AbortSignal): Promise<void>
  /** These two as `GgufEngine` has them. */
  file(name: string, signal: AbortSignal): Promise<ModelFile>
  adapters(): Promise<readonly ShelvedAdapter[]>
  /** As `GgufEngine` has it; null for models of other engines, which do not tell. */
  tokens(name: string, turns: readonly ChatTurn[], signal: AbortSignal): Promise<readonly number[] | null>
  /** These throw `engine-missing` where this build has no in-process engine. */
  addFile(path: string, signal: AbortSignal, name?: string): Promise<{ readonly name: string }>
  addAdapter(base: string, path: string, scale: number, signal: AbortSignal, name?: string): Promise<{ readonly name: string }>
  readonly inOllama: OllamaModels
}
