/** The time, again every half minute: for ages such as "checked 2 minutes ago". */
import { useEffect, useState } from 'react'

const every = 30_000

/** Milliseconds since 1970. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [])
  return now
}
