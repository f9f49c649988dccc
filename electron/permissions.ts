/** Denies every page of every session all that a browser would ask for, and every address but our own. */
import { app, type Session } from 'electron'
import { appOrigin } from './app-origin.ts'

/** Before `ready`, so that no session is missed. */
export function guardEverySession(): void {
  app.on('session-created', guardSession)
}

function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  // what the page made itself is saved where the person says; nothing else is
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${appOrigin}/`)) event.preventDefault()
  })
  // its dictionaries come from the network
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isAllowed(details.url) }))
}

/** Our page, what it made itself, and the developer tools of an unpacked app. */
export function isAllowed(address: string): boolean {
  if (address.startsWith(`${appOrigin}/`) || address.startsWith('data:') || address.startsWith('blob:')) return true
  return !app.isPackaged && address.startsWith('devtools://')
}
