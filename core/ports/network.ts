/** The one way out. Everything else that could open a connection is forbidden by lint. */

/** Bytes that are made while they are sent. */
export interface Upload {
  /** How many there will be: neither more nor fewer. */
  readonly bytes: number
  /** From the start at each call. */
  chunks(): AsyncIterable<Uint8Array>
}

export interface NetworkRequest {
  /** `http://127.0.0.1:11434/api/tags`. */
  readonly url: string
  readonly method: 'GET' | 'POST' | 'HEAD' | 'DELETE'
  readonly purpose: 'ollama' | 'server'
  /** JSON, sent as `application/json`. */
  readonly body?: string
  /** In place of `body`, sent as plain bytes. A reply that comes before the last of them ends the sending. */
  readonly upload?: Upload
  /** Sent as a bearer token; never logged. */
  readonly key?: string
  /** Longest wait for the first byte of the reply, between two pieces of it, and for the server to take a piece. Milliseconds. */
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

/** A connection that another program opens on our word. */
export interface Delegation {
  /** Fires with a NetworkError when the gate is locked, and with the caller's signal: the other program must then be stopped. */
  readonly signal: AbortSignal
  /** Once, however it ended. Bytes as far as the other program tells. */
  ended(bytesReceived: number): void
}

export interface Network {
  /** Never follows a redirect. Throws NetworkError or the signal's reason; every call is logged with host, purpose and bytes. */
  request(request: NetworkRequest, signal: AbortSignal): Promise<NetworkReply>
  /** Asks leave for a transfer that another program makes by itself; logged with host, purpose and bytes. Throws NetworkError `network-locked` or the signal's reason. */
  delegate(transfer: { readonly host: string; readonly purpose: 'ollama-pull' | 'trainer' }, signal: AbortSignal): Delegation
  readonly locked: boolean
  lock(locked: boolean): void
}
