/**
 * One lasting link over transports that may die. A call waits for the link that is coming up and
 * fails with `engine-gone` when none comes in time, so every call settles.
 */
import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { AlcoveError } from '../../core/errors.ts'
import { wait } from './wait.ts'

export type Link = ClientLink<ClientContext>

export interface OpenTransport {
  readonly link: Link
  /** Resolves once, when the other side is gone. */
  readonly closed: Promise<void>
  close(): void
}

/** Brings one transport up; rejects when that fails. */
export type Transport = (signal: AbortSignal) => Promise<OpenTransport>

export type ConnectionState = 'connecting' | 'open' | 'lost'

export interface Connection {
  readonly link: Link
  readonly state: StoreApi<{ readonly state: ConnectionState }>
  close(): void
}

export interface ConnectionTimes {
  /** Waits between tries; the last one repeats. Milliseconds. */
  readonly backoff: readonly number[]
  /** How long a call waits for a link. Milliseconds. */
  readonly patience: number
  /** How long a call waits for its answer, or a stream for its start. Milliseconds. */
  readonly deadline: number
}

const usualTimes: ConnectionTimes = { backoff: [100, 250, 500, 1_000, 2_000, 4_000], patience: 10_000, deadline: 120_000 }

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

/** The promise, or `engine-gone` after `ms`, or the signal's reason. */
function within<T>(promise: Promise<T>, ms: number, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new AlcoveError('engine-gone')), ms)
    const abort = () => reject(signal?.reason)
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    })
  })
}

export function connect(transport: Transport, times: ConnectionTimes = usualTimes): Connection {
  const state = createStore<{ readonly state: ConnectionState }>(() => ({ state: 'connecting' }))
  const ending = new AbortController()
  let open: OpenTransport | null = null
  let coming = deferred<Link>()

  async function keepOpen(): Promise<void> {
    let failures = 0
    while (!ending.signal.aborted) {
      try {
        open = await transport(ending.signal)
        failures = 0
        coming.resolve(open.link)
        state.setState({ state: 'open' })
        await open.closed
      } catch {
        // Why it failed does not matter: people see that it is lost, and it is tried again.
        failures += 1
      }
      open = null
      if (ending.signal.aborted) return
      if (state.getState().state === 'open') coming = deferred<Link>()
      state.setState({ state: 'lost' })
      await wait(times.backoff[Math.min(failures, times.backoff.length - 1)] ?? 1_000, ending.signal)
    }
  }
  void keepOpen()

  const link: Link = {
    async call(path, input, options: ClientOptions<ClientContext>) {
      const current = await within(coming.promise, times.patience, options.signal)
      return within(current.call(path, input, options), times.deadline, options.signal)
    },
  }
  return {
    link,
    state,
    close() {
      ending.abort()
      open?.close()
    },
  }
}
