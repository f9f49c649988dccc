/** How much memory a model needs, worked out before it is downloaded or loaded. Pure. */
import type { Fit } from '../core/types/model.ts'

export interface ModelShape {
  /** Layers that hold keys and values. */
  readonly layers: number
  readonly keyValueHeads: number
  /** Numbers per head of a key and of a value. */
  readonly keyLength: number
  readonly valueLength: number
}

/** Keys and values are kept as 16-bit numbers unless the server is told otherwise. */
const bytesPerNumber = 2
/** Buffers of the computation, whatever the model. Bytes. */
const overhead = 500_000_000
/** Buffers that grow with the weights. */
const overheadShare = 0.05
/** Shares of this computer's memory: more than the first leaves little for anything else, more than the second does not run well. */
const comfortable = 0.6
const bearable = 0.85

/** Bytes of keys and values for one token of context; models with sliding windows need less. */
export function cachePerToken({ layers, keyValueHeads, keyLength, valueLength }: ModelShape): number {
  return layers * keyValueHeads * (keyLength + valueLength) * bytesPerNumber
}

/** Bytes for weights of this size and a context of this many tokens. */
export function memoryNeeded(weights: number, perToken: number, contextTokens: number): number {
  return Math.round(weights * (1 + overheadShare) + perToken * contextTokens + overhead)
}

export function fitOf(needed: number, memory: number): Fit {
  if (needed <= memory * comfortable) return 'fits'
  return needed <= memory * bearable ? 'tight' : 'too-large'
}

/** Enough for ten passages, a long answer and some conversation. Every other figure makes Ollama load a model anew, so there are few. */
export const usualContext = 8_192
const roomyContext = 16_384
const smallestContext = 2_048

/** The largest of a few contexts that leaves memory for everything else; never more than the model was trained on. */
export function contextThatFits(trained: number | null, weights: number | null, perToken: number | null, memory: number): number {
  const most = trained ?? usualContext
  if (weights === null || perToken === null) return Math.min(most, usualContext)
  const candidates = [roomyContext, usualContext, usualContext / 2]
  const fitting = candidates.find((tokens) => fitOf(memoryNeeded(weights, perToken, Math.min(tokens, most)), memory) === 'fits')
  return Math.min(most, fitting ?? smallestContext)
}
