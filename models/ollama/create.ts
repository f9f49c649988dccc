/** Has Ollama make a model of files that it holds, and tells whether it would take an adapter. */
import { AlcoveError } from '../../core/errors.ts'
import { NetworkError } from '../../core/ports/network.ts'
import type { MakeOrder } from '../../core/ports/ollama-models.ts'
import { textField } from '../json.ts'
import { shortReason } from '../server-calls.ts'
import type { BaseParts, ModelParts } from './base.ts'
import { failure, readAll, type Server, send, serverReason, statusFailure } from './calls.ts'
import { localName } from './cloud-guard.ts'
import { jsonLines } from './lines.ts'
import type { Inherited } from './modelfile.ts'
import type { OllamaVersion } from './version.ts'

/** It may read gigabytes between two lines. Milliseconds. */
const waits = { idleMs: 300_000, firstByteMs: 300_000 }

/** The base as it is, with an adapter laid over it: all else comes along. */
export function adaptedModel(model: string, base: BaseParts, version: OllamaVersion, adapter: string): object {
  return { model, from: localName(base.name, version), adapters: { 'adapter.gguf': `sha256:${adapter}` }, stream: true }
}

/** A file of its own: Ollama takes nothing over from the base, and would guess. */
export function mergedModel(model: string, base: BaseParts | null, version: OllamaVersion, merged: string): object {
  const { eyes, capabilities } = base ?? { eyes: [], capabilities: null }
  return {
    model,
    files: Object.fromEntries([['model.gguf', `sha256:${merged}`], ...eyes.map((one, at) => [`projector-${at}.gguf`, `sha256:${one}`])]),
    ...(base === null ? {} : handedDown(base, version)),
    ...(capabilities === null ? {} : { capabilities }),
    stream: true,
  }
}

function handedDown({ inherited }: BaseParts, { refusesTypicalP }: OllamaVersion): Inherited {
  const { parameters = {}, ...rest } = inherited
  const kept = Object.entries(parameters).filter(([key]) => !(refusesTypicalP && key === 'typical_p'))
  return { ...rest, ...(kept.length === 0 ? {} : { parameters: Object.fromEntries(kept) }) }
}

/** Of the model that `adaptedModel` or `mergedModel` asks for. */
export function partsOfNew({ route, baseSha256, bytes }: MakeOrder, base: BaseParts | null, version: OllamaVersion): ModelParts {
  const [file, adapters] = route === 'adapter' ? [baseSha256, [bytes.sha256]] : [bytes.sha256, []]
  return { files: [file, ...(base?.eyes ?? [])], adapters, inherited: base === null ? null : handedDown(base, version) }
}

/** Ends after `success`, and only that is success. Throws `create-failed`, `create-cut`. */
export async function create(server: Server, model: string, body: object, signal: AbortSignal): Promise<void> {
  try {
    const reply = await send(server, { method: 'POST', path: '/api/create', body, ...waits }, signal)
    if (reply.status !== 200) throw refusal(server, reply.status, await readAll(reply, server.address), model)
    for await (const line of jsonLines(reply.body, server.address)) {
      const reason = textField(line, 'error')
      if (reason !== null) throw new AlcoveError('create-failed', { model, reason: shortReason(reason) })
      if (textField(line, 'status') === 'success') return
    }
  } catch (error) {
    const known = failure(error, server.address)
    throw broke(known) ? new AlcoveError('create-cut', { model }, known) : known
  }
  throw new AlcoveError('create-cut', { model })
}

/** Not an answer that makes no sense, but a connection that ended. */
function broke(error: unknown): boolean {
  return error instanceof AlcoveError && error.code === 'ollama-rubbish' && error.cause instanceof NetworkError
}

/** `create-failed` where the server did not even begin: it does not take such a request. */
export class RefusedRequest extends AlcoveError {}

function refusal(server: Server, status: number, text: string, model: string): AlcoveError {
  const reason = serverReason(text)
  if (reason === null || status === 503) return statusFailure(status, text, server.address, null)
  return new (status === 400 ? RefusedRequest : AlcoveError)('create-failed', { model, reason: shortReason(reason) })
}

/**
 * Asks for a model whose name no server accepts, once with an adapter and once without, so that nothing can come of it. One that
 * knows adapters complains of the name both times; one that has given them up complains of the adapter first (server/create.go).
 */
export async function takesAdapters(server: Server, { mayTakeAdapters }: OllamaVersion, signal: AbortSignal): Promise<boolean> {
  if (!mayTakeAdapters) return false
  const plain = await complaint(server, {}, signal)
  return plain !== null && plain === (await complaint(server, { adapters: { 'adapter.gguf': `sha256:${'0'.repeat(64)}` } }, signal))
}

/** Null where it was not refused as a wrong request is. */
async function complaint(server: Server, more: object, signal: AbortSignal): Promise<string | null> {
  const reply = await send(server, { method: 'POST', path: '/api/create', body: { model: '?', ...more, stream: false } }, signal)
  const text = await readAll(reply, server.address)
  return reply.status === 400 ? serverReason(text) : null
}
