/** What the engine says to something that is being typed: asked after a pause, and only for the last of it. */
import { useEffect, useState } from 'react'
import { failureOf } from '../client/failure.ts'

/**
 * Null before the first answer, where the engine could not say, and for `query` null. `pause`: milliseconds without a key.
 * `ask` must keep its identity.
 */
export function useAsked<T>(query: string | null, pause: number, ask: (query: string, signal: AbortSignal) => Promise<T>): T | null {
  const [found, setFound] = useState<T | null>(null)
  useEffect(() => {
    if (query === null) {
      setFound(null)
      return undefined
    }
    const ending = new AbortController()
    const run = async () => {
      try {
        setFound(await ask(query, ending.signal))
      } catch (error) {
        if (failureOf(error, ending.signal).code !== 'stopped') setFound(null)
      }
    }
    const timer = setTimeout(() => void run(), pause)
    return () => {
      clearTimeout(timer)
      ending.abort()
    }
  }, [query, pause, ask])
  return query === null ? null : found
}
