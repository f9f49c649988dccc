/** One call to the engine as state: working, done or failed; the call is dropped when its question changes. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../core/errors.ts'
import { failureOf } from '../client/failure.ts'

export type CallState<T> =
  | { readonly state: 'working' }
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'failed'; readonly failure: Failure }

/** `call` must keep its identity while its question is the same (`useCallback`). */
export function useCall<T>(call: (signal: AbortSignal) => Promise<T>): CallState<T> & { readonly again: () => void } {
  const [result, setResult] = useState<CallState<T>>({ state: 'working' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    setResult({ state: 'working' })
    call(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setResult({ state: 'done', value })
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setResult({ state: 'failed', failure: failureOf(error) })
      },
    )
    return () => controller.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new attempt makes the same call again
  }, [call, attempt])
  const again = useCallback(() => setAttempt((count) => count + 1), [])
  return { ...result, again }
}
