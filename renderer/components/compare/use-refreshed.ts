/** A call that is made again when what it tells of has changed; what it gave last stays shown meanwhile. */
import { useCallback, useEffect, useState } from 'react'
import { type Failure, failureOf } from '../../client/failure.ts'

/** `call` must keep its identity while its question is the same; `version` says when to ask it again. */
export function useRefreshed<T>(call: (signal: AbortSignal) => Promise<T>, version: string) {
  const [value, setValue] = useState<T | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    call(controller.signal).then(
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
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new version or attempt asks the same again
  }, [call, version, attempt])
  return { value, failure, again: useCallback(() => setAttempt((count) => count + 1), []) }
}
