/** What both clients of chat-model servers do alike: one request through the gate, whose failures become codes of our table. */
import { AlcoveError, type ErrorCode } from '../core/errors.ts'
import { type Network, NetworkError, type NetworkReply, type NetworkRequest } from '../core/ports/network.ts'

/** What is said of a kind of server that does not answer as it should. */
export interface ServerKind {
  readonly purpose: NetworkRequest['purpose']
  readonly absent: ErrorCode
  readonly hung: ErrorCode
  readonly rubbish: ErrorCode
  /** Longest document that a plain call may answer with. Bytes. */
  readonly mostBytes: number
}

export type Call = Pick<NetworkRequest, 'method' | 'firstByteMs' | 'upload'> & { readonly path: string; readonly body?: unknown; readonly idleMs?: number }

/** Longest wait of a plain call. Milliseconds. */
const plainIdleMs = 3_000
/** Longest stretch of a server's own error text that is shown. */
const mostReason = 200

export interface ServerCalls {
  /** `key`: sent as a bearer token. */
  send(at: { readonly network: Network; readonly address: string; readonly key?: string | null }, call: Call, signal: AbortSignal): Promise<NetworkReply>
  readAll(reply: NetworkReply, address: string): Promise<string>
  /** What the gate says, in the table's codes; anything else as it is. */
  failure(error: unknown, address: string): unknown
}

export function callsTo({ purpose, absent, hung, rubbish, mostBytes }: ServerKind): ServerCalls {
  const codes = { 'network-locked': 'network-locked', 'network-refused': 'network-refused', unreachable: absent, idle: hung, broken: rubbish } as const

  function failure(error: unknown, address: string): unknown {
    if (!(error instanceof NetworkError)) return error
    return new AlcoveError(codes[error.failure], { address, host: URL.canParse(address) ? new URL(address).host : address }, error)
  }

  return {
    failure,
    async send({ network, address, key = null }, { path, body, upload, method, firstByteMs, idleMs = plainIdleMs }, signal) {
      try {
        return await network.request(
          {
            url: `${address}${path}`,
            method,
            purpose,
            idleMs,
            ...(key === null ? {} : { key }),
            ...(firstByteMs === undefined ? {} : { firstByteMs }),
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            ...(upload === undefined ? {} : { upload }),
          },
          signal,
        )
      } catch (error) {
        throw failure(error, address)
      }
    },
    async readAll(reply, address) {
      const decoder = new TextDecoder()
      let text = ''
      try {
        for await (const piece of reply.body) {
          text += decoder.decode(piece, { stream: true })
          if (text.length > mostBytes) throw new AlcoveError(rubbish, { address })
        }
      } catch (error) {
        throw failure(error, address)
      }
      return text + decoder.decode()
    },
  }
}

export function shortReason(reason: string): string {
  return reason.replaceAll(/\s+/gu, ' ').trim().slice(0, mostReason)
}
