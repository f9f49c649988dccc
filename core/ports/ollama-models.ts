/** Making models in Ollama of bytes that we bring: an adapter beside its base, or a base and its adapter merged. */
import type { AdapterRoute } from '../types/adapter.ts'
import type { ChatTurn } from './chat-model.ts'

/** A file whose length and checksum are known before it is sent; a merged model is made while it is, and never lies on the disk. */
export interface ModelBytes {
  /** Hex. */
  readonly sha256: string
  readonly size: number
  /** The same bytes from the start at each call. Throws the signal's reason. */
  chunks(signal: AbortSignal): AsyncIterable<Uint8Array>
}

/** A model in Ollama that an adapter may be laid over or merged with. */
export interface OllamaBase {
  readonly name: string
  /** Of its GGUF file, hex, as the file's own name says. */
  readonly sha256: string
  /** Where Ollama says that its file lies. Absolute, and perhaps of another computer or container. */
  readonly path: string
}

export interface MakeOrder {
  /** Free in Ollama, or one that `replaces` may take. */
  readonly name: string
  /** A model that is there, and brings template, parameters and all the rest; null: none of them has the base's file, and Ollama takes what it finds in the bytes. */
  readonly base: string | null
  /** The file that the adapter was trained on: another is refused. */
  readonly baseSha256: string
  readonly route: Exclude<AdapterRoute, 'live'>
  /** By route: the adapter as GGUF, or base and adapter merged. */
  readonly bytes: ModelBytes
  /** The name is one of ours, and its model is given up for the new one; so is one that is the new one already, note of it or none. */
  readonly replaces: boolean
  /** Looks at the model before it gets its name, under one that answers until then. What it throws ends the make, and the model. */
  readonly verify?: (name: string, signal: AbortSignal) => Promise<void>
}

export interface MakeProgress {
  /** `success` comes once and last; only then is the name there. */
  readonly stage: 'check' | 'upload' | 'create' | 'load' | 'verify' | 'success'
  /** Bytes that were sent, of how many. */
  readonly completed: number
  readonly total: number
  /** With `success`: the name with its tag. */
  readonly model?: string
  /** With `success`: what the base can, as Ollama names it, and the new model cannot. */
  readonly lost?: readonly string[]
}

/** Every call also throws the codes of an Ollama that is not to be reached, and the gate's. */
export interface OllamaModels {
  /** Throws `model-missing`, `model-remote`, or `base-unusable` where it is not one GGUF file without adapters. */
  base(name: string, signal: AbortSignal): Promise<OllamaBase>
  /** The name of a model that is made of this very file (SHA-256, hex) and nothing else; null where there is none. */
  baseOfFile(sha256: string, signal: AbortSignal): Promise<string | null>
  /** As `base`, where its file can be read here; else throws `base-file-denied` or `base-file-elsewhere`. */
  readableBase(name: string, signal: AbortSignal): Promise<OllamaBase>
  /** Whether this Ollama would lay a GGUF adapter over a model. Asked once per version, and nothing is made of it. */
  takesAdapters(signal: AbortSignal): Promise<boolean>
  /**
   * Makes a model under a name that nobody sees, loads it once, and gives it its own name last. Leaving the loop, an
   * abort or a failure removes what was made. Throws `model-name-invalid`, `model-exists`, `adapter-mismatch` (another
   * base), `adapter-refused`, `disk-short`, `create-failed`, `create-cut`, `created-broken`, and `base`'s codes.
   */
  make(order: MakeOrder, signal: AbortSignal): AsyncIterable<MakeProgress>
  /** A file on the disk, by its place (absolute), size and checksum. */
  ofFile(file: { readonly path: string; readonly size: number; readonly sha256: string }): ModelBytes
  /** Removes what makes left that were killed an hour ago or earlier, and tells how many there were. */
  sweep(signal: AbortSignal): Promise<number>
  /** The prompt that these turns become, with the model's own template; null where this Ollama does not show it. Loads the model. */
  rendered(name: string, turns: readonly ChatTurn[], signal: AbortSignal): Promise<string | null>
}
