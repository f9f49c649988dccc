/** What every answer of browser mode says about itself. */
import { windowHeaders } from '../../core/contract/window-files.ts'

export function securityHeaders(host: string): Readonly<Record<string, string>> {
  // a policy cannot name an IPv6 address; there 'self' covers the socket
  return windowHeaders(host.startsWith('[') ? null : `ws://${host}`)
}
