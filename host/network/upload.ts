/** Sends bytes while they are made, no faster than the server takes them. */
import type { ClientRequest } from 'node:http'
import type { NetworkRequest, Upload } from '../../core/ports/network.ts'

/**
 * Ends when all is sent, or as soon as the server has answered or left. `limit` is told how long the server may be
 * silent: not at all while the next bytes are being made. Throws what `chunks` throws, and on another number of bytes
 * than was told.
 */
export async function sendUpload(
  outgoing: ClientRequest,
  { bytes, chunks }: Upload,
  { idleMs, firstByteMs = idleMs }: Pick<NetworkRequest, 'idleMs' | 'firstByteMs'>,
  limit: (ms: number | null) => void,
): Promise<void> {
  let answered = false
  const ended = new Promise<void>((resolve) => {
    outgoing.once('close', resolve)
    outgoing.once('response', () => {
      answered = true
      resolve()
    })
  })
  // it may be destroyed for some time before it says that it is closed
  const over = (): boolean => answered || outgoing.destroyed
  await Promise.race([ended, connected(outgoing)])
  if (over()) return
  limit(null)
  let sent = 0
  for await (const chunk of chunks()) {
    if (over()) return
    sent += chunk.byteLength
    if (sent > bytes) throw new Error(`more than the ${bytes} bytes that were told`)
    limit(idleMs)
    await Promise.race([ended, taken(outgoing, chunk)])
    if (over()) return
    limit(null)
  }
  if (sent < bytes) throw new Error(`${sent} of the ${bytes} bytes that were told`)
  limit(firstByteMs)
  outgoing.end()
}

function connected(outgoing: ClientRequest): Promise<void> {
  return new Promise((resolve) => outgoing.once('socket', (socket) => (socket.connecting ? socket.once('connect', () => resolve()) : resolve())))
}

function taken(outgoing: ClientRequest, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => outgoing.write(chunk, () => resolve()))
}
