/** Nothing leads away from the app's page: no navigation, no frame, no redirect, no second window, no webview. */
import { app, type WebContents } from 'electron'
import { offerLink } from './links.ts'

/** Before `ready`, so that every web contents is caught as it is made. */
export function guardEveryPage(): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents))
}

function guardPage(contents: WebContents): void {
  contents.on('will-navigate', (details) => {
    details.preventDefault()
    void offerLink(details.url)
  })
  contents.on('will-frame-navigate', (details) => details.preventDefault())
  contents.on('will-redirect', (details) => details.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    void offerLink(url)
    return { action: 'deny' }
  })
  // otherwise a page could reach the network, and tell local addresses, past every other gate
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}
