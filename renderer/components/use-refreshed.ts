/** A call that is made again when what it tells of has changed; what it gave last stays shown meanwhile. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Failure } from '../../core/errors.ts'
import { failureOf } from '../client/failure.ts'

/** `call` must keep its identity while its question is the same; `version` says when to ask it again. */
export function useRefreshed<T>(call: (signal: AbortSignal) => Promise<T>, version: string | number) {
  const [value, setValue] = useState<T | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [attempt, setAttempt] = useState(0)
  const request = useMemo(() => ({ call, version, attempt }), [call, version, attempt])
  useEffect(() => {
    const controller = new AbortController()
    request.call(controller.signal).then(
      (next) => {
        if (controller.signal.aborted) return
        setValue(next)
        setFailure(null)
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setFailure(failureOf(error))
      },
    )
    return () => controller.abort()
  }, [request])
  return { value, failure, again: useCallback(() => setAttempt((count) => count + 1), []) }
}
