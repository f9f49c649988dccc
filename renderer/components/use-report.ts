/** What was not read, added up; kept fresh while a run changes it. */
import { useEffect, useState } from 'react'
import type { LibraryReport } from '../../core/types/library.ts'
import { type Failure, failureOf } from '../client/failure.ts'
import { useApp, useLibrary } from '../state/app.ts'

export function useReport() {
  const { client } = useApp()
  const version = useLibrary((state) => state.version)
  const [report, setReport] = useState<LibraryReport | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    client.library.report(undefined, { signal: controller.signal }).then(
      (value) => {
        if (controller.signal.aborted) return
        setReport(value)
        setFailure(null)
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setFailure(failureOf(error))
      },
    )
    return () => controller.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new version or attempt asks the same again
  }, [client, version, attempt])
  return { report, failure, again: () => setAttempt((count) => count + 1) }
}
