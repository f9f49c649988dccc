/**
 * Calls into one child. Whatever happens to the child, every call settles: by reply, failure,
 * deadline, abort or death. Its other end is `serveCalls` in `models/serve-calls.ts`.
 */

import type { ErrorCode } from '../../core/errors.ts'
import { AlcoveError, isErrorCode } from '../../core/errors.ts'
import type { CallMessage, ReplyMessage } from '../../models/serve-calls.ts'
import type { ChildOptions, Spawner } from './spawner.ts'
import { superviseChild } from './supervised-child.ts'

export interface Worker<Request, Reply, Progress = never> {
  /**
   * `onProgress`: what the child tells of the call while it works; each time the deadline begins anew. Throws the child's AlcoveError,
   * `onDead` where the child died or missed the deadline, or the signal's reason.
   */
  call(request: Request, signal: AbortSignal, onProgress?: (progress: Progress) => void): Promise<Reply>
  /** Calls that wait for a reply. */
  readonly waiting: number
  /** Replaces the child by a fresh one when the calls that wait are answered; later ones go to the fresh one. */
  recycle(): void
  /** Kills the child; waiting and later calls fail with `onDead`. */
  close(): Promise<void>
}

export interface WorkerOptions {
  readonly spawner: Spawner
  readonly child: ChildOptions
  /** What a call fails with when the child dies under it. */
  readonly onDead: ErrorCode
  /** Longest wait for one reply; a child that misses it is killed. Milliseconds. */
  readonly deadlineMs: number
}

interface WaitingCall<Reply, Progress> {
  tell(progress: Progress): void
  resolve(reply: Reply): void
  reject(error: unknown): void
}

export function createWorker<Request, Reply, Progress = never>({
  spawner,
  child: childOptions,
  onDead,
  deadlineMs,
}: WorkerOptions): Worker<Request, Reply, Progress> {
  const calls = new Map<number, WaitingCall<Reply, Progress>>()
  let nextId = 1
  let closed = false
  let starting = 0
  /** While set, the child is being emptied: new calls wait for the fresh one. */
  let emptying: { readonly done: Promise<void>; end(): void } | undefined
  const dead = (cause?: unknown): AlcoveError => new AlcoveError(onDead, {}, cause)

  const supervised = superviseChild({
    spawner,
    child: childOptions,
    onClosed: dead,
    onMessage: (raw) => {
      const message = raw as ReplyMessage<Reply, Progress>
      supervised.proved()
      const call = calls.get(message.id)
      if (message.type === 'progress') {
        call?.tell(message.progress)
        return
      }
      if (message.type === 'reply') call?.resolve(message.reply)
      else call?.reject(isErrorCode(message.code) ? new AlcoveError(message.code, message.details) : dead())
      calls.delete(message.id)
      replaceWhenIdle()
    },
    onExit: (exit) => {
      const broken = [...calls.values()]
      calls.clear()
      for (const call of broken) call.reject(dead(exit))
      replaceWhenIdle()
    },
  })

  const replaceWhenIdle = (): void => {
    if (emptying === undefined || calls.size > 0 || starting > 0) return
    const { end } = emptying
    emptying = undefined
    supervised.replace()
    end()
  }

  const send = async (request: Request, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Reply> => {
    while (emptying !== undefined) await emptying.done
    starting += 1
    const child = await supervised.ready(signal).finally(() => {
      starting -= 1
    })
    const id = nextId++
    return await new Promise<Reply>((resolve, reject) => {
      const settled = (): void => {
        clearTimeout(deadline)
        signal.removeEventListener('abort', cancel)
      }
      const cancel = (): void => {
        settled()
        calls.delete(id)
        replaceWhenIdle()
        child.send({ type: 'cancel', id } satisfies CallMessage<Request>)
        reject(signal.reason)
      }
      // all calls of a hung child fail with it
      const deadline = setTimeout(() => supervised.replace(), deadlineMs)
      signal.addEventListener('abort', cancel, { once: true })
      calls.set(id, {
        tell: (progress) => {
          deadline.refresh()
          onProgress(progress)
        },
        resolve: (reply) => {
          settled()
          resolve(reply)
        },
        reject: (error) => {
          settled()
          reject(error)
        },
      })
      child.send({ type: 'call', id, request } satisfies CallMessage<Request>)
    })
  }

  return {
    async call(request, signal, onProgress = () => undefined) {
      signal.throwIfAborted()
      if (closed) throw dead()
      return await send(request, signal, onProgress)
    },
    get waiting() {
      return calls.size + starting
    },
    recycle() {
      let end = (): void => undefined
      emptying ??= {
        done: new Promise((resolve) => {
          end = resolve
        }),
        end: () => end(),
      }
      replaceWhenIdle()
    },
    async close() {
      closed = true
      await supervised.close()
    },
  }
}
