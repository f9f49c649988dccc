/** Ollama's plain calls: one request, one JSON document; every failure becomes a code of our table. */
import { AlcoveError } from '../../core/errors.ts'
import type { Network } from '../../core/ports/network.ts'
import { parseJson, textField } from '../json.ts'
import { type Call, callsTo, shortReason } from '../server-calls.ts'

export const { send, readAll, failure } = callsTo({
  purpose: 'ollama',
  absent: 'ollama-absent',
  hung: 'ollama-hung',
  rubbish: 'ollama-rubbish',
  // descriptions of models hold licences and templates
  mostBytes: 8_000_000,
})

export interface Server {
  readonly network: Network
  readonly address: string
}

export async function askJson(server: Server, call: Call, model: string | null, signal: AbortSignal): Promise<unknown> {
  const reply = await send(server, call, signal)
  const text = await readAll(reply, server.address)
  if (reply.status !== 200) throw statusFailure(reply.status, text, server.address, model)
  const parsed = parseJson(text)
  if (!parsed) throw new AlcoveError('ollama-rubbish', { address: server.address })
  return parsed.value
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

/** The server's own words for what went wrong. */
export function serverReason(body: string): string | null {
  const parsed = parseJson(body)
  return parsed ? textField(parsed.value, 'error') : null
}
