/** Puts a file into Ollama's store, under its checksum. */
import { AlcoveError } from '../../core/errors.ts'
import type { ModelBytes } from '../../core/ports/ollama-models.ts'
import { shortReason } from '../server-calls.ts'
import { readAll, type Server, send, serverReason, statusFailure } from './calls.ts'

/** A slow disk may take long over a piece, and over the checksum of the whole. Milliseconds. */
const waits = { idleMs: 120_000, firstByteMs: 600_000 }

export async function hasBlob(server: Server, sha256: string, signal: AbortSignal): Promise<boolean> {
  const reply = await send(server, { method: 'HEAD', path: pathOf(sha256) }, signal)
  await readAll(reply, server.address)
  if (reply.status === 200 || reply.status === 404) return reply.status === 200
  throw statusFailure(reply.status, '', server.address, null)
}

/**
 * Yields how many bytes are on their way, as they go. A file that is there already is not sent: Ollama would answer without reading
 * it, and may drop the connection. Throws `create-failed` (with other bytes than were told too), `create-cut`.
 */
export async function* upload(server: Server, model: string, bytes: ModelBytes, signal: AbortSignal): AsyncGenerator<number> {
  if (await hasBlob(server, bytes.sha256, signal)) return
  const left = new AbortController()
  const going = counted(bytes, AbortSignal.any([signal, left.signal]))
  const sending = post(server, model, bytes, going.chunks, AbortSignal.any([signal, left.signal]))
  const ended = sending.then(
    () => 'ended' as const,
    () => 'ended' as const,
  )
  try {
    while ((await Promise.race([ended, going.more()])) !== 'ended') yield going.sent()
    await sending
  } finally {
    left.abort()
    await ended
  }
}

async function post(server: Server, model: string, { sha256, size }: ModelBytes, chunks: () => AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  try {
    const reply = await send(server, { method: 'POST', path: pathOf(sha256), upload: { bytes: size, chunks }, ...waits }, signal)
    const text = await readAll(reply, server.address)
    if (reply.status === 201 || reply.status === 200) return
    const reason = serverReason(text)
    throw reason === null ? statusFailure(reply.status, text, server.address, null) : new AlcoveError('create-failed', { model, reason: shortReason(reason) })
  } catch (error) {
    if (!(error instanceof AlcoveError && error.code === 'ollama-rubbish')) throw error
    if (!(await hasBlob(server, sha256, signal))) throw new AlcoveError('create-cut', { model }, error)
  }
}

/** The chunks, and a way to wait until more of them have gone. */
function counted(bytes: ModelBytes, signal: AbortSignal) {
  let sent = 0
  let wake: () => void = () => undefined
  return {
    sent: () => sent,
    more: () =>
      new Promise<'more'>((resolve) => {
        wake = () => resolve('more')
      }),
    async *chunks() {
      sent = 0
      for await (const chunk of bytes.chunks(signal)) {
        yield chunk
        sent += chunk.byteLength
        wake()
      }
    },
  }
}

function pathOf(sha256: string): string {
  return `/api/blobs/sha256:${sha256}`
}
