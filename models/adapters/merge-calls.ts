/** What goes between the engine and the process that converts and merges adapters. */
import type { Converted, ConvertOrder, MergeMeasure, MergeOrder, Written } from '../../core/ports/adapter-files.ts'

/** A stream is opened, read piece by piece to its end, and closed where it is left before. */
export type ToMerger =
  | { readonly kind: 'convert'; readonly order: ConvertOrder; readonly to: string }
  | { readonly kind: 'measure'; readonly order: MergeOrder }
  | { readonly kind: 'merge'; readonly order: MergeOrder; readonly to: string }
  | { readonly kind: 'hash'; readonly order: MergeOrder }
  | { readonly kind: 'open'; readonly order: MergeOrder }
  | { readonly kind: 'next'; readonly stream: number }
  | { readonly kind: 'close'; readonly stream: number }

/** By the kind of the call. `bytes` null: the stream has ended. While it works on `merge` and `hash`, the process tells a `MergeProgress`. */
export type FromMerger =
  | { readonly kind: 'convert'; readonly converted: Converted }
  | { readonly kind: 'measure'; readonly measure: MergeMeasure }
  | { readonly kind: 'merge'; readonly written: Written }
  | { readonly kind: 'hash'; readonly written: Written }
  | { readonly kind: 'open'; readonly stream: number }
  | { readonly kind: 'next'; readonly bytes: Uint8Array | null }
  | { readonly kind: 'close' }
