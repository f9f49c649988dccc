/** Addresses of OpenAI-compatible servers: on this computer, or on a host that the user named on purpose. */
import { loopbackAddress } from './loopback-address.ts'

export interface ServerAddress {
  /** `http://127.0.0.1:1234`, or with the path that the calls stand below; without `/v1` and without a slash at its end. */
  readonly base: string
  /** `https://models.example.org:8443`: what the gate lets through. */
  readonly origin: string
  /** On this computer: what is sent there does not leave it. */
  readonly loopback: boolean
}

/** Null unless it is `http` or `https` and carries no user, query or fragment. A `/v1` at the end may be there or not. */
export function serverAddress(text: string): ServerAddress | null {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return null
  if (url.username || url.password || url.search || url.hash) return null
  const path = url.pathname.replace(/\/+$/u, '').replace(/\/v1$/u, '')
  return { base: `${url.origin}${path}`, origin: url.origin, loopback: loopbackAddress(url.origin) !== null }
}
