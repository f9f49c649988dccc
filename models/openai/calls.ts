/** Plain calls to an OpenAI-compatible server; every failure becomes a code of our table. */
import { AlcoveError } from '../../core/errors.ts'
import { type Network, NetworkError, type NetworkReply, type NetworkRequest } from '../../core/ports/network.ts'
import { field, parseJson, textField } from '../json.ts'

const mostBytes = 4_000_000
/** Longest wait of a plain call. Milliseconds. */
const plainIdleMs = 3_000
const mostReason = 200

export interface Server {
  readonly network: Network
  /** In the names of its models. */
  readonly id: string
  /** Without `/v1` and without a slash at its end. */
  readonly base: string
  readonly key: string | null
}

export type Call = Pick<NetworkRequest, 'method' | 'firstByteMs'> & { readonly path: string; readonly body?: unknown; readonly idleMs?: number }

export async function send(
  { network, base, key }: Server,
  { path, body, method, firstByteMs, idleMs = plainIdleMs }: Call,
  signal: AbortSignal,
): Promise<NetworkReply> {
  try {
    return await network.request(
      {
        url: `${base}${path}`,
        method,
        purpose: 'server',
        idleMs,
        ...(key === null ? {} : { key }),
        ...(firstByteMs === undefined ? {} : { firstByteMs }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      signal,
    )
  } catch (error) {
    throw failure(error, base)
  }
}

export async function askJson(server: Server, path: string, signal: AbortSignal): Promise<unknown> {
  const reply = await send(server, { method: 'GET', path }, signal)
  const text = await readAll(reply, server.base)
  if (reply.status !== 200) throw statusFailure(reply.status, text, server.base, null)
  const parsed = parseJson(text)
  if (!parsed) throw new AlcoveError('server-rubbish', { address: server.base })
  return parsed.value
}

/** Null where the server has no such page, or something else there: not every kind of server does. */
export async function askIfThere(server: Server, path: string, signal: AbortSignal): Promise<unknown> {
  try {
    return await askJson(server, path, signal)
  } catch (error) {
    if (error instanceof AlcoveError && ['server-rubbish', 'server-failed', 'server-key'].includes(error.code)) return null
    throw error
  }
}

export async function readAll(reply: NetworkReply, address: string): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const piece of reply.body) {
      text += decoder.decode(piece, { stream: true })
      if (text.length > mostBytes) throw new AlcoveError('server-rubbish', { address })
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
      return new AlcoveError('server-absent', details, error)
    case 'idle':
      return new AlcoveError('server-hung', details, error)
    case 'broken':
      return new AlcoveError('server-rubbish', details, error)
  }
}

/** By status alone. 400 is not here: what it means depends on the call. A redirect is followed by nobody. */
export function statusFailure(status: number, body: string, address: string, model: string | null): AlcoveError {
  if (status === 401 || status === 403) return new AlcoveError('server-key', { address })
  if (status === 404 && model !== null) return new AlcoveError('model-missing', { model })
  if (status === 429 || status === 503) return new AlcoveError('server-busy')
  const reason = reasonIn(parseJson(body)?.value)
  if (status < 400 || status === 404 || reason === null) return new AlcoveError('server-rubbish', { address })
  return failed(reason)
}

export function failed(reason: string): AlcoveError {
  return new AlcoveError('server-failed', { reason: reason.replaceAll(/\s+/gu, ' ').trim().slice(0, mostReason) })
}

/** The server's own words: `{error: {message}}`, `{error: "…"}` or `{message}`. */
export function reasonIn(value: unknown): string | null {
  return textField(field(value, 'error'), 'message') ?? textField(value, 'error') ?? textField(value, 'message')
}
