/** What is made of the files of adapters: GGUF adapters of what PEFT and MLX trained, and whole models of a base and an adapter. */
import type { ModelBytes } from './ollama-models.ts'

export interface ConvertOrder {
  /** A folder that PEFT or MLX wrote, by whose name the adapter goes, or a safetensors file in one. Absolute. */
  readonly path: string
  /** The GGUF file of the model that it was trained on. */
  readonly basePath: string
  /** As people know the base, for what they are told; absent: its file’s name. */
  readonly baseName?: string
}

export interface MergeOrder {
  /** GGUF files. Absolute. */
  readonly basePath: string
  readonly adapterPath: string
  /** 1: as trained. */
  readonly scale: number
  /** As people know the base, for what they are told; absent: its file’s name. */
  readonly baseName?: string
}

export interface Written {
  /** Bytes. */
  readonly size: number
  /** Hex. */
  readonly sha256: string
}

export interface Converted extends Written {
  /** Tensors of the base that it changes. */
  readonly changed: number
  /** Parts of the table of words, which are left out. */
  readonly skipped: number
}

/** What a merged file would be. */
export interface MergeMeasure {
  /** Bytes. */
  readonly size: number
  readonly parameters: number
  /** Tensors that the adapter changes. */
  readonly changed: number
}

/** Of all parameters of the base, those behind us. */
export interface MergeProgress {
  readonly done: number
  readonly total: number
}
export type OnMergeProgress = (progress: MergeProgress) => void

/**
 * Every call checks all headers before anything else, and throws `gguf-broken`, `adapter-mismatch`, `adapter-broken`, `adapter-unsupported`,
 * `merge-stopped` where its process died (safe to repeat), or the signal's reason. What is written is there whole or not at all; where
 * something stands already, `path-unwritable`, and `disk-full` before the first byte.
 */
export interface AdapterFiles {
  /** Also throws `safetensors-broken`. */
  convert(order: ConvertOrder, to: string, signal: AbortSignal): Promise<Converted>
  /** The size of a merge, told without doing it. These also throw `merge-unsupported`. */
  measure(order: MergeOrder, signal: AbortSignal): Promise<MergeMeasure>
  merge(order: MergeOrder, to: string, signal: AbortSignal, onProgress?: OnMergeProgress): Promise<Written>
  /** The merged file without a copy on the disk: worked out once for its checksum, and again whenever its chunks are read. */
  bytes(order: MergeOrder, signal: AbortSignal, onProgress?: OnMergeProgress): Promise<ModelBytes>
}
