/** How the desktop's own parts are; null in browser mode and before they have said so. */
import { useEffect, useState } from 'react'
import type { Presence } from '../client/bridge.ts'
import { useApp } from '../state/app.ts'

export function usePresence(): Presence | null {
  const { bridge } = useApp()
  const [presence, setPresence] = useState<Presence | null>(null)
  useEffect(() => {
    if (!bridge) return undefined
    let gone = false
    void bridge.presence().then((now) => {
      if (!gone) setPresence(now)
    })
    const forget = bridge.onPresence(setPresence)
    return () => {
      gone = true
      forget()
    }
  }, [bridge])
  return presence
}
