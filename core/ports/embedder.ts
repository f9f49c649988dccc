/** Turns text into vectors that can be compared by dot product. */
export interface Embedder {
  /** Numbers per vector. */
  readonly dimensions: number
  /** Longest input in this model's tokens, prefix and special tokens included. */
  readonly maxTokens: number
  /** Name and revision of the weights: part of a generation. */
  readonly model: string
  readonly revision: string
  /**
   * One vector per text, in the same order, each of length 1 (L2).
   * Fails with `text-too-long` before any work (it never cuts), `model-stopped` if the worker
   * died (safe to repeat), or the signal's reason. Never returns part of a batch.
   * A `question` never waits behind passages.
   */
  embed(texts: readonly string[], as: 'question' | 'passage', signal: AbortSignal): Promise<readonly Float32Array[]>
}
