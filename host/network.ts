/**
 * The gate: the one place that opens connections. It knows one purpose, Ollama on this computer,
 * refuses everything else, can be locked, and writes host, purpose and bytes of every call into the log.
 */
import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'
import { type Network, NetworkError, type NetworkReply, type NetworkRequest } from '../core/ports/network.ts'
import type { NetworkLogStore } from '../core/ports/stores.ts'
import { type LoopbackAddress, loopbackAddress } from '../core/text/loopback-address.ts'
import { type Bytes, exchange } from './network/exchange.ts'

export interface GateParts {
  readonly entries: NetworkLogStore
  readonly clock: Clock
  readonly log: Log
  /** Asked anew at each call, so that a changed setting holds from then on. */
  readonly ollamaAddress: () => string
}

export interface Gate extends Network {
  /** What may be reached, as `host:port`. */
  allowedHosts(): readonly string[]
}

export function createGate(parts: GateParts): Gate {
  let locked = false
  const cut = new Set<AbortController>()

  function allowed(request: NetworkRequest): LoopbackAddress | null {
    const setting = request.purpose === 'ollama' ? loopbackAddress(parts.ollamaAddress()) : null
    const asked = URL.canParse(request.url) ? new URL(request.url) : null
    return setting && asked && asked.origin === setting.origin && !asked.username && !asked.password ? setting : null
  }

  function note(request: NetworkRequest, bytes: Bytes | null): void {
    const host = URL.canParse(request.url) ? new URL(request.url).host : ''
    try {
      parts.entries.append({
        at: parts.clock.now(),
        host,
        purpose: request.purpose,
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
      const address = loopbackAddress(parts.ollamaAddress())
      return address ? [new URL(address.origin).host] : []
    },
    async request(request, signal): Promise<NetworkReply> {
      signal.throwIfAborted()
      const address = allowed(request)
      const refusal = locked ? 'network-locked' : address ? null : 'network-refused'
      if (refusal || !address) {
        note(request, null)
        throw new NetworkError(refusal ?? 'network-refused')
      }
      const lock = new AbortController()
      cut.add(lock)
      return exchange(request, address, AbortSignal.any([signal, lock.signal]), (bytes) => {
        cut.delete(lock)
        note(request, bytes)
      })
    },
  }
}
