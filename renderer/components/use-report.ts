/** What was not read, added up; kept fresh while a run changes it. */
import { useCallback } from 'react'
import { useApp, useLibrary } from '../state/app.ts'
import { useRefreshed } from './use-refreshed.ts'

export function useReport() {
  const { client } = useApp()
  const call = useCallback((signal: AbortSignal) => client.library.report(undefined, { signal }), [client])
  const { value: report, ...state } = useRefreshed(
    call,
    useLibrary(({ version }) => version),
  )
  return { report, ...state }
}
