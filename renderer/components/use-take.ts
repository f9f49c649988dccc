/** Taking one of a list that the engine makes of what is typed: a key that comes before the list has followed waits for it. */
import { useEffect, useState } from 'react'

export interface Take {
  /** A key takes the current one. */
  now(): void
  /** What is typed has changed: a key before that meant something else. */
  forget(): void
}

/** `followed`: the list is that of what is typed now, or none will come. */
export function useTake<T>(followed: boolean, current: T | undefined, take: (one: T) => void): Take {
  const [waiting, setWaiting] = useState(false)
  const end = () => {
    setWaiting(false)
    if (current !== undefined) take(current)
  }
  useEffect(() => {
    if (waiting && followed) end()
  })
  return { now: () => (followed ? end() : setWaiting(true)), forget: () => setWaiting(false) }
}
