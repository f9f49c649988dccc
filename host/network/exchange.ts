/** One HTTP exchange: no proxy asked, no redirect followed, and no name looked up but that of a host the user named. */
import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest, Agent as SecureAgent } from 'node:https'
import { NetworkError, type NetworkReply, type NetworkRequest } from '../../core/ports/network.ts'
import { sendUpload } from './upload.ts'

/** Where to connect to, as the gate decided. */
export interface Target {
  /** To try in this order: literal addresses, or one name that may be looked up. */
  readonly hosts: readonly string[]
  readonly port: number
  readonly secure: boolean
  readonly mayLookUp: boolean
}

/** Bytes over the wire, headers included. */
export interface Bytes {
  readonly sent: number
  readonly received: number
}

const maxHeaderBytes = 16 * 1024

/** `ended` is called exactly once, when the connection is closed, whatever the way. */
export async function exchange(request: NetworkRequest, target: Target, signal: AbortSignal, ended: (bytes: Bytes) => void): Promise<NetworkReply> {
  let sent = 0
  let received = 0
  let lastFailure: unknown
  for (const host of target.hosts) {
    const attempt = connect(request, host, target, signal)
    const closed = attempt.closed.then((bytes) => {
      sent += bytes.sent
      received += bytes.received
    })
    try {
      const reply = await attempt.reply
      void closed.then(() => ended({ sent, received }))
      return reply
    } catch (error) {
      await closed
      lastFailure = error
      if (!(error instanceof NetworkError && error.failure === 'unreachable')) break
    }
  }
  ended({ sent, received })
  throw lastFailure
}

interface Attempt {
  readonly reply: Promise<NetworkReply>
  readonly closed: Promise<Bytes>
}

function connect(request: NetworkRequest, host: string, { port, secure, mayLookUp }: Target, signal: AbortSignal): Attempt {
  const url = new URL(request.url)
  const body = request.body === undefined ? null : Buffer.from(request.body)
  // An agent of its own: the shared one may keep connections, or send them through a proxy named in the environment.
  const outgoing = (secure ? httpsRequest : httpRequest)({
    host,
    port,
    path: `${url.pathname}${url.search}`,
    method: request.method,
    agent: secure ? new SecureAgent({ keepAlive: false }) : new Agent({ keepAlive: false }),
    maxHeaderSize: maxHeaderBytes,
    ...(mayLookUp ? {} : { lookup: refuseLookup }),
    headers: {
      host: `${host.includes(':') ? `[${host}]` : host}:${port}`,
      ...(request.key === undefined ? {} : { authorization: `Bearer ${request.key}` }),
      ...(body ? { 'content-type': 'application/json', 'content-length': body.byteLength } : {}),
      ...(request.upload ? { 'content-type': 'application/octet-stream', 'content-length': request.upload.bytes } : {}),
    },
  })
  const stop = stopper(outgoing, signal)
  const silence = createSilence(stop)
  silence.limit(request.firstByteMs ?? request.idleMs)
  let connected = false
  let failure: unknown
  outgoing.once('socket', (socket) =>
    socket.once('connect', () => {
      connected = true
    }),
  )
  outgoing.on('error', (error) => {
    failure = error
  })
  const closed = new Promise<Bytes>((resolve) =>
    outgoing.once('close', () => {
      silence.limit(null)
      stop.done()
      resolve({ sent: outgoing.socket?.bytesWritten ?? 0, received: outgoing.socket?.bytesRead ?? 0 })
    }),
  )
  const reply = new Promise<NetworkReply>((resolve, reject) => {
    outgoing.once('response', (incoming) => {
      silence.limit(null)
      // a reply to half an upload leaves the connection in between: it is of no more use
      if (request.upload) incoming.once('close', () => outgoing.destroy())
      resolve({ status: incoming.statusCode ?? 0, headers: plainHeaders(incoming), body: pieces(incoming, request.idleMs, stop) })
    })
    outgoing.once('close', () => reject(stop.reason() ?? new NetworkError(connected ? 'broken' : 'unreachable', failure)))
  })
  if (request.upload) void sendUpload(outgoing, request.upload, request, silence.limit).catch(stop.because)
  else outgoing.end(body ?? undefined)
  return { reply, closed }
}

/** `limit`: from now on the server may be silent for so long; null: as long as it likes. Milliseconds. */
function createSilence(stop: Stopper): { limit(ms: number | null): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    limit(ms) {
      clearTimeout(timer)
      timer = ms === null ? undefined : setTimeout(() => stop.because(new NetworkError('idle')), ms)
    },
  }
}

interface Stopper {
  /** Closes the connection; the first reason wins. */
  because(reason: unknown): void
  reason(): unknown
  done(): void
}

function stopper(outgoing: ClientRequest, signal: AbortSignal): Stopper {
  let first: { readonly reason: unknown } | null = null
  const because = (reason: unknown) => {
    first ??= { reason }
    outgoing.destroy()
  }
  const aborted = () => because(signal.reason)
  if (signal.aborted) aborted()
  else signal.addEventListener('abort', aborted, { once: true })
  return { because, reason: () => first?.reason, done: () => signal.removeEventListener('abort', aborted) }
}

/** The reply's bytes. Waiting for the server is limited; a slow reader is not. */
async function* pieces(incoming: IncomingMessage, idleMs: number, stop: Stopper): AsyncGenerator<Uint8Array> {
  const source = incoming[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  try {
    for (;;) {
      const timer = setTimeout(() => stop.because(new NetworkError('idle')), idleMs)
      const next = await source.next().finally(() => clearTimeout(timer))
      if (next.done) return
      yield next.value
    }
  } catch (error) {
    throw stop.reason() ?? new NetworkError('broken', error)
  } finally {
    incoming.destroy()
  }
}

function plainHeaders(incoming: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])),
  )
}

/** On this computer only literal addresses are connected to; a lookup would be a fault. */
function refuseLookup(name: string): never {
  throw new Error(`a name was about to be looked up: ${name}`)
}
