/** The one way out. Everything else that could open a connection is forbidden by lint. */
export interface NetworkRequest {
  /** `http://127.0.0.1:11434/api/tags`. */
  readonly url: string
  readonly method: 'GET' | 'POST' | 'HEAD' | 'DELETE'
  readonly purpose: 'ollama'
  /** JSON, sent as `application/json`. */
  readonly body?: string
  /** Longest wait for the first byte of the reply, and between two pieces of it. Milliseconds. */
  readonly idleMs: number
  /** Longest wait for the first byte where it differs: a model may have to be loaded first. Milliseconds. */
  readonly firstByteMs?: number
}

export interface NetworkReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Pieces as they arrive; leaving the loop early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>
}

/** The request could not be carried out; nothing about HTTP status, which is a reply. */
export type NetworkFailure = 'network-refused' | 'network-locked' | 'unreachable' | 'idle' | 'broken'

export class NetworkError extends Error {
  readonly failure: NetworkFailure
  constructor(failure: NetworkFailure, cause?: unknown) {
    super(failure, cause === undefined ? undefined : { cause })
    this.name = 'NetworkError'
    this.failure = failure
  }
}

export interface Network {
  /** Never follows a redirect. Throws NetworkError or the signal's reason; every call is logged with host, purpose and bytes. */
  request(request: NetworkRequest, signal: AbortSignal): Promise<NetworkReply>
  readonly locked: boolean
  lock(locked: boolean): void
}
