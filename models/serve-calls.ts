/** Answers the calls of a parent that holds a `Worker` (host/processes/worker.ts): the other end of its wire. */

import type { ErrorCode, ErrorDetails } from '../core/errors.ts'
import { AlcoveError } from '../core/errors.ts'
import type { ChildPort } from './child-port.ts'

/** Parent to child. */
export type CallMessage<Request> = { readonly type: 'call'; readonly id: number; readonly request: Request } | { readonly type: 'cancel'; readonly id: number }

/** Child to parent. Only code and details of a failure cross. */
export type ReplyMessage<Reply, Progress> =
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'failed'; readonly id: number; readonly code: ErrorCode; readonly details: ErrorDetails }

/**
 * Runs `handle` for each call. A failure with a code is sent back; any other is a bug: it is thrown
 * on and ends the process, and the parent sees that it died. `tell` sends how far a call has come.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the types of its wire
export function serveCalls<Request, Reply, Progress = never>(
  port: ChildPort,
  handle: (request: Request, signal: AbortSignal, tell: (progress: Progress) => void) => Promise<Reply>,
): void {
  const running = new Map<number, AbortController>()
  const answer = async (id: number, request: Request): Promise<void> => {
    const stop = new AbortController()
    running.set(id, stop)
    const tell = (progress: Progress): void => port.send({ type: 'progress', id, progress } satisfies ReplyMessage<Reply, Progress>)
    try {
      port.send({ type: 'reply', id, reply: await handle(request, stop.signal, tell) } satisfies ReplyMessage<Reply, Progress>)
    } catch (error) {
      if (stop.signal.aborted) return
      if (!(error instanceof AlcoveError)) throw error
      port.send({ type: 'failed', id, code: error.code, details: error.details } satisfies ReplyMessage<Reply, Progress>)
    } finally {
      running.delete(id)
    }
  }
  port.onMessage((raw) => {
    const message = raw as CallMessage<Request>
    if (message.type === 'cancel') running.get(message.id)?.abort()
    else void answer(message.id, message.request)
  })
}
