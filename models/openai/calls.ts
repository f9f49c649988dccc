/** Plain calls to an OpenAI-compatible server; every failure becomes a code of our table. */
import { AlcoveError } from '../../core/errors.ts'
import type { Network } from '../../core/ports/network.ts'
import { field, parseJson, textField } from '../json.ts'
import { callsTo, shortReason } from '../server-calls.ts'

export const { send, readAll, failure } = callsTo({
  purpose: 'server',
  absent: 'server-absent',
  hung: 'server-hung',
  rubbish: 'server-rubbish',
  mostBytes: 4_000_000,
})

export interface Server {
  readonly network: Network
  /** In the names of its models. */
  readonly id: string
  /** Without `/v1` and without a slash at its end. */
  readonly address: string
  readonly key: string | null
}

export async function askJson(server: Server, path: string, signal: AbortSignal): Promise<unknown> {
  const reply = await send(server, { method: 'GET', path }, signal)
  const text = await readAll(reply, server.address)
  if (reply.status !== 200) throw statusFailure(reply.status, text, server.address, null)
  const parsed = parseJson(text)
  if (!parsed) throw new AlcoveError('server-rubbish', { address: server.address })
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
  return new AlcoveError('server-failed', { reason: shortReason(reason) })
}

/** The server's own words: `{error: {message}}`, `{error: "…"}` or `{message}`. */
export function reasonIn(value: unknown): string | null {
  return textField(field(value, 'error'), 'message') ?? textField(value, 'error') ?? textField(value, 'message')
}
