/** Files and folders of the library whose name fits what was typed after `@`. */
import { useEffect, useState } from 'react'
import type { NameFound } from '../../core/types/library.ts'
import { failureOf } from '../client/failure.ts'
import { useApp } from '../state/app.ts'

export interface Completion {
  readonly query: string
  readonly names: readonly NameFound[]
}

const most = 8
/** Milliseconds without a key before the engine is asked. */
const pause = 60

/** Null while there is no mention, while its first answer has not come, and where the engine could not say. */
export function useCompletion(query: string | null): Completion | null {
  const { client } = useApp()
  const [found, setFound] = useState<Completion | null>(null)
  useEffect(() => {
    if (query === null) {
      setFound(null)
      return undefined
    }
    const ending = new AbortController()
    const ask = async () => {
      try {
        const { found: names } = await client.library.complete({ text: query, limit: most }, { signal: ending.signal })
        setFound({ query, names })
      } catch (error) {
        // What is typed stays what it is: a question without a mention.
        if (failureOf(error, ending.signal).code !== 'stopped') setFound(null)
      }
    }
    const timer = setTimeout(() => void ask(), pause)
    return () => {
      clearTimeout(timer)
      ending.abort()
    }
  }, [client, query])
  return query === null ? null : found
}
