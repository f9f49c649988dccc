/** What the embedder asks of an embedding worker. */
export interface EmbedRequest {
  readonly texts: readonly string[]
}

export interface EmbedReply {
  /** One row of the model's dimensions per text, packed. */
  readonly vectors: Float32Array
  /** Memory of the worker's process after the call. */
  readonly residentBytes: number
}
