/** Ollama's plain calls: one request, one JSON document; every failure becomes a code of our table. */
import { AlcoveError } from '../../core/errors.ts'
import { type Network, NetworkError, type NetworkReply, type NetworkRequest } from '../../core/ports/network.ts'
import { parseJson, textField } from '../json.ts'

/** Longest document that a plain call may answer with: descriptions of models hold licences and templates. */
const mostBytes = 8_000_000
/** Longest wait of a plain call. Milliseconds. */
const plainIdleMs = 3_000
/** Longest stretch of a server's own error text that is shown. */
const mostReason = 200

export interface Server {
  readonly network: Network
  readonly address: string
}

export type Call = Pick<NetworkRequest, 'method' | 'firstByteMs'> & { readonly path: string; readonly body?: unknown; readonly idleMs?: number }

export async function send({ network, address }: Server, call: Call, signal: AbortSignal): Promise<NetworkReply> {
  const { path, body, method, firstByteMs, idleMs = plainIdleMs } = call
  try {
    return await network.request(
      {
        url: `${address}${path}`,
        method,
        purpose: 'ollama',
        idleMs,
        ...(firstByteMs === undefined ? {} : { firstByteMs }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      signal,
    )
  } catch (error) {
    throw failure(error, address)
  }
}

export async function askJson(server: Server, call: Call, model: string | null, signal: AbortSignal): Promise<unknown> {
  const reply = await send(server, call, signal)
  const text = await readAll(reply, server.address)
  if (reply.status !== 200) throw statusFailure(reply.status, text, server.address, model)
  const parsed = parseJson(text)
  if (!parsed) throw new AlcoveError('ollama-rubbish', { address: server.address })
  return parsed.value
}

export async function readAll(reply: NetworkReply, address: string): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const piece of reply.body) {
      text += decoder.decode(piece, { stream: true })
      if (text.length > mostBytes) throw new AlcoveError('ollama-rubbish', { address })
    }
  } catch (error) {
    throw failure(error, address)
  }
  return text + decoder.decode()
}

/** What the gate says, in the table's codes; anything else as it is. */
export function failure(error: unknown, address: string): unknown {
  if (!(error instanceof NetworkError)) return error
  const details = { address, host: URL.canParse(address) ? new URL(address).host : address }
  switch (error.failure) {
    case 'network-locked':
      return new AlcoveError('network-locked', details, error)
    case 'network-refused':
      return new AlcoveError('network-refused', details, error)
    case 'unreachable':
      return new AlcoveError('ollama-absent', details, error)
    case 'idle':
      return new AlcoveError('ollama-hung', details, error)
    case 'broken':
      return new AlcoveError('ollama-rubbish', details, error)
  }
}

/**
 * By status alone. 400 is not here: what it means depends on the call. 401 and 502 come only from its cloud.
 * A redirect is followed by nobody.
 */
export function statusFailure(status: number, body: string, address: string, model: string | null): AlcoveError {
  if (status === 404 && model !== null) return new AlcoveError('model-missing', { model })
  if ((status === 401 || status === 502) && model !== null) return new AlcoveError('model-remote', { model })
  if (status === 503) return new AlcoveError('ollama-busy')
  const reason = serverReason(body)
  if (status < 400 || status === 404 || reason === null) return new AlcoveError('ollama-rubbish', { address })
  return failed(reason)
}

/** `reason` is the server's own text, shortened. */
export function failed(reason: string): AlcoveError {
  return new AlcoveError('ollama-failed', { reason: shortReason(reason) })
}

export function shortReason(reason: string): string {
  return reason.replaceAll(/\s+/gu, ' ').trim().slice(0, mostReason)
}

/** The server's own words for what went wrong. */
export function serverReason(body: string): string | null {
  const parsed = parseJson(body)
  return parsed ? textField(parsed.value, 'error') : null
}
