/**
 * The gate: the one place that opens connections. It lets through Ollama on this computer and the servers that
 * the user entered, refuses everything else, can be locked, and writes host, purpose and bytes of every call into
 * the log, those included that another program makes on our word.
 */
import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'
import { type Network, NetworkError, type NetworkReply, type NetworkRequest } from '../core/ports/network.ts'
import type { NetworkLogStore } from '../core/ports/stores.ts'
import { loopbackAddress } from '../core/text/loopback-address.ts'
import { serverAddress } from '../core/text/server-address.ts'
import { type Bytes, exchange, type Target } from './network/exchange.ts'

export interface GateParts {
  readonly entries: NetworkLogStore
  readonly clock: Clock
  readonly log: Log
  /** Asked anew at each call, so that a changed setting holds from then on. */
  readonly ollamaAddress: () => string
  /** Addresses of the servers that the user entered, asked anew like the other. */
  readonly serverAddresses?: () => readonly string[]
}

export interface Gate extends Network {
  /** What may be reached, as `host:port`. */
  allowedHosts(): readonly string[]
}

export function createGate(parts: GateParts): Gate {
  let locked = false
  const cut = new Set<AbortController>()

  /** By purpose: the origins that the user has set for it. */
  function origins(purpose: NetworkRequest['purpose']): readonly string[] {
    if (purpose === 'ollama') return [loopbackAddress(parts.ollamaAddress())?.origin ?? ''].filter(Boolean)
    return (parts.serverAddresses?.() ?? []).flatMap((address) => serverAddress(address)?.origin ?? [])
  }

  function allowed(request: NetworkRequest): Target | null {
    const asked = URL.canParse(request.url) ? new URL(request.url) : null
    if (!asked || asked.username || asked.password || !origins(request.purpose).includes(asked.origin)) return null
    const loopback = loopbackAddress(asked.origin)
    if (loopback) return { hosts: loopback.hosts, port: loopback.port, secure: false, mayLookUp: false }
    const secure = asked.protocol === 'https:'
    const host = asked.hostname.replaceAll(/^\[|\]$/gu, '')
    return { hosts: [host], port: asked.port === '' ? (secure ? 443 : 80) : Number(asked.port), secure, mayLookUp: true }
  }

  function note(host: string, purpose: string, bytes: Bytes | null): void {
    try {
      parts.entries.append({
        at: parts.clock.now(),
        host,
        purpose,
        allowed: bytes !== null,
        bytesSent: bytes?.sent ?? 0,
        bytesReceived: bytes?.received ?? 0,
      })
    } catch (error) {
      // The connection has ended by now: nobody is left to throw to.
      parts.log.error('network-log-failed', error)
    }
  }

  return {
    get locked() {
      return locked
    },
    lock(value) {
      locked = value
      if (locked) for (const one of cut) one.abort(new NetworkError('network-locked'))
    },
    allowedHosts() {
      return [...origins('ollama'), ...origins('server')].map((origin) => new URL(origin).host)
    },
    delegate({ host, purpose }, signal) {
      signal.throwIfAborted()
      if (locked) {
        note(host, purpose, null)
        throw new NetworkError('network-locked')
      }
      const lock = new AbortController()
      cut.add(lock)
      return {
        signal: AbortSignal.any([signal, lock.signal]),
        ended(received) {
          if (cut.delete(lock)) note(host, purpose, { sent: 0, received })
        },
      }
    },
    async request(request, signal): Promise<NetworkReply> {
      signal.throwIfAborted()
      const host = URL.canParse(request.url) ? new URL(request.url).host : ''
      const target = allowed(request)
      const refusal = locked ? 'network-locked' : target ? null : 'network-refused'
      if (refusal || !target) {
        note(host, request.purpose, null)
        throw new NetworkError(refusal ?? 'network-refused')
      }
      const lock = new AbortController()
      cut.add(lock)
      return exchange(request, target, AbortSignal.any([signal, lock.signal]), (bytes) => {
        cut.delete(lock)
        note(host, request.purpose, bytes)
      })
    },
  }
}
