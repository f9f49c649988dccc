/** Files and folders of the library whose name fits what was typed after `@`. */
import { useCallback } from 'react'
import type { NameFound } from '../../core/types/library.ts'
import { useApp } from '../state/app.ts'
import { useAsked } from './use-asked.ts'

export interface Completion {
  readonly query: string
  readonly names: readonly NameFound[]
}

const most = 8
/** Milliseconds without a key before the engine is asked. */
const pause = 60

/** Null while there is no mention, while its first answer has not come, and where the engine could not say: what is typed stays what it is. */
export function useCompletion(query: string | null): Completion | null {
  const { client } = useApp()
  const ask = useCallback(
    async (text: string, signal: AbortSignal) => ({ query: text, names: (await client.library.complete({ text, limit: most }, { signal })).found }),
    [client],
  )
  return useAsked(query, pause, ask)
}
