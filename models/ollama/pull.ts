/** Has Ollama fetch a model. It does so through its own connection, so the gate is asked and told. */
import { AlcoveError } from '../../core/errors.ts'
import type { Delegation } from '../../core/ports/network.ts'
import type { PullProgress } from '../../core/types/model.ts'
import { countField, textField } from '../json.ts'
import { shortReason } from '../server-calls.ts'
import { failure, readAll, type Server, send, serverReason, statusFailure } from './calls.ts'
import { refuseCloudName } from './cloud-guard.ts'
import { jsonLines } from './lines.ts'

/** Ollama tells how far it is several times a second, but asks far servers first. Milliseconds. */
const firstLineMs = 120_000
const betweenLinesMs = 300_000

/** `hf.co/team/model:tag` names its host; all else is Ollama's own library. */
export function registryOf(name: string): string {
  const parts = name.split('/')
  const [host = ''] = parts
  return parts.length > 2 && host.includes('.') ? host.toLowerCase() : 'registry.ollama.ai'
}

/** Ends after `success`, and only that is success. Leaving the loop stops it; what has arrived stays with Ollama. */
export async function* pull(server: Server, name: string, signal: AbortSignal): AsyncGenerator<PullProgress> {
  refuseCloudName(name)
  const transfer = leave(server, name, signal)
  const parts = new Map<string, { readonly completed: number; readonly total: number }>()
  try {
    for await (const line of pullLines(server, name, transfer.signal)) {
      const reason = textField(line, 'error')
      if (reason !== null) throw new AlcoveError('pull-failed', { model: name, reason: shortReason(reason) })
      const digest = textField(line, 'digest')
      if (digest !== null)
        parts.set(digest, { completed: countField(line, 'completed') ?? parts.get(digest)?.completed ?? 0, total: countField(line, 'total') ?? 0 })
      const status = textField(line, 'status') ?? ''
      yield { stage: stageOf(status, digest !== null), ...sum(parts.values()) }
      if (status === 'success') return
    }
    throw new AlcoveError('pull-cut', { model: name })
  } finally {
    transfer.ended(sum(parts.values()).completed)
  }
}

function leave({ network, address }: Server, name: string, signal: AbortSignal): Delegation {
  try {
    return network.delegate({ host: registryOf(name), purpose: 'ollama-pull' }, signal)
  } catch (error) {
    throw failure(error, address)
  }
}

async function* pullLines(server: Server, name: string, signal: AbortSignal): AsyncGenerator {
  const call = { method: 'POST', path: '/api/pull', body: { model: name, stream: true }, firstByteMs: firstLineMs, idleMs: betweenLinesMs } as const
  let lines = 0
  try {
    const reply = await send(server, call, signal)
    if (reply.status !== 200) {
      const text = await readAll(reply, server.address)
      const reason = serverReason(text)
      throw reason === null
        ? statusFailure(reply.status, text, server.address, null)
        : new AlcoveError('pull-failed', { model: name, reason: shortReason(reason) })
    }
    for await (const line of jsonLines(reply.body, server.address)) {
      lines += 1
      yield line
    }
  } catch (error) {
    const known = failure(error, server.address)
    throw lines > 0 && known !== error && known instanceof AlcoveError && known.code === 'ollama-rubbish'
      ? new AlcoveError('pull-cut', { model: name }, error)
      : known
  }
}

function stageOf(status: string, ofPart: boolean): PullProgress['stage'] {
  if (status === 'success') return 'success'
  if (ofPart) return 'download'
  if (status === 'pulling manifest') return 'manifest'
  return status.startsWith('verifying') ? 'verify' : 'finish'
}

function sum(parts: Iterable<{ readonly completed: number; readonly total: number }>): { readonly completed: number; readonly total: number } {
  let completed = 0
  let total = 0
  for (const part of parts) {
    completed += part.completed
    total += part.total
  }
  return { completed, total }
}
